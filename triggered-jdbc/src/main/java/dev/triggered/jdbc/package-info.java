/** A store that keeps messages durably. */
@NullMarked
package dev.triggered.jdbc;

import org.jspecify.annotations.NullMarked;
