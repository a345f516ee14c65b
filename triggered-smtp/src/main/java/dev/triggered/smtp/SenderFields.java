package dev.triggered.smtp;

import dev.triggered.Mailbox;
import dev.triggered.spi.OutgoingMail;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The header fields that all mails of one sender have in common, as they stand in the mail.
 *
 * @param from {@code From}, and {@code Reply-To} where replies go elsewhere
 * @param end what follows the id in {@code Message-ID}, and the fields that all mails have
 * @param international whether an address in it needs SMTPUTF8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SenderFields(byte[] from, byte[] end, boolean international) {
    /** Those of the senders that were met, up to a number; made anew when that is reached. Thread-safe. */
    static final class Known {
        private static final int MOST = 256;

        private final Map<Sender, SenderFields> fields = new ConcurrentHashMap<>();

        /**
         * Returns the fields of the sender of a mail.
         *
         * @throws UnsendableException if they would be more than they are
         */
        SenderFields of(OutgoingMail.Header header) throws UnsendableException {
            Sender sender = new Sender(header.from(), header.replyTo());
            SenderFields known = fields.get(sender);
            if (known != null) {
                return known;
            }
            if (fields.size() >= MOST) {
                fields.clear();
            }
            SenderFields made = make(sender);
            fields.put(sender, made);
            return made;
        }

        private static SenderFields make(Sender sender) throws UnsendableException {
            MailBuffer buffer = new MailBuffer();
            mailbox("From", sender.from, buffer);
            if (!sender.replyTo.equals(sender.from)) {
                mailbox("Reply-To", sender.replyTo, buffer);
            }
            String end = "@" + sender.from.address().domain()
                    + ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
            return new SenderFields(
                    Arrays.copyOf(buffer.bytes(), buffer.length()),
                    end.getBytes(StandardCharsets.US_ASCII),
                    sender.from.address().isInternational()
                            || sender.replyTo.address().isInternational());
        }
    }

    /** Writes a field that holds one mailbox. */
    static void mailbox(String name, Mailbox mailbox, MailBuffer out) throws UnsendableException {
        int start = out.length();
        out.put(name);
        out.put(": ");
        HeaderText.mailbox(mailbox, name.length() + 2, out);
        out.endField(name, start);
    }

    private record Sender(Mailbox from, Mailbox replyTo) {}
}
