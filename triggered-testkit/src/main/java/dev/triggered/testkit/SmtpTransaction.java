package dev.triggered.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mail transaction (RFC 5321, section 3.3), or none, while it is not open. */
final class SmtpTransaction {
    private final List<String> named = new ArrayList<>();
    private final List<SmtpPath> accepted = new ArrayList<>();
    private Optional<SmtpPath> sender = Optional.empty();
    private Optional<SmtpContent> chunks = Optional.empty();
    private boolean broken;

    void open(SmtpPath from) {
        clear();
        sender = Optional.of(from);
    }

    void clear() {
        sender = Optional.empty();
        chunks = Optional.empty();
        named.clear();
        accepted.clear();
        broken = false;
    }

    boolean isOpen() {
        return sender.isPresent();
    }

    boolean isUtf8() {
        return sender.isPresent() && sender.get().parameters().containsKey("SMTPUTF8");
    }

    void name(String recipient) {
        named.add(recipient);
    }

    /** Returns the recipients that the client has named, accepted or not. */
    List<String> named() {
        return List.copyOf(named);
    }

    void accept(SmtpPath recipient) {
        accepted.add(recipient);
    }

    boolean hasRecipients() {
        return !accepted.isEmpty();
    }

    boolean hasChunks() {
        return chunks.isPresent();
    }

    SmtpContent chunks(SmtpContent fresh) {
        if (chunks.isEmpty()) {
            chunks = Optional.of(fresh);
        }
        return chunks.get();
    }

    /** After a chunk was refused, the others are too (RFC 3030, section 2). */
    void refuseFurtherChunks() {
        broken = true;
    }

    boolean refusesChunks() {
        return broken;
    }

    ReceivedMessage message(SmtpContent content, ReceivedMessage.Origin origin) {
        return new ReceivedMessage(sender.orElseThrow(), accepted, content.octets(), origin);
    }
}
