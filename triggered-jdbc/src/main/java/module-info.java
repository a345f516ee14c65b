/** Keeps messages durably, in an embedded database. */
module dev.triggered.jdbc {
    requires static org.jspecify;
    requires static org.postgresql.jdbc;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;

    requires transitive dev.triggered.core;

    exports dev.triggered.jdbc;
}
