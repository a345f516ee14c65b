package dev.triggered.tracking.intake;

import dev.triggered.tracking.Reading;
import dev.triggered.tracking.RecipientReport;

/** What a mail that came back says, in a few words for people. */
final class Summaries {
    private Summaries() {}

    static String of(Reading reading) {
        StringBuilder text = new StringBuilder(reading.kind().name());
        if (!reading.recipients().isEmpty()) {
            RecipientReport first = reading.recipients().get(0);
            text.append(" about ")
                    .append(first.recipient().isEmpty() ? "nobody that is named" : Line.of(first.recipient(), 100))
                    .append(": ")
                    .append(first.reason());
        }
        if (reading.recipients().size() > 1) {
            text.append(", and ").append(reading.recipients().size() - 1).append(" more");
        }
        if (!reading.original().messageId().isEmpty()) {
            text.append("; Message-ID ").append(Line.of(reading.original().messageId(), 100));
        }
        return text.toString();
    }
}
