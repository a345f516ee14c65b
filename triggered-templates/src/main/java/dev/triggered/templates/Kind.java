package dev.triggered.templates;

import java.util.Locale;

/** The parts of a mail. */
enum Kind {
    SUBJECT,
    HTML,
    TEXT;

    /** Returns how a file of this kind ends, before {@code .mustache}. */
    String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String suffix) {
        return valueOf(suffix.toUpperCase(Locale.ROOT));
    }
}
