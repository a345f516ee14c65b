/** A store that keeps messages durably, in a folder of its own or in a PostgreSQL database that several processes share. */
@NullMarked
package dev.triggered.jdbc;

import org.jspecify.annotations.NullMarked;
