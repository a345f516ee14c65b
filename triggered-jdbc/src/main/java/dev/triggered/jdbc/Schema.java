package dev.triggered.jdbc;

import dev.triggered.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The numbered scripts that make the tables, and what brings a database up to them. */
final class Schema {
    private static final Pattern END = Pattern.compile(";[ \\t]*\\R");
    private static final String VERSIONS = "CREATE TABLE IF NOT EXISTS triggered_schema (version INTEGER PRIMARY KEY)";
    private static final String LATEST = "SELECT COALESCE(MAX(version), 0) FROM triggered_schema";

    private final String database;
    private final List<String> scripts;

    private Schema(String database, List<String> scripts) {
        this.database = database;
        this.scripts = scripts;
    }

    /** Returns the scripts for a database, named for errors. */
    static Schema of(String database, Dialect dialect) {
        List<String> scripts = new ArrayList<>();
        for (String script = read(dialect, 1); script != null; script = read(dialect, scripts.size() + 1)) {
            scripts.add(script);
        }
        return new Schema(database, scripts);
    }

    /** Runs the scripts that were not run yet, in the session's transaction. */
    void apply(Session session) throws SQLException {
        session.execute(VERSIONS);
        int version = session.list(rows -> rows.getInt(1), LATEST).get(0);
        if (version > scripts.size()) {
            throw StoreException.lasting("the schema of " + database + " has version " + version
                    + ", and this version of the library knows " + scripts.size()
                    + ": use the version of the library that last opened it, or a later one");
        }
        while (version < scripts.size()) {
            for (String statement : statements(scripts.get(version))) {
                session.execute(statement);
            }
            version++;
            session.change("INSERT INTO triggered_schema (version) VALUES (?)", version);
        }
    }

    private static List<String> statements(String script) {
        return END.splitAsStream(script).filter(text -> !text.isBlank()).toList();
    }

    private static @Nullable String read(Dialect dialect, int version) {
        String name = "schema/%s/%03d.sql".formatted(dialect.scripts(), version);
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the script " + name + " cannot be read", e);
        }
    }
}
