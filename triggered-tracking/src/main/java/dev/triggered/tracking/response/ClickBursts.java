package dev.triggered.tracking.response;

import dev.triggered.MessageId;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds clicks back for a while, until it is known whether they are those of a machine, which follows many links of a mail, or every
 * one, at about the same time. Used by one thread.
 */
final class ClickBursts {
    /** How long a click is held back, and how far those of a machine are apart. */
    static final Duration HELD = Duration.ofSeconds(10);

    private static final int MANY_LINKS = 3;
    private static final int SEVERAL_LINKS = 2;
    private static final int MANY_CLICKS = 50;

    private final Deque<Held> order = new ArrayDeque<>();
    private final Map<MessageId, Burst> bursts = new HashMap<>();

    void add(Heard heard) {
        Held held = new Held(heard);
        order.addLast(held);
        if (heard.response().isClick()) {
            bursts.computeIfAbsent(heard.response().message(), message -> new Burst())
                    .add(held);
        }
    }

    int size() {
        return order.size();
    }

    /** Returns what is held no longer at a time, and lets go of it. */
    List<Response> due(Instant now) {
        List<Response> due = new ArrayList<>();
        Instant limit = now.minus(HELD);
        while (!order.isEmpty() && !order.getFirst().heard.response().at().isAfter(limit)) {
            due.add(release(order.removeFirst()));
        }
        return due;
    }

    /** Returns all that is held, and lets go of it. */
    List<Response> all() {
        return due(Instant.MAX);
    }

    private Response release(Held held) {
        Response response = held.heard.response();
        if (response.isClick()) {
            bursts.computeIfPresent(response.message(), (message, burst) -> burst.isEmptyWithout(held) ? null : burst);
        }
        return held.machine ? byMachine(response) : response;
    }

    private static Response byMachine(Response response) {
        return new Response(
                response.key(),
                response.message(),
                response.link(),
                response.at(),
                Responder.MACHINE,
                ClientFamily.SCANNER);
    }

    /** A response that is held back. */
    private static final class Held {
        private final Heard heard;
        private boolean machine;

        private Held(Heard heard) {
            this.heard = heard;
        }
    }

    /** The clicks of one message that are held back. */
    private static final class Burst {
        private final Deque<Held> clicks = new ArrayDeque<>();
        private boolean machine;

        private void add(Held held) {
            clicks.addLast(held);
            if (!machine && isMachine(held.heard.links())) {
                machine = true;
                clicks.forEach(each -> each.machine = true);
            }
            held.machine = machine;
        }

        private boolean isMachine(int links) {
            long followed = clicks.stream()
                    .map(each -> each.heard.response().link())
                    .distinct()
                    .count();
            return followed >= MANY_LINKS
                    || (followed >= SEVERAL_LINKS && followed == links)
                    || clicks.size() >= MANY_CLICKS;
        }

        private boolean isEmptyWithout(Held held) {
            clicks.remove(held);
            return clicks.isEmpty();
        }
    }
}
