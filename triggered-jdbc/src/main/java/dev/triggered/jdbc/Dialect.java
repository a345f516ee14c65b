package dev.triggered.jdbc;

import java.util.Locale;

/** The databases that a store may be in. */
public enum Dialect {
    /** PostgreSQL, version 14 or newer. */
    POSTGRESQL,
    /** The embedded one. */
    SQLITE;

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
