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

    /** Returns the scripts for a database, named for errors; they are in a folder. */
    static Schema of(String database, String folder) {
        List<String> scripts = new ArrayList<>();
        for (String script = read(folder, 1); script != null; script = read(folder, scripts.size() + 1)) {
            scripts.add(script);
        }
        return new Schema(database, scripts);
    }

    /** Returns the scripts for a host that runs them itself: each says in the end that it was run. */
    List<String> printed() {
        List<String> printed = new ArrayList<>();
        for (String script : scripts) {
            String head = printed.isEmpty() ? VERSIONS + ";\n\n" : "";
            printed.add(head + script.stripTrailing() + "\n\nINSERT INTO triggered_schema (version) VALUES ("
                    + (printed.size() + 1) + ");\n");
        }
        return printed;
    }

    /** Says whether a schema of some version is what this version of the library needs; one that is newer is refused. */
    boolean isCurrent(int version) {
        if (version > scripts.size()) {
            throw StoreException.lasting("the schema of " + database + " has version " + version
                    + ", and this version of the library knows " + scripts.size()
                    + ": use the version of the library that last opened it, or a later one");
        }
        return version == scripts.size();
    }

    /** Runs the scripts that were not run yet, in the session's transaction. */
    void apply(Session session) throws SQLException {
        session.execute(VERSIONS);
        int version = version(session);
        while (!isCurrent(version)) {
            for (String statement : statements(scripts.get(version))) {
                session.execute(statement);
            }
            version++;
            session.change("INSERT INTO triggered_schema (version) VALUES (?)", version);
        }
    }

    static int version(Session session) throws SQLException {
        return session.list(rows -> rows.getInt(1), LATEST).get(0);
    }

    private static List<String> statements(String script) {
        return END.splitAsStream(script).filter(text -> !text.isBlank()).toList();
    }

    private static @Nullable String read(String folder, int version) {
        String name = "schema/%s/%03d.sql".formatted(folder, version);
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the script " + name + " cannot be read", e);
        }
    }
}
