package dev.triggered.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value as a campaign writes it: {@code event.name|default('there')|upper}.
 *
 * @param path the path of the value
 * @param inner helpers that turn the value, the first one innermost
 * @param fallback what is written where there is no value; {@code null} where nothing is said
 * @param outer helpers that turn the value or what stands for it, the first one innermost
 */
record Expression(String path, List<String> inner, @Nullable Fallback fallback, List<String> outer) {
    static final String NAME = "[\\p{L}\\p{N}_][\\p{L}\\p{N}_-]*";
    static final String PATH = NAME + "(?:\\." + NAME + ")*";

    private static final String ARGUMENT =
            "'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"|-?[0-9]+(?:\\.[0-9]+)?|" + PATH;
    private static final Pattern VALUE = Pattern.compile("(?s)(" + PATH + ")\\s*(.*)");
    private static final Pattern CALL =
            Pattern.compile("(?s)default\\(\\s*(" + PATH + ")\\s*,\\s*(" + ARGUMENT + ")\\s*\\)\\s*(.*)");
    private static final Pattern FILTER =
            Pattern.compile("(?s)\\|\\s*([A-Za-z_]+)\\s*(?:\\(\\s*(" + ARGUMENT + ")?\\s*\\)\\s*)?");
    private static final Map<String, String> HELPERS = Map.of(
            "upper",
            "upper",
            "lower",
            "lower",
            "url_encode",
            "urlEncode",
            "urlencode",
            "urlEncode",
            "urlEncode",
            "urlEncode");

    /**
     * What is written where there is no value.
     *
     * @param text the text; empty where it is a value
     * @param path the path of the value; empty where it is a text
     */
    record Fallback(String text, String path) {}

    static Expression parse(String source, Kind kind) throws UnusableException {
        Matcher call = CALL.matcher(source);
        if (call.matches()) {
            return filtered(call.group(1), fallback(call.group(2)), call.group(3), kind);
        }
        Matcher value = VALUE.matcher(source);
        if (!value.matches()) {
            throw new UnusableException("is not the name of a value, with filters or without");
        }
        return filtered(value.group(1), null, value.group(2), kind);
    }

    private static Expression filtered(String path, @Nullable Fallback first, String filters, Kind kind)
            throws UnusableException {
        Fallback fallback = first;
        List<String> inner = new ArrayList<>();
        List<String> outer = new ArrayList<>();
        Matcher filter = FILTER.matcher(filters);
        int end = 0;
        for (; end < filters.length() && filter.region(end, filters.length()).lookingAt(); end = filter.end()) {
            String name = filter.group(1);
            String argument = filter.group(2);
            if (name.equals("default") && fallback == null) {
                fallback = fallback(argument == null ? "''" : argument);
            } else if (HELPERS.containsKey(name) && argument == null) {
                (fallback == null ? inner : outer).add(HELPERS.get(name));
            } else if (!(kind == Kind.HTML && (name.equals("e") || name.equals("escape")))) {
                throw new UnusableException("has the filter '" + name + "', for which there is nothing of that kind");
            }
        }
        if (end < filters.length()) {
            throw new UnusableException("is more than a value with filters");
        }
        return new Expression(path, List.copyOf(inner), fallback, List.copyOf(outer));
    }

    private static Fallback fallback(String argument) {
        char first = argument.charAt(0);
        if (first == '\'' || first == '"') {
            String quoted = argument.substring(1, argument.length() - 1);
            return new Fallback(quoted.replaceAll("(?s)\\\\(.)", "$1"), "");
        }
        return Character.isDigit(first) || first == '-' ? new Fallback(argument, "") : new Fallback("", argument);
    }

    /** Says whether a text is a path that can lead through data: not a number, and without one in it, as lists would need. */
    static boolean isPath(String text) {
        return text.matches(PATH) && !text.matches("(?:.*\\.)?[0-9]+(?:\\..*)?");
    }
}
