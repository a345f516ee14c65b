package dev.triggered.testkit;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One rule of a script: when it plays, how often, and its steps. Whether it plays is asked under the lock of the book,
 * which gets to know the rule with its first step.
 */
final class SmtpScript {
    private static final int FOREVER = Integer.MAX_VALUE;
    private static final int ALL_CONNECTIONS = 0;

    private final SmtpScriptBook book;
    private final SmtpMoment moment;
    private final List<SmtpStep> steps = new CopyOnWriteArrayList<>();
    private final Map<Integer, Tally> tallies = new HashMap<>();
    private IntPredicate connections = connection -> true;
    private Predicate<Supplier<String>> argument = text -> true;
    private Predicate<SmtpOccurrence> recipients = occurrence -> true;
    private boolean perConnection;
    private int nth = 1;
    private int times;
    private long afterOctets;
    private volatile boolean played;

    SmtpScript(SmtpScriptBook book, SmtpMoment moment) {
        this.book = book;
        this.moment = moment;
    }

    private static final class Tally {
        private int seen;
        private int played;
    }

    void when(Predicate<String> predicate) {
        requireOpen();
        argument = argument.and(text -> predicate.test(text.get()));
    }

    void forRecipient(String address) {
        requireOpen();
        if (!moment.hasRecipients()) {
            throw new IllegalStateException(moment + " has no recipients; filter RCPT, DATA, BODY or BDAT by them");
        }
        recipients =
                recipients.and(occurrence -> occurrence.recipients().stream().anyMatch(address::equalsIgnoreCase));
    }

    void connections(IntPredicate predicate) {
        requireOpen();
        connections = connections.and(predicate);
    }

    void perConnection() {
        requireOpen();
        perConnection = true;
    }

    void nth(int occurrence) {
        requireOpen();
        requirePositive("occurrences are counted from 1", occurrence);
        nth = occurrence;
    }

    void times(int count) {
        requireOpen();
        requirePositive("a rule plays at least once", count);
        requireTimesUnset();
        times = count;
    }

    void always() {
        requireOpen();
        requireTimesUnset();
        times = FOREVER;
    }

    void afterOctets(long octets) {
        requireOpen();
        requirePositive("content breaks after at least 1 octet", octets);
        if (!moment.isContent()) {
            throw new IllegalStateException("only BODY and BDAT have content to break into, " + moment + " has none");
        }
        afterOctets = octets;
    }

    long afterOctets() {
        return afterOctets;
    }

    void requireWholeContent(String action) {
        if (afterOctets > 0) {
            throw new IllegalStateException(
                    action + " answers the whole content, and cannot be used after " + afterOctets + " octets of it");
        }
    }

    void requireReplyInClear(String action) {
        if (moment == SmtpMoment.TLS) {
            throw new IllegalStateException(action + " has no meaning at TLS, where no reply is due; use raw()");
        }
    }

    void add(SmtpStep step) {
        steps.add(step);
        if (steps.size() == 1) {
            book.register(this);
        }
    }

    /** Counts an occurrence that the rule is about, and tells whether it is one that the rule plays at. */
    boolean isDue(SmtpOccurrence occurrence) {
        if (!matches(occurrence)) {
            return false;
        }
        Tally tally = tally(occurrence);
        tally.seen++;
        return tally.seen >= nth && tally.played < Math.max(1, times);
    }

    void claim(SmtpOccurrence occurrence) {
        tally(occurrence).played++;
    }

    void play(SmtpTurn turn) throws IOException {
        played = true;
        for (SmtpStep step : steps) {
            step.play(turn);
        }
    }

    boolean hasPlayed() {
        return played;
    }

    @Override
    public String toString() {
        return "on(" + moment + ")" + (nth > 1 ? ".nth(" + nth + ")" : "");
    }

    private boolean matches(SmtpOccurrence occurrence) {
        return occurrence.within() == afterOctets > 0
                && connections.test(occurrence.connection())
                && recipients.test(occurrence)
                && occurrence.argument(moment).filter(argument).isPresent();
    }

    private Tally tally(SmtpOccurrence occurrence) {
        int key = perConnection ? occurrence.connection() : ALL_CONNECTIONS;
        return tallies.computeIfAbsent(key, connection -> new Tally());
    }

    private void requireOpen() {
        if (!steps.isEmpty()) {
            throw new IllegalStateException(
                    this + " has its action already; say first when it plays, then what it does");
        }
    }

    private void requireTimesUnset() {
        if (times > 0) {
            throw new IllegalStateException(this + " says already how often it plays");
        }
    }

    private static void requirePositive(String rule, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(rule + ": " + value);
        }
    }
}
