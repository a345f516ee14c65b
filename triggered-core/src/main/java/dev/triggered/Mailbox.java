package dev.triggered;

/**
 * An address with the name that a reader sees beside it (RFC 5322, section 3.4).
 *
 * @param name the display name, on one line, at most 200 characters; empty where there is none
 * @param address the address
 */
public record Mailbox(String name, EmailAddress address) {
    private static final int LONGEST_NAME = 200;

    /**
     * Checks and copies the components.
     *
     * @param name as for the record
     * @param address as for the record
     */
    public Mailbox {
        name = Text.excerpt(name, LONGEST_NAME);
    }

    /**
     * Reads a mailbox: {@code orders@acme.example}, {@code Acme Orders <orders@acme.example>} or the same with the name in
     * double quotes.
     *
     * @param text one mailbox
     * @return the mailbox
     * @throws InvalidAddressException saying what is wrong with it
     */
    public static Mailbox parse(String text) {
        if (Text.hasControls(text)) {
            throw new InvalidAddressException(
                    "a mailbox has no line break, tab or other control character: '" + Text.excerpt(text, 80) + "'");
        }
        String mailbox = text.strip();
        if (!mailbox.endsWith(">")) {
            return new Mailbox("", EmailAddress.parse(mailbox));
        }
        int open = mailbox.lastIndexOf('<');
        if (open < 0) {
            throw new InvalidAddressException("a > without a <: '" + Text.excerpt(mailbox, 80) + "'");
        }
        String name = mailbox.substring(0, open).strip();
        if (name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")) {
            name = name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1");
        } else if (name.indexOf('<') >= 0 || name.indexOf('>') >= 0) {
            throw new InvalidAddressException("one mailbox, whose name stands in double quotes if it has a < or a >: '"
                    + Text.excerpt(mailbox, 80) + "'");
        }
        return new Mailbox(name, EmailAddress.parse(mailbox.substring(open + 1, mailbox.length() - 1)));
    }

    /** Returns the mailbox for a reader, not for a header. */
    @Override
    public String toString() {
        return name.isEmpty() ? address.toString() : name + " <" + address + ">";
    }
}
