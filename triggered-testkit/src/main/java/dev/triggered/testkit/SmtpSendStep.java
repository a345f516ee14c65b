package dev.triggered.testkit;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Sends something, in one piece or with gates in between. */
final class SmtpSendStep implements SmtpStep {
    private final Function<SmtpTurn, byte[]> octets;
    private final List<Split> splits = new CopyOnWriteArrayList<>();

    SmtpSendStep(Function<SmtpTurn, byte[]> octets) {
        this.octets = octets;
    }

    /** A place at which the octets so far are sent off and a gate has to open before the others follow. */
    record Split(int after, SmtpGate gate) {}

    void split(Split split) {
        if (!splits.isEmpty() && splits.get(splits.size() - 1).after() >= split.after()) {
            throw new IllegalArgumentException("a reply is split from its beginning to its end, and already is after "
                    + splits.get(splits.size() - 1).after() + " octets: " + split.after());
        }
        splits.add(split);
    }

    @Override
    public void play(SmtpTurn turn) throws IOException {
        turn.send(octets.apply(turn), splits);
    }
}
