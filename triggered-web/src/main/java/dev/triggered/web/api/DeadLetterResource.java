package dev.triggered.web.api;

import dev.triggered.DeadLetterQuery;
import dev.triggered.MessageState;
import dev.triggered.TriggeredMail;
import dev.triggered.web.api.DeadLetterViews.DeadLetterList;
import dev.triggered.web.api.DeadLetterViews.RetriesBody;
import dev.triggered.web.api.DeadLetterViews.RetriesView;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.json.JsonReader;
import java.time.Instant;
import java.util.List;

/** The messages that ended without being sent. */
final class DeadLetterResource {
    private static final String ALL = "/dead-letters";
    private static final int STANDARD_PAGE = 100;

    private final TriggeredMail mail;

    DeadLetterResource(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(ALL, this::search)
                        .named("searchDeadLetters", "Finds messages that ended without being sent, the last one first")
                        .query("stream", "The name of the stream")
                        .query("state", "One of the states; FAILED, UNCERTAIN and EXPIRED by default")
                        .query("saying", "A part of what the relay said, or of the reason, in any case")
                        .query("code", "The reply code, such as 550")
                        .query("status", "The enhanced status code, or its first parts, such as 5.1")
                        .query("from", "The time from which on they ended")
                        .query("until", "The time before which they ended")
                        .query("cursor", "The cursor that the page before named as next")
                        .query("limit", "How many at most, 1 to 1,000; 100 by default")
                        .answers(DeadLetterList.class),
                Operation.post(ALL + "/retries", this::retry)
                        .named(
                                "retryDeadLetters",
                                "Retries messages that ended without being sent, the last one first, as many as are asked for at most")
                        .takes(RetriesBody.class)
                        .answers(RetriesView.class));
    }

    private Reply search(Call call) {
        DeadLetterQuery query = DeadLetterQuery.all()
                .of(call.query("stream").orElse(""))
                .saying(call.query("saying").orElse(""))
                .code(Inputs.number(call, "code", 0))
                .status(call.query("status").orElse(""))
                .endedBetween(
                        Inputs.time(call, "from").orElse(Instant.MIN),
                        Inputs.time(call, "until").orElse(Instant.MAX))
                .after(call.query("cursor").orElse(""))
                .limit(Inputs.number(call, "limit", STANDARD_PAGE));
        DeadLetterQuery narrowed = Inputs.constant(call, "state", MessageState.class)
                .map(query::in)
                .orElse(query);
        return Reply.json(DeadLetterList.of(mail.messages().deadLetters(narrowed)));
    }

    private Reply retry(Call call) {
        RetriesBody body = JsonReader.read(call.body(), RetriesBody.class);
        return Reply.json(
                RetriesView.of(mail.messages().by(call.caller().name()).retryAll(body.query(), body.most())));
    }
}
