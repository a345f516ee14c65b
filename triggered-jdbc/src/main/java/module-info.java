/** Keeps messages durably, in a folder or in PostgreSQL. */
@SuppressWarnings("requires-automatic") // PostgreSQL's driver names its module in its manifest only.
module dev.triggered.jdbc {
    requires static org.checkerframework.checker.qual;
    requires static org.jspecify;
    requires static org.postgresql.jdbc;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;
    requires transitive dev.triggered.core;

    exports dev.triggered.jdbc;
}
