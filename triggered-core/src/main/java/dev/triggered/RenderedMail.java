package dev.triggered;

/**
 * A personalised mail before it becomes MIME.
 *
 * @param subject the subject, on one line: every run of control characters and white space in it became one space
 * @param html the HTML part; empty where the mail has none
 * @param text the plain-text part; empty where the mail has none
 */
public record RenderedMail(String subject, String html, String text) {
    /**
     * Checks and copies the components.
     *
     * @param subject as for the record
     * @param html as for the record
     * @param text as for the record
     */
    public RenderedMail {
        subject = Text.singleLine(subject);
    }

    /** Shows the sizes only: the content may be secret. */
    @Override
    public String toString() {
        return "RenderedMail[html " + html.length() + " characters, text " + text.length() + " characters]";
    }
}
