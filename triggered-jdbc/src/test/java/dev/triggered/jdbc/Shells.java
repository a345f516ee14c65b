package dev.triggered.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** What a host may put around its connections. */
final class Shells {
    private Shells() {}

    /** Counts how often somebody tries to connect. */
    static DataSource counting(DataSource inner, AtomicInteger count) {
        return shell(DataSource.class, inner, "getConnection", () -> {
            count.incrementAndGet();
            return inner.getConnection();
        });
    }

    /** A pool of a single connection. */
    static DataSource keepingOpen(Connection only) {
        Connection lent = shell(Connection.class, only, "close", () -> null);
        return shell(DataSource.class, null, "getConnection", () -> lent);
    }

    /** Hides which driver makes the connections. */
    static DataSource withoutDriver(DataSource inner) {
        return shell(
                DataSource.class,
                inner,
                "getConnection",
                () -> shell(Connection.class, inner.getConnection(), "unwrap", () -> {
                    throw new SQLException("it is nobody's");
                }));
    }

    private static <T> T shell(Class<T> type, T inner, String method, Answer answer) {
        InvocationHandler handler = (proxy, called, arguments) -> {
            if (called.getName().equals(method)) {
                return answer.get();
            }
            try {
                return called.invoke(inner, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @FunctionalInterface
    private interface Answer {
        Object get() throws SQLException;
    }
}
