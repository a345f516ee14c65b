/** Reads and writes CSV a row at a time. Not exported. */
@NullMarked
package dev.triggered.csv;

import org.jspecify.annotations.NullMarked;
