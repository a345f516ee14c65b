package dev.triggered.templates;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a template: tags, and text that is nothing but text, whatever braces it holds. Used by one thread. */
final class TemplateWriter {
    /** Braces between tags that change the delimiters and change them back: how text with braces is written. */
    static final String BRACES = "\\{\\{=<% %>=}}\\{+<%=\\{\\{ }}=%>";

    private static final Pattern OPENING = Pattern.compile("(" + BRACES + ")|\\{+?(?=" + BRACES + ")|\\{{2,}");

    /** A brace before a tag would become part of it. */
    private static final Pattern OPENING_OR_LAST = Pattern.compile(OPENING + "|\\{$");

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder text = new StringBuilder();

    /** Adds text; braces in it that were made text before stay as they are. */
    void text(CharSequence more) {
        text.append(more);
    }

    void tag(String tag) {
        flush(OPENING_OR_LAST);
        out.append(tag);
    }

    private void flush(Pattern braces) {
        out.append(braces.matcher(text).replaceAll(TemplateWriter::asText));
        text.setLength(0);
    }

    private static String asText(MatchResult braces) {
        boolean done = braces.group(1) != null;
        return Matcher.quoteReplacement(done ? braces.group() : "{{=<% %>=}}" + braces.group() + "<%={{ }}=%>");
    }

    @Override
    public String toString() {
        flush(OPENING);
        return out.toString();
    }
}
