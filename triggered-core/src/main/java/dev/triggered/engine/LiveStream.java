package dev.triggered.engine;

import dev.triggered.InvalidStreamException;
import dev.triggered.MailStream;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.spi.MailTemplate;
import dev.triggered.spi.StreamRegistry.StreamEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream of the catalog at its newest version, with its compiled template. Immutable, but for its turnstile. */
final class LiveStream {
    private final StreamEntry entry;
    private final Compiled compiled;
    private final Turnstile turnstile;

    LiveStream(StreamEntry entry, Compiled compiled, Turnstile turnstile) {
        this.entry = entry;
        this.compiled = compiled;
        this.turnstile = turnstile;
    }

    long number() {
        return entry.naming().number();
    }

    /** Returns what names the stream in the keys of its messages, whatever it is called. */
    String key() {
        return Long.toString(number());
    }

    StreamEntry entry() {
        return entry;
    }

    MailStream stream() {
        return compiled.stream;
    }

    Compiled compiled() {
        return compiled;
    }

    MailTemplate template() {
        return compiled.template();
    }

    Turnstile turnstile() {
        return turnstile;
    }

    /** Says where it is in its life, as far as this application can run it. */
    StreamState state() {
        boolean broken = entry.state() != StreamState.DRAFT && !compiled.faults.isEmpty();
        return broken ? StreamState.STOPPED : entry.state();
    }

    /** Says whether a message that was accepted at a time is made from the version by which it was triggered. */
    boolean pins(Instant acceptedAt) {
        return acceptedAt.isBefore(entry.pinnedBefore());
    }

    StreamInfo info() {
        return new StreamInfo(
                number(),
                compiled.stream,
                entry.state(),
                entry.changed().at(),
                entry.changed().by(),
                compiled.faults);
    }

    /** A version of a stream with its compiled template, or with what keeps it from being run. */
    record Compiled(MailStream stream, @Nullable MailTemplate compiled, List<String> faults) {
        MailTemplate template() {
            if (compiled == null) {
                throw new InvalidStreamException(faults);
            }
            return compiled;
        }
    }
}
