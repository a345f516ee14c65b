package dev.triggered.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Steps whose reads are counted, once with nothing and once with thousands of rows beside those that they need. */
abstract class PlanScenarios {
    /** How many rows {@link #fill} puts beside those of the test. */
    static final int MANY = 20_000;

    final PGSimpleDataSource database = PostgresServer.database();
    private final List<String> tables;
    ReadMeter meter;
    Session session;

    /** Creates scenarios that read some tables, which are named without their {@code triggered_}. */
    PlanScenarios(String... tables) {
        this.tables = List.of(tables);
    }

    @BeforeEach
    void open() throws SQLException {
        PostgresServer.query(database, "SELECT count(*) FROM triggered_node");
        meter = ReadMeter.on(database, tables);
        session = meter.session();
    }

    @AfterEach
    void close() throws SQLException {
        meter.close();
    }

    @Test
    void is_as_much_with_thousands_as_with_none() throws SQLException {
        life(10);
        meter.commit();
        fill();
        life(20);
        meter.assertFew();
    }

    /** Takes the steps, for what has this number and the ones behind it. */
    abstract void life(long number) throws SQLException;

    /** Puts many rows beside those of the steps. */
    abstract void fill();
}
