package dev.triggered.web.api;

import dev.triggered.Attempt;
import dev.triggered.MarketingOptIn;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessagePage;
import dev.triggered.MessageQuery;
import dev.triggered.MessageState;
import dev.triggered.MessageSummary;
import dev.triggered.Purpose;
import dev.triggered.SendResult;
import dev.triggered.TriggeredMail;
import dev.triggered.web.api.Receipts.ResultName;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.json.Field;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages. */
final class MessageResource {
    private static final int STANDARD_PAGE = 100;

    private final TriggeredMail mail;

    MessageResource(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("/messages", this::search)
                        .named("searchMessages", "Finds messages, the newest first, a page at a time")
                        .query("recipient", "The address that was written to")
                        .query("stream", "The name of the stream")
                        .query("state", "One of the states")
                        .query("from", "The time from which on they were accepted")
                        .query("until", "The time before which they were accepted")
                        .query("cursor", "The cursor that the page before named as next")
                        .query("limit", "How many at most, 1 to 1,000; 100 by default")
                        .answers(MessageList.class),
                Operation.get("/messages/{message}", this::find)
                        .named("getMessage", "Returns what became of a message, with every attempt")
                        .answers(MessageView.class));
    }

    private Reply search(Call call) {
        MessageQuery query = MessageQuery.all()
                .to(call.query("recipient").orElse(""))
                .of(call.query("stream").orElse(""))
                .acceptedBetween(
                        Inputs.time(call, "from").orElse(Instant.MIN),
                        Inputs.time(call, "until").orElse(Instant.MAX))
                .after(call.query("cursor").orElse(""))
                .limit(Inputs.number(call, "limit", STANDARD_PAGE));
        MessageQuery narrowed = Inputs.constant(call, "state", MessageState.class)
                .map(query::in)
                .orElse(query);
        return Reply.json(MessageList.of(mail.messages().search(narrowed)));
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

    /** A page of messages. */
    record MessageList(
            @Field("The messages, the newest first") List<SummaryView> messages,

            @Field(
                    value = "The cursor of the next page, where there is one; this page may have fewer than asked for",
                    optional = true)
            @Nullable
            String next) {
        static MessageList of(MessagePage page) {
            return new MessageList(
                    page.messages().stream().map(SummaryView::of).toList(), page.hasNext() ? page.next() : null);
        }
    }

    /** A message in a list. */
    record SummaryView(
            @Field("Its id") String id,
            @Field("The stream") String stream,

            @Field("The version of the stream that it was triggered with")
            int version,

            @Field("The address") String recipient,
            @Field("What has become of it") MessageState state,
            @Field("When it was accepted") Instant acceptedAt) {
        static SummaryView of(MessageSummary summary) {
            return new SummaryView(
                    summary.message().id().value(),
                    summary.message().stream(),
                    summary.message().version(),
                    summary.message().recipient().toString(),
                    summary.state(),
                    summary.acceptedAt());
        }
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
