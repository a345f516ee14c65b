package dev.triggered.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts the text of a campaign into placeholders and what stands between them. Used by one thread. */
final class PlaceholderScanner {
    private static final int LONGEST = 1_000;
    private static final Pattern START =
            Pattern.compile(TemplateWriter.BRACES + "|\\{\\{|\\{%(?!%)|\\{#|%%|%7[Bb](%7[Bb]|%25)|%25%25");
    private static final Pattern RAW = Pattern.compile("\\{\\{\\{[^{}]{0," + LONGEST + "}}}}");
    private static final Pattern COMMENT = Pattern.compile("(?s)\\{#.{0," + LONGEST + "}?#}");
    private static final Pattern TRANSLATED_COMMENT =
            Pattern.compile("(?s)\\{\\{!(?:(?!\\{\\{|}}).){0," + LONGEST + "}+}}");
    private static final Pattern TRIMMING = Pattern.compile("^-|(?<=\\s)-$");
    private static final Pattern FIELD = Pattern.compile("%%[^%\\r\\n<>{}]{1,100}%%");
    private static final Pattern ENCODED = Pattern.compile(
            "%7[Bb](%7[Bb]|%25)[^{}\\r\\n]{1,300}?(%7[Dd]|%25)%7[Dd]|%25%25[^\\s\"'<>%{}]{1,100}%25%25");

    private final String text;
    private final boolean html;
    private final List<Token> tokens = new ArrayList<>();
    private final LineCounter lines;
    private int textFrom;

    /** What a piece is. */
    enum Form {
        /** Text. */
        TEXT,
        /** Braces that were made text before. */
        BRACES,
        /** {@code %%name%%}. */
        FIELD,
        /** <code>{{ value }}</code>. */
        VALUE,
        /** <code>{% statement %}</code>. */
        STATEMENT,
        /** <code>{# comment #}</code>. */
        COMMENT,
        /** What looks like a placeholder, and is none that can be translated. */
        UNKNOWN
    }

    /**
     * A piece of the text.
     *
     * @param form what it is
     * @param raw the piece as it stands
     * @param inner what stands in the placeholder, as a reader of HTML sees it; the translation of a comment; for an unknown
     *     one, why it cannot be translated
     * @param line its line
     * @param alone whether nothing else stands on its lines
     */
    record Token(Form form, String raw, String inner, int line, boolean alone) {}

    PlaceholderScanner(String text, Kind kind) {
        this.text = text;
        this.html = kind == Kind.HTML;
        this.lines = new LineCounter(text);
    }

    List<Token> scan() {
        Matcher start = START.matcher(text);
        for (int from = 0; start.find(from); ) {
            Token token = read(start.start(), start.group());
            from = token == null
                    ? start.start() + 1
                    : start.start() + token.raw().length();
        }
        addText(text.length());
        return tokens;
    }

    /** Reads and adds a placeholder; returns {@code null} if there is none. */
    private @Nullable Token read(int begin, String opening) {
        return switch (opening) {
            case "{{" -> readBraces(begin);
            case "{%" -> enclosed("%}", begin, Form.STATEMENT);
            case "{#" -> readComment(begin);
            case "%%" -> upTo(matching(FIELD, begin), begin, Form.FIELD);
            default ->
                opening.startsWith("{")
                        ? add(Form.BRACES, begin, begin + opening.length(), "")
                        : unknown(matching(ENCODED, begin), begin, "is encoded as in an address: write it as it is");
        };
    }

    private @Nullable Token readBraces(int begin) {
        if (text.startsWith("{", begin + 2)) {
            int end = matching(RAW, begin);
            boolean single =
                    end > 0 && !START.matcher(text).region(begin + 3, end).find();
            return unknown(single ? end : -1, begin, "would write a value without escaping it");
        }
        return text.startsWith("!", begin + 2)
                ? upTo(matching(TRANSLATED_COMMENT, begin), begin, Form.VALUE)
                : enclosed("}}", begin, Form.VALUE);
    }

    private @Nullable Token readComment(int begin) {
        int end = matching(COMMENT, begin);
        if (end < 0) {
            return null;
        }
        String translated = "{{!" + text.substring(begin + 2, end - 2) + "}}";
        return TRANSLATED_COMMENT.matcher(translated).matches()
                ? add(Form.COMMENT, begin, end, translated)
                : add(Form.UNKNOWN, begin, begin + 2, "begins a comment with braces in it: take it out");
    }

    private Token enclosed(String closing, int begin, Form form) {
        int end = endOf(closing, begin + 2, true);
        Token token = upTo(end < 0 ? endOf(closing, begin + 2, false) : end, begin, form);
        return token == null ? add(Form.UNKNOWN, begin, begin + 2, "begins a placeholder that does not end") : token;
    }

    private @Nullable Token upTo(int end, int begin, Form form) {
        return end < 0 ? null : add(form, begin, end, seen(text.substring(begin + 2, end - 2)));
    }

    /** An editor of HTML may have encoded quotes and spaces. */
    private String seen(String inner) {
        String plain = html ? Html.unescape(inner, false).replace('\u00A0', ' ') : inner;
        return TRIMMING.matcher(plain.strip()).replaceAll("").strip();
    }

    private @Nullable Token unknown(int end, int begin, String reason) {
        return end < 0 ? null : add(Form.UNKNOWN, begin, end, reason);
    }

    private int matching(Pattern pattern, int begin) {
        Matcher matcher = pattern.matcher(text).region(begin, text.length());
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    /** Returns where a placeholder ends; -1 if another one begins before that. */
    private int endOf(String closing, int from, boolean quotes) {
        char quote = 0;
        for (int i = from; i < Math.min(text.length(), from + LONGEST); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (quotes && (c == '"' || c == '\'')) {
                quote = c;
            } else if (text.startsWith(closing, i)) {
                return START.matcher(text).region(from, i).find() ? -1 : i + 2;
            }
        }
        return -1;
    }

    private Token add(Form form, int begin, int end, String inner) {
        addText(begin);
        textFrom = end;
        Token token = new Token(form, text.substring(begin, end), inner, lines.lineAt(begin), isAlone(begin, end));
        tokens.add(token);
        return token;
    }

    private void addText(int end) {
        if (end > textFrom) {
            tokens.add(new Token(Form.TEXT, text.substring(textFrom, end), "", 0, false));
        }
    }

    private boolean isAlone(int begin, int end) {
        int before = begin;
        while (before > 0 && isBlank(text.charAt(before - 1))) {
            before--;
        }
        int after = end;
        while (after < text.length() && isBlank(text.charAt(after))) {
            after++;
        }
        return (before == 0 || text.charAt(before - 1) == '\n')
                && (after == text.length() || text.charAt(after) == '\n' || text.startsWith("\r\n", after));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
