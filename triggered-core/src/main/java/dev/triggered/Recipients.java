package dev.triggered;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who a broadcast writes to, and the data for each: read one by one while it runs, so that there may be more of them than fit in
 * memory. A host may implement this for a source of its own.
 *
 * <p>A broadcast opens its recipients on the thread that calls for it, and reads the first one there; all others are read on the thread
 * of the broadcast. It closes them when it ends. A row that cannot be used is rejected, and the others go.
 */
@FunctionalInterface
public interface Recipients {
    /**
     * Begins to read from the first one.
     *
     * @return the rows
     * @throws InvalidRecipientsException if they cannot be read
     */
    Source open();

    /**
     * Returns recipients that are triggers, whose own ids count for nothing.
     *
     * @param triggers one for each recipient; a collection also says how many there are
     * @return the recipients
     */
    static Recipients of(Iterable<Trigger> triggers) {
        return of(triggers, Function.identity());
    }

    /**
     * Returns recipients from things of any kind, such as {@code of(customers, c -> Trigger.to(c.email()).with("name", c.name()))}.
     *
     * @param things one for each recipient; a collection also says how many there are
     * @param trigger makes a trigger of one, when it is its turn; one for which it throws is rejected
     * @param <T> what they are
     * @return the recipients
     */
    static <T> Recipients of(Iterable<T> things, Function<? super T, Trigger> trigger) {
        return () -> IteratedRows.of(things, trigger);
    }

    /**
     * Returns recipients that are triggers. They can be read once: after an interruption, a broadcast is called with another stream.
     *
     * @param triggers one for each recipient; closed when the broadcast ends
     * @return the recipients
     */
    static Recipients of(Stream<Trigger> triggers) {
        return of(triggers, Function.identity());
    }

    /**
     * Returns recipients from things of any kind, which can be read once.
     *
     * @param things one for each recipient; closed when the broadcast ends
     * @param trigger makes a trigger of one, when it is its turn; one for which it throws is rejected
     * @param <T> what they are
     * @return the recipients
     */
    static <T> Recipients of(Stream<T> things, Function<? super T, Trigger> trigger) {
        return () -> IteratedRows.of(things, trigger);
    }

    /**
     * Returns the recipients of a CSV file (RFC 4180) in UTF-8: see {@link #csv(Path, Charset)}.
     *
     * @param file the file
     * @return the recipients
     */
    static Recipients csv(Path file) {
        return csv(file, StandardCharsets.UTF_8);
    }

    /**
     * Returns the recipients of a CSV file (RFC 4180). Its first line names the columns, set apart by commas, semicolons or tabs. The
     * column {@code address}, or {@code email}, is mandatory; {@code name} and {@code locale} (such as {@code de-AT}) are taken for the
     * contact; each other column is a text that a template finds as {@code event.} and its name. An empty value is left out, as if it
     * was not there.
     *
     * @param file the file; a byte order mark before it goes before the charset
     * @param charset what its bytes mean; one that does not fit ends the broadcast, with the line
     * @return the recipients
     */
    static Recipients csv(Path file, Charset charset) {
        return () -> CsvRecipients.open(file, charset);
    }

    /**
     * Returns these recipients with the number of rows that is expected, for a source that does not know it, so that the progress can
     * be estimated.
     *
     * @param rows about how many, at least 1
     * @return other recipients
     */
    default Recipients expecting(long rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("at least one row is expected: " + rows);
        }
        return () -> new ExpectedRows(open(), rows);
    }

    /** Rows that are read. Used by one thread at a time. */
    interface Source extends AutoCloseable {
        /**
         * Reads on.
         *
         * @return the next row, or empty if there are no more
         * @throws InvalidRecipientsException if it cannot be read any further
         */
        Optional<Row> next();

        /**
         * Returns which part was read.
         *
         * @return from 0 to 1; negative where nobody knows
         */
        double position();

        /** Releases what it holds open. Closing twice does nothing. */
        @Override
        void close();
    }

    /** A row, of whose address nothing is known yet. */
    sealed interface Row {
        /**
         * Returns where it is.
         *
         * @return the line of a file on which it begins, or the place in another source, from 1
         */
        long line();

        /**
         * A row that says who is written to.
         *
         * @param line as for the row
         * @param trigger who is written to, and the data
         */
        record Good(long line, Trigger trigger) implements Row {}

        /**
         * A row that cannot be used.
         *
         * @param line as for the row
         * @param recipient who it is about, as far as that can be read; empty where it cannot
         * @param reason what is wrong with it
         */
        record Bad(long line, String recipient, String reason) implements Row {}
    }
}
