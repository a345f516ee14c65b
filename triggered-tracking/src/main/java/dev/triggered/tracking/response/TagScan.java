package dev.triggered.tracking.response;

import dev.triggered.tracking.response.HtmlMarks.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the links of HTML in one pass over its tags, which it takes apart as the tokenizer of HTML does (WHATWG HTML, section 13.2.5).
 * Where more has to be known than that, it gives up.
 */
final class TagScan {
    private final String html;
    private final List<Mark> marks = new ArrayList<>();
    private int at;
    private int valueStart;
    private int valueEnd;
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
        if (at < html.length() && html.charAt(at) != '<') {
            at = html.indexOf('<', at);
        }
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
        int name = at;
        at = nameEnd();
        Tag tag = Tag.named(html, name, at);
        switch (tag.kind()) {
            case LINK -> link();
            case TEXT -> {
                attributes();
                text(tag);
            }
            case DOUBTFUL -> {
                attributes();
                doubtful = !cut;
            }
            case PLAIN -> attributes();
        }
    }

    private void endTag(int start) {
        at = start + 2;
        if (at == html.length()) {
            cut = true;
        } else if (isLetter(html.charAt(at))) {
            int name = at;
            at = nameEnd();
            boolean ofBody = AsciiCase.is("body", html, name, at);
            attributes();
            if (!cut && ofBody) {
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
    private void text(Tag tag) {
        int content = at;
        int end = html.indexOf("</", at);
        while (end >= 0 && !endsText(tag.word(), end + 2)) {
            end = html.indexOf("</", end + 2);
        }
        if (end < 0) {
            cut = true;
        } else {
            doubtful |= tag == Tag.SCRIPT && html.substring(content, end).contains("<!--");
            at = end;
        }
    }

    private boolean endsText(String name, int start) {
        int end = start + name.length();
        return AsciiCase.startsAt(name, html, start) && end < html.length() && isNameEnd(html.charAt(end));
    }

    private int nameEnd() {
        int end = at + 1;
        while (end < html.length() && !isNameEnd(html.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Passes the attributes of a tag, and its end. */
    private void attributes() {
        while (toAttribute()) {
            attribute();
        }
    }

    /** Passes the attributes of a link and the end of its tag, and keeps what matters of them. */
    private void link() {
        int before = marks.size();
        Optional<Mark> href = Optional.empty();
        boolean hrefSeen = false;
        boolean untracked = false;
        while (toAttribute()) {
            int start = at;
            int nameEnd = attribute();
            if (!hrefSeen && AsciiCase.is("href", html, start, nameEnd)) {
                hrefSeen = true;
                href = valueStart < valueEnd ? Optional.of(target()) : Optional.empty();
            } else if (AsciiCase.is(HtmlMarks.UNTRACKED, html, start, nameEnd)) {
                untracked = true;
                marks.add(Mark.removal(start, at));
            }
        }
        if (cut) {
            marks.subList(before, marks.size()).clear();
        } else if (!untracked) {
            href.ifPresent(marks::add);
        }
    }

    /** Goes to the next attribute; {@code false} where the tag has ended, behind which it goes then. */
    private boolean toAttribute() {
        int next = at;
        while (next < html.length() && (isSpace(html.charAt(next)) || html.charAt(next) == '/')) {
            next++;
        }
        at = next;
        if (next >= html.length()) {
            cut = true;
            return false;
        }
        if (html.charAt(next) == '>') {
            at = next + 1;
            return false;
        }
        return true;
    }

    /** Passes an attribute, and remembers where its value is, without its quotes; returns the end of its name. */
    private int attribute() {
        int nameEnd = at + 1;
        while (nameEnd < html.length() && !isAttributeNameEnd(html.charAt(nameEnd))) {
            nameEnd++;
        }
        at = nameEnd;
        valueStart = nameEnd;
        valueEnd = nameEnd;
        int equals = spaceEnd(nameEnd);
        if (equals < html.length() && html.charAt(equals) == '=') {
            attributeValue(spaceEnd(equals + 1));
        }
        return nameEnd;
    }

    private void attributeValue(int start) {
        char first = start < html.length() ? html.charAt(start) : '>';
        if (first == '"' || first == '\'') {
            passBehind(first, start + 1);
            valueStart = start + 1;
            valueEnd = at - 1;
            return;
        }
        int end = start;
        while (end < html.length() && !isSpace(html.charAt(end)) && html.charAt(end) != '>') {
            end++;
        }
        at = end;
        valueStart = start;
        valueEnd = end;
    }

    private Mark target() {
        String raw = html.substring(valueStart, valueEnd);
        return new Mark(valueStart, valueEnd, Optional.of(CharacterReferences.resolved(raw)));
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

    private static boolean isNameEnd(char c) {
        return c <= '>' && (c == '>' || c == '/' || isSpace(c));
    }

    private static boolean isAttributeNameEnd(char c) {
        return c <= '>' && (c == '=' || isNameEnd(c));
    }

    private static boolean isSpace(char c) {
        return c <= ' ' && (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f');
    }
}
