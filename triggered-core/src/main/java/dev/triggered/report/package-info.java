/** How much mail was triggered, sent, refused, bounced and read: values, and {@link dev.triggered.report.Reports} as the door to them. */
@NullMarked
package dev.triggered.report;

import org.jspecify.annotations.NullMarked;
