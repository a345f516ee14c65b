package dev.triggered.engine;

import dev.triggered.CancelVerdict;
import dev.triggered.DeadLetterPage;
import dev.triggered.DeadLetterQuery;
import dev.triggered.KeptMail;
import dev.triggered.MessageHistory;
import dev.triggered.MessageId;
import dev.triggered.MessagePage;
import dev.triggered.MessageQuery;
import dev.triggered.MessageState;
import dev.triggered.Messages;
import dev.triggered.Resent;
import dev.triggered.RetryCounts;
import dev.triggered.RetryVerdict;
import java.util.Optional;

/** The messages that the store knows, and what somebody does with them. */
final class MessageDesk implements Messages {
    private final MessageFinder finder;
    private final Control control;
    private final Redelivery redelivery;
    private final KeptMails mails;
    private final String who;

    MessageDesk(MessageFinder finder, Control control, Redelivery redelivery, KeptMails mails, String who) {
        this.finder = finder;
        this.control = control;
        this.redelivery = redelivery;
        this.mails = mails;
        this.who = who;
    }

    @Override
    public Messages by(String other) {
        return new MessageDesk(finder, control, redelivery, mails, Control.requireWho(other));
    }

    @Override
    public Optional<MessageHistory> find(MessageId id) {
        return finder.find(id);
    }

    @Override
    public MessagePage search(MessageQuery query) {
        return finder.search(query);
    }

    @Override
    public KeptMail mail(MessageId id) {
        return finder.find(id).map(mails::of).orElseGet(() -> new KeptMail.Withheld(KeptMail.Reason.UNKNOWN_MESSAGE));
    }

    @Override
    public CancelVerdict cancel(MessageId id) {
        return control.cancel(id, "cancelled by " + who)
                .map(MessageDesk::verdict)
                .orElse(CancelVerdict.UNKNOWN_MESSAGE);
    }

    private static CancelVerdict verdict(MessageState state) {
        if (state == MessageState.CANCELLED) {
            return CancelVerdict.CANCELLED;
        }
        return state.isEnd() ? CancelVerdict.ENDED : CancelVerdict.TOO_LATE;
    }

    @Override
    public RetryVerdict retry(MessageId id) {
        return finder.find(id).map(message -> redelivery.retry(message, who)).orElse(RetryVerdict.UNKNOWN_MESSAGE);
    }

    @Override
    public Resent resend(MessageId id) {
        return finder.find(id)
                .map(message -> redelivery.resend(message, who))
                .orElseGet(() -> new Resent(RetryVerdict.UNKNOWN_MESSAGE, Optional.empty()));
    }

    @Override
    public DeadLetterPage deadLetters(DeadLetterQuery query) {
        return redelivery.find(query);
    }

    @Override
    public RetryCounts retryAll(DeadLetterQuery query, long atMost) {
        return redelivery.retryAll(query, atMost, who);
    }
}
