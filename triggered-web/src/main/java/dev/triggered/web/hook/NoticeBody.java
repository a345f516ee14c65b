package dev.triggered.web.hook;

import dev.triggered.MessageInfo;
import dev.triggered.MessageState;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.Responder;
import dev.triggered.notice.Notice;
import dev.triggered.notice.Notice.Reached;
import dev.triggered.notice.Notice.Responded;
import dev.triggered.notice.Notice.Told;
import dev.triggered.web.json.Field;
import dev.triggered.web.json.JsonWriter;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A notice as the document that a webhook is told. */
record NoticeBody(
        @Field("The id of the notice, which it keeps when it is told again")
        String id,

        @Field("What happened: message. and the state, or response. and its kind, in small letters")
        String type,

        @Field("When it happened") Instant time,
        @Field("Which message") MessageView message,

        @Field(value = "What became of it", optional = true) @Nullable
        OutcomeView outcome,

        @Field(value = "How it was responded to", optional = true) @Nullable
        ResponseView response) {
    /** Returns the id of a notice. */
    static String idOf(Notice notice) {
        return notice.message().id() + "-" + notice.number();
    }

    /** Returns the document of a notice, with who its message is for or without. */
    static byte[] of(Notice notice, boolean recipients) {
        Told told = notice.told();
        return JsonWriter.toBytes(new NoticeBody(
                idOf(notice),
                type(told).toLowerCase(Locale.ROOT),
                told.at(),
                MessageView.of(notice.message(), notice.broadcast(), recipients),
                told instanceof Reached reached ? OutcomeView.of(reached, recipients) : null,
                told instanceof Responded responded ? ResponseView.of(responded) : null));
    }

    private static String type(Told told) {
        return told instanceof Responded responded
                ? "response." + responded.kind()
                : "message." + ((Reached) told).state();
    }

    private static @Nullable String orNothing(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Integer orNothing(int number) {
        return number == 0 ? null : number;
    }

    /** A message. */
    record MessageView(
            @Field("The id of the message") String id,
            @Field("The stream under which it was accepted") String stream,

            @Field("The version with which it was triggered")
            int version,

            @Field(value = "The broadcast that it belongs to", optional = true) @Nullable
            String broadcast,

            @Field(value = "Who it is for", optional = true) @Nullable
            String recipient) {
        static MessageView of(MessageInfo message, String broadcast, boolean recipients) {
            return new MessageView(
                    message.id().value(),
                    message.stream(),
                    message.version(),
                    orNothing(broadcast),
                    recipients ? message.recipient().toString() : null);
        }
    }

    /** What became of a message. */
    record OutcomeView(
            @Field(value = "The number of the attempt that led to it", optional = true) @Nullable
            Integer attempt,

            @Field(value = "The reply code", optional = true) @Nullable
            Integer code,

            @Field(value = "The enhanced status code", optional = true) @Nullable
            String enhancedStatus,

            @Field(value = "Why a message came back", optional = true) @Nullable
            String reason,

            @Field(value = "What the relay said, or why the message ended without it", optional = true) @Nullable
            String text) {
        static OutcomeView of(Reached told, boolean recipients) {
            boolean cameBack = told.state() == MessageState.BOUNCED || told.state() == MessageState.COMPLAINED;
            String words = cameBack || told.attempt() > 0 ? told.reply().text() : told.reason();
            return new OutcomeView(
                    orNothing(told.attempt()),
                    orNothing(told.reply().code()),
                    orNothing(told.reply().enhancedStatus()),
                    cameBack ? told.reason() : null,
                    recipients ? orNothing(words) : null);
        }
    }

    /** An open or a click. */
    record ResponseView(
            @Field(value = "Which link was followed, from 1 on in the order of the mail", optional = true) @Nullable
            Integer link,

            @Field("Who it was, as far as it can be told") Responder by,

            @Field("Roughly with what") ClientFamily client) {
        static ResponseView of(Responded told) {
            return new ResponseView(orNothing(told.link()), told.by(), told.client());
        }
    }
}
