package dev.triggered.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rules of a server, in their order. */
final class SmtpScriptBook {
    private final List<SmtpScript> begun = new ArrayList<>();
    private final List<SmtpScript> rules = new ArrayList<>();

    synchronized SmtpScript begin(SmtpMoment moment) {
        SmtpScript script = new SmtpScript(this, moment);
        begun.add(script);
        return script;
    }

    synchronized void register(SmtpScript script) {
        begun.remove(script);
        rules.add(script);
    }

    /** Counts the occurrence for every rule that is about it, and hands out the first one that plays at it. */
    synchronized Optional<SmtpScript> claim(SmtpOccurrence occurrence) {
        Optional<SmtpScript> claimed = Optional.empty();
        for (SmtpScript rule : rules) {
            if (rule.isDue(occurrence) && claimed.isEmpty()) {
                rule.claim(occurrence);
                claimed = Optional.of(rule);
            }
        }
        return claimed;
    }

    synchronized List<String> unplayed() {
        return rules.stream()
                .filter(rule -> !rule.hasPlayed())
                .map(SmtpScript::toString)
                .toList();
    }

    synchronized void requireComplete() {
        if (!begun.isEmpty()) {
            throw new IllegalStateException("rules without an action: " + begun);
        }
    }
}
