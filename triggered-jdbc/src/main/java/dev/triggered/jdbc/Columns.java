package dev.triggered.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows turned into columns, each an array of a type of PostgreSQL. */
final class Columns {
    private final String[] types;
    private final List<List<@Nullable Object>> columns = new ArrayList<>();

    Columns(String... types) {
        this.types = types;
        for (int i = 0; i < types.length; i++) {
            columns.add(new ArrayList<>());
        }
    }

    /** Adds a row; an empty {@code Optional} is a null. */
    void add(@Nullable Object... row) {
        for (int i = 0; i < row.length; i++) {
            columns.get(i).add(row[i] instanceof Optional<?> some ? some.orElse(null) : row[i]);
        }
    }

    /** Returns the columns as parameters, followed by others. */
    @Nullable
    Object[] arrays(Session session, Object... more) throws SQLException {
        List<@Nullable Object> parameters = new ArrayList<>(arrays(session));
        Collections.addAll(parameters, more);
        return parameters.toArray();
    }

    /** Returns the columns as parameters, after another one. */
    @Nullable
    Object[] arraysAfter(Session session, @Nullable Object first) throws SQLException {
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(first);
        parameters.addAll(arrays(session));
        return parameters.toArray();
    }

    private List<Object> arrays(Session session) throws SQLException {
        List<Object> arrays = new ArrayList<>(types.length);
        for (int i = 0; i < types.length; i++) {
            arrays.add(session.array(types[i], columns.get(i)));
        }
        return arrays;
    }
}
