/** Runnable programs that show the library at work. */
@NullMarked
package dev.triggered.examples;

import org.jspecify.annotations.NullMarked;
