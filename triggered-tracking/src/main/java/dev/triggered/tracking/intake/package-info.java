/**
 * Takes in what comes back for mails that were sent, and finds the message that it is about. {@link
 * dev.triggered.tracking.intake.MailTracking} is the door.
 */
@NullMarked
package dev.triggered.tracking.intake;

import org.jspecify.annotations.NullMarked;
