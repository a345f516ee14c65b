package dev.triggered.tracking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a delivery report (RFC 3464, section 2), also of a malformed one. Names are in lower case, values unfolded.
 *
 * @param message those about the whole mail
 * @param recipients those about each recipient
 */
record StatusFields(Map<String, String> message, List<Map<String, String>> recipients) {
    static final int MOST_RECIPIENTS = 100;

    private static final int LONGEST_VALUE = 4_000;
    private static final int MOST_FIELDS = 50;
    private static final Set<String> ADDRESS = Set.of("original-recipient", "final-recipient");
    private static final Set<String> RECIPIENT = Set.of(
            "original-recipient",
            "final-recipient",
            "action",
            "status",
            "remote-mta",
            "diagnostic-code",
            "last-attempt-date",
            "final-log-id",
            "will-retry-until",
            "x-powermta-bouncecategory");
    /** What makes a text without MIME a report. */
    private static final Set<String> NEEDED = Set.of("final-recipient", "original-recipient", "action");

    static StatusFields read(String text) {
        Reader reader = new Reader();
        text.lines().forEach(reader::take);
        reader.endField();
        return new StatusFields(reader.message, reader.recipients);
    }

    /** Says whether a text without MIME has such fields. */
    static boolean isIn(String text) {
        return text.lines()
                        .map(line -> name(line.strip()))
                        .filter(NEEDED::contains)
                        .distinct()
                        .limit(2)
                        .count()
                == 2;
    }

    private static String name(String line) {
        int colon = line.indexOf(':');
        return colon <= 0 || colon > 40 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    }

    private static final class Reader {
        private final Map<String, String> message = new LinkedHashMap<>();
        private final List<Map<String, String>> recipients = new ArrayList<>();
        private Map<String, String> current = message;
        private String name = "";
        private final StringBuilder value = new StringBuilder();
        private boolean blank;

        void take(String line) {
            if (line.isBlank()) {
                endField();
                blank = true;
                return;
            }
            String begun = name(line);
            boolean folded = (line.charAt(0) == ' ' || line.charAt(0) == '\t') && !RECIPIENT.contains(begun.strip());
            if (folded && !name.isEmpty()) {
                value.append(' ').append(line.strip());
            } else if (!begun.isEmpty() && begun.indexOf(' ') < 0) {
                endField();
                name = begun;
                value.append(line.substring(line.indexOf(':') + 1).strip());
            } else if (!name.isEmpty()) {
                value.append(' ').append(line.strip());
            }
        }

        void endField() {
            if (!name.isEmpty()) {
                choose();
                if (value.length() > LONGEST_VALUE) {
                    value.setLength(LONGEST_VALUE);
                }
                if (current.size() < MOST_FIELDS) {
                    current.putIfAbsent(name, value.toString());
                }
                blank = false;
            }
            name = "";
            value.setLength(0);
        }

        /** A recipient begins where a field comes again, or where an address follows an empty line. */
        private void choose() {
            if (!RECIPIENT.contains(name)) {
                return;
            }
            boolean hasAddress = ADDRESS.stream().anyMatch(current::containsKey);
            boolean begins = current.containsKey(name) || (blank && hasAddress && ADDRESS.contains(name));
            if (current == message || (begins && recipients.size() < MOST_RECIPIENTS)) {
                current = new LinkedHashMap<>();
                recipients.add(current);
            }
        }
    }
}
