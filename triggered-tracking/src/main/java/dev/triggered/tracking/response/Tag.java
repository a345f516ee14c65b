package dev.triggered.tracking.response;

import java.util.Arrays;
import java.util.Locale;

/** The elements that matter to who looks for links, by the names of their tags. */
enum Tag {
    A(Kind.LINK),
    AREA(Kind.LINK),
    STYLE(Kind.TEXT),
    SCRIPT(Kind.TEXT),
    TITLE(Kind.TEXT),
    TEXTAREA(Kind.TEXT),
    XMP(Kind.DOUBTFUL),
    IFRAME(Kind.DOUBTFUL),
    NOEMBED(Kind.DOUBTFUL),
    NOFRAMES(Kind.DOUBTFUL),
    NOSCRIPT(Kind.DOUBTFUL),
    PLAINTEXT(Kind.DOUBTFUL),
    SVG(Kind.DOUBTFUL),
    MATH(Kind.DOUBTFUL),
    TEMPLATE(Kind.DOUBTFUL),
    SELECT(Kind.DOUBTFUL),
    FRAMESET(Kind.DOUBTFUL),
    /** Any other one. */
    OTHER(Kind.PLAIN);

    private static final Tag[][] BY_FIRST_LETTER = byFirstLetter();

    private final String word = name().toLowerCase(Locale.ROOT);
    private final Kind kind;

    Tag(Kind kind) {
        this.kind = kind;
    }

    /** Returns the element whose name stands in a part of a text, which begins with a letter. */
    static Tag named(String html, int start, int end) {
        for (Tag tag : BY_FIRST_LETTER[AsciiCase.small(html.charAt(start)) - 'a']) {
            if (AsciiCase.is(tag.word, html, start, end)) {
                return tag;
            }
        }
        return OTHER;
    }

    Kind kind() {
        return kind;
    }

    /** Returns its name, in small letters. */
    String word() {
        return word;
    }

    private static Tag[][] byFirstLetter() {
        Tag[][] tags = new Tag['z' - 'a' + 1][];
        for (int i = 0; i < tags.length; i++) {
            char letter = (char) ('a' + i);
            tags[i] = Arrays.stream(values())
                    .filter(tag -> tag != OTHER && tag.word.charAt(0) == letter)
                    .toArray(Tag[]::new);
        }
        return tags;
    }

    /** What an element means for where links are. */
    enum Kind {
        /** Its tag may be a link. */
        LINK,
        /** Its content is text up to its end tag. */
        TEXT,
        /** Within it tags mean something else, or nothing. */
        DOUBTFUL,
        /** Nothing. */
        PLAIN
    }
}
