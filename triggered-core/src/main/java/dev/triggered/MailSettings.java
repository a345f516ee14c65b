package dev.triggered;

import dev.triggered.spi.TimeSource;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a {@link TriggeredMail} does when nobody says otherwise, and where its time, chance and threads come from. Immutable. */
public final class MailSettings {
    private static final MailSettings STANDARD = new MailSettings(
            new Conduct(Locale.ENGLISH, Limits.standard(), Duration.ofSeconds(30), step -> {}, step -> false),
            new Wiring(null, null, null));

    private final Conduct conduct;
    private final Wiring wiring;

    private MailSettings(Conduct conduct, Wiring wiring) {
        this.conduct = conduct;
        this.wiring = wiring;
    }

    /**
     * Returns the settings that hold by default.
     *
     * @return English, {@link Limits#standard()}, 30 seconds to drain, no listener, the system's clock, chance and threads
     */
    public static MailSettings standard() {
        return STANDARD;
    }

    /**
     * Returns these settings with the locale in which a contact is written to that has none.
     *
     * @param locale the locale; English by default
     * @return new settings
     */
    public MailSettings locale(Locale locale) {
        return with(new Conduct(locale, conduct.limits, conduct.drain, conduct.listener, conduct.resends));
    }

    /**
     * Returns these settings with other limits.
     *
     * @param limits how large a trigger may be
     * @return new settings
     */
    public MailSettings limits(Limits limits) {
        return with(new Conduct(conduct.locale, limits, conduct.drain, conduct.listener, conduct.resends));
    }

    /**
     * Returns these settings with a bound on {@link TriggeredMail#close()}.
     *
     * @param time how long it waits for what is due to be sent; 30 seconds by default
     * @return new settings
     */
    public MailSettings drain(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("closing waits for no negative time: " + time);
        }
        return with(new Conduct(conduct.locale, conduct.limits, time, conduct.listener, conduct.resends));
    }

    /**
     * Returns these settings with a listener.
     *
     * @param listener is told of each step in the life of each message
     * @return new settings
     */
    public MailSettings listener(MessageListener listener) {
        return with(new Conduct(conduct.locale, conduct.limits, conduct.drain, listener, conduct.resends));
    }

    /**
     * Returns these settings with an answer for streams that {@linkplain WhenUncertain#ASK ask}.
     *
     * @param resends says of an uncertain message whether it is sent again; called on a thread of the dispatcher or of the
     *     engine, where it must not block; if it throws, the message is held
     * @return new settings
     */
    public MailSettings uncertain(Predicate<MessageStep> resends) {
        return with(new Conduct(conduct.locale, conduct.limits, conduct.drain, conduct.listener, resends));
    }

    /**
     * Returns these settings with another source of time.
     *
     * @param time the time; the system's by default
     * @return new settings
     */
    public MailSettings time(TimeSource time) {
        return new MailSettings(conduct, new Wiring(time, wiring.random, wiring.threads));
    }

    /**
     * Returns these settings with another source of chance, for message ids and for the jitter of retries.
     *
     * @param random a thread-safe generator; a {@link java.security.SecureRandom} by default
     * @return new settings
     */
    public MailSettings random(RandomGenerator random) {
        return new MailSettings(conduct, new Wiring(wiring.time, random, wiring.threads));
    }

    /**
     * Returns these settings with another source of threads.
     *
     * @param threads makes the thread of each lane and each broadcast, and the one that records outcomes; daemon threads by
     *     default
     * @return new settings
     */
    public MailSettings threads(ThreadFactory threads) {
        return new MailSettings(conduct, new Wiring(wiring.time, wiring.random, threads));
    }

    /**
     * Returns the locale of contacts that have none.
     *
     * @return the locale
     */
    public Locale locale() {
        return conduct.locale;
    }

    /**
     * Returns how large a trigger may be.
     *
     * @return the limits
     */
    public Limits limits() {
        return conduct.limits;
    }

    /**
     * Returns how long closing waits.
     *
     * @return the bound
     */
    public Duration drain() {
        return conduct.drain;
    }

    /**
     * Returns who is told of each step.
     *
     * @return the listener
     */
    public MessageListener listener() {
        return conduct.listener;
    }

    /**
     * Returns who answers for streams that ask.
     *
     * @return says whether an uncertain message is sent again
     */
    public Predicate<MessageStep> uncertain() {
        return conduct.resends;
    }

    /**
     * Returns the source of time.
     *
     * @return the source, or empty for the system's
     */
    public Optional<TimeSource> time() {
        return Optional.ofNullable(wiring.time);
    }

    /**
     * Returns the source of chance.
     *
     * @return the source, or empty for the system's
     */
    public Optional<RandomGenerator> random() {
        return Optional.ofNullable(wiring.random);
    }

    /**
     * Returns the source of threads.
     *
     * @return the source, or empty for daemon threads
     */
    public Optional<ThreadFactory> threads() {
        return Optional.ofNullable(wiring.threads);
    }

    private MailSettings with(Conduct next) {
        return new MailSettings(next, wiring);
    }

    private record Conduct(
            Locale locale, Limits limits, Duration drain, MessageListener listener, Predicate<MessageStep> resends) {}

    private record Wiring(
            @Nullable TimeSource time,
            @Nullable RandomGenerator random,
            @Nullable ThreadFactory threads) {}
}
