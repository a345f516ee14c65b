package dev.triggered;

import dev.triggered.Recipients.Row;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rows that are made from what an iterator gives. What that throws ends the reading. */
final class IteratedRows<T> implements Recipients.Source {
    private final Iterator<T> things;
    private final Function<? super T, Trigger> trigger;
    private final Runnable close;
    private long line;

    private IteratedRows(Iterator<T> things, Function<? super T, Trigger> trigger, Runnable close) {
        this.things = things;
        this.trigger = trigger;
        this.close = close;
    }

    static <T> Recipients.Source of(Iterable<T> things, Function<? super T, Trigger> trigger) {
        IteratedRows<T> rows = new IteratedRows<>(things.iterator(), trigger, () -> {});
        return things instanceof Collection<?> known && !known.isEmpty() ? new ExpectedRows(rows, known.size()) : rows;
    }

    static <T> Recipients.Source of(Stream<T> things, Function<? super T, Trigger> trigger) {
        try {
            return new IteratedRows<>(things.iterator(), trigger, things::close);
        } catch (IllegalStateException e) {
            throw new InvalidRecipientsException(
                    0, "this stream was read before: give the broadcast another one, or an Iterable", e);
        }
    }

    @Override
    public Optional<Row> next() {
        T thing;
        try {
            if (!things.hasNext()) {
                return Optional.empty();
            }
            thing = things.next();
        } catch (RuntimeException e) {
            throw new InvalidRecipientsException(line + 1, "after " + line + " recipients the source failed: " + e, e);
        }
        line++;
        try {
            return Optional.of(new Row.Good(line, trigger.apply(thing)));
        } catch (RuntimeException e) {
            return Optional.of(new Row.Bad(line, "", "no trigger was made of it: " + e));
        }
    }

    @Override
    public double position() {
        return -1;
    }

    @Override
    public void close() {
        close.run();
    }
}
