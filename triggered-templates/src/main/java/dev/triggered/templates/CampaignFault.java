package dev.triggered.templates;

import java.util.regex.Pattern;

/**
 * Something that keeps a campaign from being used as it is.
 *
 * @param category what kind of fault it is
 * @param part where it is: {@code header}, {@code subject}, {@code html}, {@code text} or {@code file}
 * @param line its line in that part, from 1; 0 where that says nothing
 * @param text what stands there, on one line, at most 200 characters
 * @param reason why that is a fault, and what to do
 */
public record CampaignFault(Category category, String part, int line, String text, String reason) {
    private static final int LONGEST = 200;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{C}\\u2028\\u2029]+");

    /**
     * Checks and copies the components.
     *
     * @param category as for the record
     * @param part as for the record
     * @param line as for the record
     * @param text as for the record
     * @param reason as for the record
     */
    public CampaignFault {
        String whole = BLANKS.matcher(text).replaceAll(" ").strip();
        text = whole.length() > LONGEST ? whole.substring(0, LONGEST - 1) + "…" : whole;
    }

    /** Shows it as a sentence: {@code html:12: '{% if a == 1 %}' …}. */
    @Override
    public String toString() {
        return part + (line > 0 ? ":" + line : "") + ": " + (text.isEmpty() ? "" : "'" + text + "' ") + reason;
    }

    /** What kinds of faults there are. */
    public enum Category {
        /** It cannot be read: no mail, no HTML, cut off, too large, or in a charset that is not known. */
        UNREADABLE,
        /** There is no subject, or no body. */
        INCOMPLETE,
        /** A placeholder that cannot be translated; a draft shows it as text. */
        UNTRANSLATED,
        /** A sign that it was made for marketing, which no operational mail may show. */
        MARKETING,
        /** Its sender cannot be one of the host's. */
        SENDER,
        /** Scripts, forms and the like, which mail programs do not run. */
        ACTIVE,
        /** An image or another part that is not there, or that cannot go along as it was. */
        FILE
    }
}
