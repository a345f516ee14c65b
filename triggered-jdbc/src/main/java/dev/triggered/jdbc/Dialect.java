package dev.triggered.jdbc;

/** Where the databases differ in their SQL. */
interface Dialect {
    /** Returns the folder of the schema's scripts. */
    String scripts();

    /**
     * Returns the statement that claims messages that are due and returns their {@code seq}, in any order. Its parameters are the
     * lane, the time and the limit.
     */
    String claim();

    /**
     * Returns the statement that takes over messages that a process left and returns their {@code seq}, in any order. Its parameter
     * is the limit.
     */
    String inherit();
}
