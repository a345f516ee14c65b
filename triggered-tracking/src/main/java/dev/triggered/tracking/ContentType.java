package dev.triggered.tracking;

import java.util.Locale;

/**
 * A {@code Content-Type} (RFC 2045, section 5.1), read leniently.
 *
 * @param type type and subtype in lower case, such as {@code text/plain}
 * @param boundary what separates the parts of a multipart; empty where there is none
 * @param charset the name of the character set; empty where there is none
 */
record ContentType(String type, String boundary, String charset) {
    static ContentType of(String field) {
        int semicolon = field.indexOf(';');
        String type = (semicolon < 0 ? field : field.substring(0, semicolon)).strip();
        int space = type.indexOf(' ');
        type = (space < 0 ? type : type.substring(0, space)).toLowerCase(Locale.ROOT);
        return new ContentType(type, parameter(field, "boundary"), parameter(field, "charset"));
    }

    boolean isMultipart() {
        return type.startsWith("multipart/");
    }

    /** Says whether it is a report (RFC 6522). */
    boolean isReport() {
        return type.equals("multipart/report");
    }

    /** Says whether it is a mail as a whole. */
    boolean isMail() {
        return type.equals("message/rfc822") || type.equals("message/global");
    }

    boolean isText() {
        return type.isEmpty() || type.startsWith("text/") || type.equals("text");
    }

    private static String parameter(String field, String name) {
        int at = 0;
        while (true) {
            at = indexOf(field, name, at);
            if (at < 0) {
                return "";
            }
            int equals = skipSpace(field, at + name.length());
            if (equals < field.length() && field.charAt(equals) == '=') {
                return value(field, skipSpace(field, equals + 1));
            }
            at += name.length();
        }
    }

    private static int indexOf(String field, String name, int from) {
        for (int i = from; i + name.length() <= field.length(); i++) {
            boolean begins = i > 0 && (field.charAt(i - 1) == ';' || Character.isWhitespace(field.charAt(i - 1)));
            if (begins && field.regionMatches(true, i, name, 0, name.length())) {
                return i;
            }
        }
        return -1;
    }

    private static int skipSpace(String text, int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static String value(String field, int from) {
        if (from < field.length() && field.charAt(from) == '"') {
            int end = field.indexOf('"', from + 1);
            return field.substring(from + 1, end < 0 ? field.length() : end).strip();
        }
        int end = from;
        while (end < field.length() && field.charAt(end) != ';' && !Character.isWhitespace(field.charAt(end))) {
            end++;
        }
        return field.substring(from, end);
    }
}
