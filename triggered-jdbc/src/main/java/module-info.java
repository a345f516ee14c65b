/** Keeps messages durably, in an embedded database. */
module dev.triggered.jdbc {
    requires static org.jspecify;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;
    requires java.sql;
    requires transitive dev.triggered.core;

    exports dev.triggered.jdbc;
}
