/** What comes back after a mail was sent: bounces, complaints and automatic replies. */
@NullMarked
package dev.triggered.tracking;

import org.jspecify.annotations.NullMarked;
