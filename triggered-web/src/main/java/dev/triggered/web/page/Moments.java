package dev.triggered.web.page;

import dev.triggered.web.http.ProblemException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** The times of forms, which are UTC: without scripts no page knows another zone. */
final class Moments {
    private Moments() {}

    /** Returns the time of a field or of a link, or another one where it is empty. */
    static Instant read(String text, Instant otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new ProblemException(422, "a time is one such as 2026-11-28T12:00");
        }
    }

    /** Returns a time as a field has it. */
    static String field(String text) {
        return text.isEmpty()
                ? ""
                : LocalDateTime.ofInstant(read(text, Instant.EPOCH), ZoneOffset.UTC)
                        .toString();
    }
}
