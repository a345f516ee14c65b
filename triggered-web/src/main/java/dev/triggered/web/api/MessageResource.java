package dev.triggered.web.api;

import dev.triggered.Attempt;
import dev.triggered.MarketingOptIn;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.SendResult;
import dev.triggered.TriggeredMail;
import dev.triggered.web.api.Receipts.ResultName;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.json.Field;
import java.time.Instant;
import java.util.List;

/** The messages. */
final class MessageResource {
    private final TriggeredMail mail;

    MessageResource(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Operation> operations() {
        return List.of(Operation.get("/messages/{message}", this::find)
                .named("getMessage", "Returns what became of a message, with every attempt")
                .answers(MessageView.class));
    }

    private Reply find(Call call) {
        MessageId id;
        try {
            id = new MessageId(call.variable("message"));
        } catch (IllegalArgumentException e) {
            throw Inputs.notFound("message").get();
        }
        return Reply.json(MessageView.of(mail.messages().find(id).orElseThrow(Inputs.notFound("message"))));
    }

    /** A message. */
    record MessageView(
            @Field("Its id") String id,
            @Field("The stream") String stream,

            @Field("The version of the stream that it was triggered with")
            int version,

            @Field("The address") String recipient,
            @Field("What has become of it") MessageState state,
            @Field("When it was accepted") Instant acceptedAt,

            @Field("What was tried, the first attempt first")
            List<AttemptView> attempts,

            @Field("What stands on record beside that") NoteView note) {
        static MessageView of(MessageHistory history) {
            return new MessageView(
                    history.message().id().value(),
                    history.message().stream(),
                    history.message().version(),
                    history.message().recipient().toString(),
                    history.state(),
                    history.acceptedAt(),
                    history.attempts().stream().map(AttemptView::of).toList(),
                    new NoteView(
                            history.note().reason(),
                            history.note().purpose(),
                            history.note().optIn()));
        }
    }

    /** An attempt. */
    record AttemptView(
            @Field("Its number, from 1") int number,
            @Field("When it ended") Instant at,
            @Field("How it ended") ResultName result,

            @Field("The relay, empty where none was reached")
            String relay,

            @Field("What the relay said, or what happened instead")
            String reply) {
        static AttemptView of(Attempt attempt) {
            SendResult result = attempt.result();
            return new AttemptView(
                    attempt.number(),
                    attempt.at(),
                    ResultName.of(result),
                    result.relay(),
                    result.reply().toString());
        }
    }

    /** What stands on record of a message. */
    record NoteView(
            @Field("Why it ended, where no attempt says so; maybe empty")
            String reason,

            @Field("Why the stream wrote") Purpose purpose,

            @Field("Whether the contact had opted in to marketing, which was ignored")
            MarketingOptIn optIn) {}
}
