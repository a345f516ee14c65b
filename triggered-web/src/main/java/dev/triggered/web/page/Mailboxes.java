package dev.triggered.web.page;

import dev.triggered.Mailbox;

/** Writes mailboxes so that they can be read again. */
final class Mailboxes {
    private Mailboxes() {}

    static String text(Mailbox mailbox) {
        String name = mailbox.name().replace("\\", "\\\\").replace("\"", "\\\"");
        return name.isEmpty() ? mailbox.address().toString() : "\"" + name + "\" <" + mailbox.address() + ">";
    }
}
