/** What became of messages, as it is told to others: values, and {@link dev.triggered.notice.Notices} as the door to them. */
@NullMarked
package dev.triggered.notice;

import org.jspecify.annotations.NullMarked;
