/**
 * What a host application uses: events, streams, triggers and their verdicts, with
 * {@link dev.triggered.TriggeredMail} as the one door.
 */
@NullMarked
package dev.triggered;

import org.jspecify.annotations.NullMarked;
