/**
 * How readers respond to mails: that they looked at one, and which links they followed. {@link
 * dev.triggered.tracking.response.ResponseTracking} is the door.
 */
@NullMarked
package dev.triggered.tracking.response;

import org.jspecify.annotations.NullMarked;
