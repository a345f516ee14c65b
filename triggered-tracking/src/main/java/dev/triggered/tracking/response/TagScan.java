package dev.triggered.tracking.response;

import dev.triggered.tracking.response.HtmlMarks.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.parser.Parser;

/**
 * Finds the links of HTML in one pass over its tags, which it takes apart as the tokenizer of HTML does (WHATWG HTML, section 13.2.5).
 * Where more has to be known than that, it gives up.
 */
final class TagScan {
    /** Elements whose content is text up to their end tag. */
    private static final Set<String> TEXTS = Set.of("style", "script", "title", "textarea");

    /** Elements in which tags mean something else, or nothing. */
    private static final Set<String> DOUBTFUL = Set.of(
            "xmp",
            "iframe",
            "noembed",
            "noframes",
            "noscript",
            "plaintext",
            "svg",
            "math",
            "template",
            "select",
            "frameset");

    private static final int LONGEST_NAME = 9;

    private final String html;
    private final List<Mark> marks = new ArrayList<>();
    private final List<Mark> ofTag = new ArrayList<>();
    private int at;
    private int bodyEnd = -1;
    private boolean cut;
    private boolean doubtful;

    private TagScan(String html) {
        this.html = html;
    }

    /** Returns the marks; nothing where tags alone do not tell. */
    static Optional<HtmlMarks> of(String html) {
        TagScan scan = new TagScan(html);
        scan.doubtful = html.indexOf('\0') >= 0;
        while (!scan.doubtful && !scan.cut && scan.toNextTag()) {
            scan.tag();
        }
        if (scan.doubtful) {
            return Optional.empty();
        }
        Optional<Integer> whole = scan.cut ? Optional.empty() : Optional.of(html.length());
        return Optional.of(new HtmlMarks(scan.marks, scan.bodyEnd >= 0 ? Optional.of(scan.bodyEnd) : whole));
    }

    private boolean toNextTag() {
        at = html.indexOf('<', at);
        return at >= 0 && at + 1 < html.length();
    }

    private void tag() {
        int start = at;
        char next = html.charAt(start + 1);
        at = start + 1;
        if (isLetter(next)) {
            startTag();
        } else if (next == '/') {
            endTag(start);
        } else if (next == '!' && html.startsWith("--", start + 2)) {
            comment(start + 4);
        } else if (next == '!' || next == '?') {
            passBehind('>', at);
        }
    }

    private void startTag() {
        String name = name();
        boolean link = name.equals("a") || name.equals("area");
        attributes(link);
        if (cut) {
            return;
        }
        if (link) {
            marks.addAll(ofTag);
        } else if (TEXTS.contains(name)) {
            text(name);
        }
        doubtful |= DOUBTFUL.contains(name);
    }

    private void endTag(int start) {
        at = start + 2;
        if (at == html.length()) {
            cut = true;
        } else if (isLetter(html.charAt(at))) {
            String name = name();
            attributes(false);
            if (!cut && name.equals("body")) {
                bodyEnd = start;
            }
        } else {
            passBehind('>', at);
        }
    }

    /** Passes a comment, which a right angle bracket ends at once at its very beginning. */
    private void comment(int content) {
        if (html.startsWith(">", content) || html.startsWith("->", content)) {
            passBehind('>', content);
            return;
        }
        int end = html.indexOf("--", content);
        while (end >= 0) {
            int close = html.startsWith("!", end + 2) ? end + 3 : end + 2;
            if (html.startsWith(">", close)) {
                at = close + 1;
                return;
            }
            end = html.indexOf("--", end + 1);
        }
        cut = true;
    }

    /** Passes the text of an element up to its end tag. A script may hold what looks like one. */
    private void text(String name) {
        int content = at;
        int end = html.indexOf("</", at);
        while (end >= 0 && !endsText(name, end + 2)) {
            end = html.indexOf("</", end + 2);
        }
        if (end < 0) {
            cut = true;
        } else {
            doubtful |= name.equals("script") && html.substring(content, end).contains("<!--");
            at = end;
        }
    }

    private boolean endsText(String name, int start) {
        int end = start + name.length();
        return html.regionMatches(true, start, name, 0, name.length())
                && end < html.length()
                && (isSpace(html.charAt(end)) || html.charAt(end) == '/' || html.charAt(end) == '>');
    }

    /** Passes the name of a tag; returns it in small letters, as far as it may be one that matters. */
    private String name() {
        int start = at;
        while (at < html.length() && !isSpace(html.charAt(at)) && html.charAt(at) != '/' && html.charAt(at) != '>') {
            at++;
        }
        return at - start > LONGEST_NAME ? "" : html.substring(start, at).toLowerCase(Locale.ROOT);
    }

    /** Passes the attributes of a tag and its end, and keeps what matters of them. */
    private void attributes(boolean link) {
        ofTag.clear();
        Optional<Mark> href = Optional.empty();
        boolean hrefSeen = false;
        boolean untracked = false;
        while (toAttribute()) {
            int start = at;
            int nameEnd = attributeName();
            Mark value = attributeValue(nameEnd);
            if (link && isNamed("href", start, nameEnd) && !hrefSeen) {
                hrefSeen = true;
                href = value.start() < value.end() ? Optional.of(value) : Optional.empty();
            } else if (link && isNamed(HtmlMarks.UNTRACKED, start, nameEnd)) {
                untracked = true;
                ofTag.add(Mark.removal(start, at));
            }
        }
        if (!untracked) {
            href.map(this::resolved).ifPresent(ofTag::add);
        }
    }

    /** Goes to the next attribute; {@code false} where the tag has ended, behind which it goes then. */
    private boolean toAttribute() {
        while (at < html.length() && (isSpace(html.charAt(at)) || html.charAt(at) == '/')) {
            at++;
        }
        if (at >= html.length()) {
            cut = true;
            return false;
        }
        if (html.charAt(at) == '>') {
            at++;
            return false;
        }
        return true;
    }

    private int attributeName() {
        at++;
        while (at < html.length() && "=/>".indexOf(html.charAt(at)) < 0 && !isSpace(html.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Passes the value of an attribute, if it has one; returns where it is, without its quotes. */
    private Mark attributeValue(int nameEnd) {
        int start = spaceEnd(nameEnd);
        if (start >= html.length() || html.charAt(start) != '=') {
            return Mark.removal(nameEnd, nameEnd);
        }
        start = spaceEnd(start + 1);
        at = start;
        char first = start < html.length() ? html.charAt(start) : '>';
        if (first == '"' || first == '\'') {
            passBehind(first, start + 1);
            return Mark.removal(start + 1, at - 1);
        }
        while (at < html.length() && !isSpace(html.charAt(at)) && html.charAt(at) != '>') {
            at++;
        }
        return Mark.removal(start, at);
    }

    private Mark resolved(Mark value) {
        String raw = html.substring(value.start(), value.end());
        String address = raw.indexOf('&') < 0 ? raw : Parser.unescapeEntities(raw, true);
        return new Mark(value.start(), value.end(), Optional.of(address));
    }

    private boolean isNamed(String name, int start, int end) {
        return end - start == name.length() && html.regionMatches(true, start, name, 0, name.length());
    }

    private int spaceEnd(int from) {
        int end = from;
        while (end < html.length() && isSpace(html.charAt(end))) {
            end++;
        }
        return end;
    }

    private void passBehind(char mark, int from) {
        int found = html.indexOf(mark, from);
        cut |= found < 0;
        at = found < 0 ? html.length() : found + 1;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
