package dev.triggered.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A way to a database on which statements fail as they are told to, and which may be cut. Thread-safe. */
final class Faults {
    private final DataSource source;
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean cut;

    Faults(DataSource inner) {
        this.source = proxy(DataSource.class, inner, (name, arguments, call) -> {
            if (!name.equals("getConnection")) {
                return call.run();
            }
            connections.incrementAndGet();
            if (cut) {
                throw new SQLException("Connection refused", "08001");
            }
            return connection((Connection) call.run());
        });
    }

    DataSource source() {
        return source;
    }

    /** Returns how often somebody tried to connect. */
    int connections() {
        return connections.get();
    }

    /** Has the next statements that contain a text fail before they run, so many of them. */
    void fail(String text, String state, int times) {
        faults.add(new Fault(text, state, false, new AtomicInteger(times), false));
    }

    /** Has the answer of the next statement that contains a text get lost: it runs, and its connection breaks. */
    void loseAnswer(String text) {
        faults.add(new Fault(text, "08006", true, new AtomicInteger(1), false));
    }

    /** Has the answer of the next statement that contains a text get lost, and the way be cut with it. */
    void loseAnswerAndCut(String text) {
        faults.add(new Fault(text, "08006", true, new AtomicInteger(1), true));
    }

    /** Refuses connections. */
    void cut() {
        cut = true;
    }

    void mend() {
        cut = false;
    }

    /** Says whether all that was to fail has failed. */
    boolean areOver() {
        return faults.stream().allMatch(fault -> fault.left.get() <= 0);
    }

    private Connection connection(Connection inner) {
        return proxy(Connection.class, inner, (name, arguments, call) -> {
            Object made = call.run();
            return name.equals("prepareStatement") ? statement((PreparedStatement) made, (String) arguments[0]) : made;
        });
    }

    private PreparedStatement statement(PreparedStatement inner, String sql) {
        return proxy(PreparedStatement.class, inner, (name, arguments, call) -> {
            Fault fault = name.startsWith("execute") ? next(sql) : null;
            if (fault == null) {
                return call.run();
            }
            if (fault.after) {
                call.run();
                inner.getConnection().close();
            }
            cut |= fault.cuts;
            throw new SQLException("a fault of the test, " + fault.state, fault.state);
        });
    }

    private Fault next(String sql) {
        for (Fault fault : faults) {
            if (sql.contains(fault.text) && fault.left.getAndDecrement() > 0) {
                return fault;
            }
        }
        return null;
    }

    private static <T> T proxy(Class<T> type, T inner, Step step) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return step.run(method.getName(), arguments, () -> method.invoke(inner, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private record Fault(String text, String state, boolean after, AtomicInteger left, boolean cuts) {}

    @FunctionalInterface
    private interface Step {
        Object run(String name, Object[] arguments, Call call) throws Exception;
    }

    @FunctionalInterface
    private interface Call {
        Object run() throws Exception;
    }
}
