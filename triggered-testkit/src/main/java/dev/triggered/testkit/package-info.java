/** What tests of triggered mail need: a scripted SMTP server, a manual clock, captured mails and contracts for the SPI. */
@NullMarked
package dev.triggered.testkit;

import org.jspecify.annotations.NullMarked;
