/** A dispatcher that sends through an SMTP relay over pooled connections. */
@NullMarked
package dev.triggered.smtp;

import org.jspecify.annotations.NullMarked;
