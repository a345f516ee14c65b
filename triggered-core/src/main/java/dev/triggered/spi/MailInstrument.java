package dev.triggered.spi;

import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.RenderedMail;
import java.time.Instant;

/**
 * Changes mails after they are rendered and before they are composed, so that it can be seen how their readers respond. It is
 * asked for mails of streams that are {@linkplain MailStream#tracking() tracked}, and never for a preview or an explanation.
 */
@FunctionalInterface
public interface MailInstrument {
    /**
     * Returns a mail with what tracks it.
     *
     * @param mail the mail as it was rendered
     * @param sending which message it is, what is tracked, and when it is sent
     * @return the mail to be sent; where this throws, the mail is sent as it was rendered. Called by the threads of many lanes at
     *     once, for each attempt; must not block
     */
    RenderedMail instrument(RenderedMail mail, Sending sending);

    /**
     * One attempt to send a message.
     *
     * @param id the message
     * @param stream its stream, which says what is tracked
     * @param at when the mail is composed
     */
    record Sending(MessageId id, MailStream stream, Instant at) {}
}
