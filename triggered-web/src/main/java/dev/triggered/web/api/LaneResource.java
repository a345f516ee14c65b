package dev.triggered.web.api;

import dev.triggered.BreakerState;
import dev.triggered.LaneStatus;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.json.Field;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the lanes stand. */
final class LaneResource {
    private final TriggeredMail mail;

    LaneResource(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Operation> operations() {
        return List.of(Operation.get("/lanes", this::list)
                .named("listLanes", "Lists how the lanes stand that this process has opened")
                .answers(LaneList.class));
    }

    private Reply list(Call call) {
        return Reply.json(new LaneList(mail.lanes().stream().map(LaneView::of).toList()));
    }

    /** The lanes. */
    record LaneList(@Field("The lanes, by their names") List<LaneView> lanes) {}

    /** A lane. */
    record LaneView(
            @Field("Its name") String name,

            @Field(
                    "How many messages wait that are not held, for all nodes; those in the store are counted up to 10,000")
            int waiting,

            @Field(value = "When the first of them is due, which may be past, where any waits", optional = true)
            @Nullable
            Instant firstDue,

            @Field("How many are on the wire, of this process")
            int sending,

            @Field("Whether it tries, as far as this process knows")
            BreakerView breaker) {
        static LaneView of(LaneStatus status) {
            return new LaneView(
                    status.lane().name(),
                    status.waiting(),
                    status.firstDue().orElse(null),
                    status.sending(),
                    BreakerView.of(status.breaker()));
        }
    }

    /** Whether a lane tries. */
    record BreakerView(
            @Field("CLOSED where the relay works, OPEN in a pause after failures, HALF_OPEN when one message is tried")
            BreakerState state,

            @Field(value = "Since when it has not been closed, where it is not", optional = true) @Nullable
            Instant since,

            @Field(value = "When a message is tried again, where it is open", optional = true) @Nullable
            Instant nextTry) {
        static BreakerView of(LaneStatus.Breaker breaker) {
            return new BreakerView(
                    breaker.state(),
                    breaker.since().orElse(null),
                    breaker.nextTry().orElse(null));
        }
    }
}
