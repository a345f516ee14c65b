package dev.triggered.engine;

import dev.triggered.InvalidRecipientsException;
import dev.triggered.Recipients;
import dev.triggered.Recipients.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the recipients of one broadcast. Used by one thread at a time. */
final class BroadcastReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BroadcastReader.class);

    private final Recipients.Source source;
    private Optional<Row> next;
    private Optional<InvalidRecipientsException> failure = Optional.empty();

    private BroadcastReader(Recipients.Source source, Optional<Row> next) {
        this.source = source;
        this.next = next;
    }

    /** Opens recipients and reads the first one. Throws an {@link InvalidRecipientsException} where there is none. */
    static BroadcastReader open(Recipients recipients) {
        Recipients.Source source = recipients.open();
        boolean opened = false;
        try {
            Optional<Row> first = source.next();
            if (first.isEmpty()) {
                throw new InvalidRecipientsException(0, "there is nobody to write to: the recipients are empty");
            }
            opened = true;
            return new BroadcastReader(source, first);
        } finally {
            if (!opened) {
                close(source);
            }
        }
    }

    /** Returns a reader of no recipients. */
    static BroadcastReader ofNobody() {
        return new BroadcastReader(Recipients.of(List.of()).open(), Optional.empty());
    }

    /**
     * Returns the next rows, none at the end. What the source throws is thrown after the rows before it were given, as an
     * {@link InvalidRecipientsException}.
     */
    List<Row> read(int most) {
        List<Row> rows = new ArrayList<>(most);
        while (rows.size() < most && next.isPresent()) {
            rows.add(next.get());
            next = Optional.empty();
            try {
                next = source.next();
            } catch (InvalidRecipientsException e) {
                return failing(rows, e);
            } catch (RuntimeException e) {
                return failing(rows, new InvalidRecipientsException(0, "the recipients cannot be read: " + e, e));
            }
        }
        if (rows.isEmpty() && failure.isPresent()) {
            throw failure.get();
        }
        return rows;
    }

    /** Says whether there are no more rows to be given. */
    boolean isExhausted() {
        return next.isEmpty();
    }

    private List<Row> failing(List<Row> rows, InvalidRecipientsException cause) {
        failure = Optional.of(cause);
        return rows;
    }

    double position() {
        return source.position();
    }

    @Override
    public void close() {
        close(source);
    }

    private static void close(Recipients.Source source) {
        try {
            source.close();
        } catch (RuntimeException e) {
            LOG.warn("the recipients of a broadcast could not be closed", e);
        }
    }
}
