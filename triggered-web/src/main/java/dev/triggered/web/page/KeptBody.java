package dev.triggered.web.page;

import dev.triggered.DeadLetterQuery;
import dev.triggered.InvalidStreamException;
import dev.triggered.KeptMail;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.TemplateException;
import dev.triggered.TriggeredMail;
import dev.triggered.web.json.JsonObjects;
import java.util.Map;
import java.util.Optional;

/**
 * Whether there is a mail of a message to look at, and to send again.
 *
 * @param reason why there is none to look at
 * @param fault what keeps it from being rendered; empty where nothing does
 * @param version the version of the stream that it is made from; 0 where it is not made
 */
record KeptBody(Optional<KeptMail.Reason> reason, String fault, int version) {
    static KeptBody of(TriggeredMail mail, MessageId id) {
        try {
            KeptMail kept = mail.messages().mail(id);
            return kept instanceof KeptMail.Withheld withheld
                    ? new KeptBody(Optional.of(withheld.reason()), "", 0)
                    : new KeptBody(Optional.empty(), "", ((KeptMail.Made) kept).version());
        } catch (InvalidStreamException | TemplateException e) {
            return new KeptBody(Optional.empty(), String.valueOf(e.getMessage()), 0);
        }
    }

    /** Returns which buttons a message has: what would be refused for sure is not offered. */
    Map<String, Object> actions(MessageState state) {
        boolean again = state.isEnd() && reason.isEmpty();
        boolean dead = DeadLetterQuery.isDead(state);
        return JsonObjects.of(
                "cancel",
                !state.isEnd() && state != MessageState.SENDING,
                "retry",
                again && dead,
                "resend",
                again && !dead);
    }

    Map<String, Object> model(View view) {
        return JsonObjects.of(
                "withheld",
                reason.map(why -> why(view, why)).orElse(""),
                "fault",
                fault,
                "made",
                reason.isEmpty() && fault.isEmpty(),
                "version",
                view.texts().number(version));
    }

    static String why(View view, KeptMail.Reason reason) {
        return String.valueOf(view.texts().of(reason).get("text"));
    }
}
