package dev.triggered;

import dev.triggered.spi.MailInstrument;
import dev.triggered.spi.RefusalReader;
import dev.triggered.spi.ReturnPaths;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How it is learnt what became of mails after they were sent, and what follows from it. Immutable. */
public final class FeedbackSettings {
    private static final FeedbackSettings STANDARD =
            new FeedbackSettings(new Sources(null, null, null), new Rules(5, Duration.ofDays(1), false));

    private final Sources sources;
    private final Rules rules;

    private FeedbackSettings(Sources sources, Rules rules) {
        this.sources = sources;
        this.rules = rules;
    }

    /**
     * Returns the settings that hold by default.
     *
     * @return nothing that tracks, return paths that are the senders' addresses, refusals that count for nothing, 5 soft bounces in a row, a
     *     success after a day, and no trust in addresses
     */
    public static FeedbackSettings standard() {
        return STANDARD;
    }

    /**
     * Returns these settings with what changes the mails of streams that are {@linkplain MailStream#tracking() tracked}.
     *
     * @param instrument the instrument; none by default. Not closed with the {@link TriggeredMail}
     * @return new settings
     */
    public FeedbackSettings instrument(MailInstrument instrument) {
        return new FeedbackSettings(new Sources(instrument, sources.returnPaths, sources.refusals), rules);
    }

    /**
     * Returns these settings with what gives each message a return path of its own.
     *
     * @param returnPaths the return paths; by default the address of the stream's sender
     * @return new settings
     */
    public FeedbackSettings returnPaths(ReturnPaths returnPaths) {
        return new FeedbackSettings(new Sources(sources.instrument, returnPaths, sources.refusals), rules);
    }

    /**
     * Returns these settings with what tells why a relay refused a message for good, so that this counts as a bounce.
     *
     * @param refusals reads the relays' replies; by default nobody does, and refusals count for nothing
     * @return new settings
     */
    public FeedbackSettings refusals(RefusalReader refusals) {
        return new FeedbackSettings(new Sources(sources.instrument, sources.returnPaths, refusals), rules);
    }

    /**
     * Returns these settings with another number of soft bounces in a row after which an address is suppressed.
     *
     * @param bounces at least 1; 5 by default
     * @return new settings
     */
    public FeedbackSettings softInARow(int bounces) {
        if (bounces < 1) {
            throw new IllegalArgumentException("an address is suppressed after 1 soft bounce at least: " + bounces);
        }
        return new FeedbackSettings(sources, new Rules(bounces, rules.successAfter, rules.addresses));
    }

    /**
     * Returns these settings with another time after which a message that was sent and did not come back has arrived.
     *
     * @param time how long after it was sent; 1 day by default
     * @return new settings
     */
    public FeedbackSettings successAfter(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("no message has arrived before it was sent: " + time);
        }
        return new FeedbackSettings(sources, new Rules(rules.softInARow, time, rules.addresses));
    }

    /**
     * Returns these settings for reports that have no more {@linkplain dev.triggered.feedback.FeedbackReport.Proof#ADDRESS proof} than an
     * address to have consequences too. Anybody who can write to where reports come in can have an address suppressed then.
     *
     * @return new settings
     */
    public FeedbackSettings trustAddresses() {
        return new FeedbackSettings(sources, new Rules(rules.softInARow, rules.successAfter, true));
    }

    /**
     * Returns what tracks.
     *
     * @return the instrument, or empty where nothing tracks
     */
    public Optional<MailInstrument> instrument() {
        return Optional.ofNullable(sources.instrument);
    }

    /**
     * Returns what gives messages return paths.
     *
     * @return the return paths, or empty for the senders' addresses
     */
    public Optional<ReturnPaths> returnPaths() {
        return Optional.ofNullable(sources.returnPaths);
    }

    /**
     * Returns who reads what relays refuse for good.
     *
     * @return the reader, or empty where refusals count for nothing
     */
    public Optional<RefusalReader> refusals() {
        return Optional.ofNullable(sources.refusals);
    }

    /**
     * Returns after how many soft bounces in a row an address is suppressed.
     *
     * @return the number
     */
    public int softInARow() {
        return rules.softInARow;
    }

    /**
     * Returns how long after it was sent a message has arrived.
     *
     * @return the time
     */
    public Duration successAfter() {
        return rules.successAfter;
    }

    /**
     * Says whether reports that have no more proof than an address have consequences.
     *
     * @return {@code false} by default
     */
    public boolean trustsAddresses() {
        return rules.addresses;
    }

    private record Sources(
            @Nullable MailInstrument instrument,
            @Nullable ReturnPaths returnPaths,
            @Nullable RefusalReader refusals) {}

    private record Rules(int softInARow, Duration successAfter, boolean addresses) {}
}
