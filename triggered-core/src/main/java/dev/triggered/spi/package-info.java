/**
 * What a module or a host implements: where mail is kept, how it is personalised, how it is sent, and who the contacts are.
 * Stores, template engines and dispatchers have contract tests in the test kit.
 */
@NullMarked
package dev.triggered.spi;

import org.jspecify.annotations.NullMarked;
