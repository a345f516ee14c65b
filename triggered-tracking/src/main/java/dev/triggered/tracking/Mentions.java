package dev.triggered.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The places in a report's text that name a recipient. */
final class Mentions {
    private static final int MOST = StatusFields.MOST_RECIPIENTS;
    private static final int MOST_IN_A_LINE = 20;

    /** Before an address that old versions of Sendmail put between the code and the words of a reply. */
    private static final Pattern REPLIED = Pattern.compile("[45]\\d\\d (?:[45]\\.\\d{1,3}\\.\\d{1,3} )?<");

    private final List<String> lines;
    private final PatternTable patterns;
    private final List<Mention> mentions = new ArrayList<>();

    /** How surely an address is a recipient: the first is the surest. */
    enum Place {
        /** At the beginning of a line, perhaps behind a label. */
        HEAD,
        /** Behind {@code RCPT TO} in a transcript of a dialogue. */
        DIALOGUE,
        /** In a sentence. */
        SENTENCE,
        /** Behind {@code To:}. */
        ENVELOPE
    }

    /**
     * A place that names a recipient.
     *
     * @param address the recipient
     * @param line the number of the line
     * @param place what kind of place it is
     */
    record Mention(String address, int line, Place place) {}

    Mentions(List<String> lines, PatternTable patterns) {
        this.lines = lines;
        this.patterns = patterns;
        for (int i = 0; i < lines.size() && mentions.size() < MOST; i++) {
            if (lines.get(i).indexOf('@') >= 0) {
                read(i);
            }
        }
    }

    private void read(int index) {
        String line = lines.get(index);
        List<Addresses.Found> found = Addresses.find(line, MOST_IN_A_LINE);
        if (found.isEmpty()) {
            return;
        }
        String lead = line.substring(0, found.get(0).begin());
        Optional<String> label = patterns.find("label", labelOf(lead));
        if (label.isPresent()) {
            addLabelled(label.get(), found, index);
        } else if ((isBare(lead) || REPLIED.matcher(lead).matches())
                && isFree(line, found.get(0).end())) {
            mentions.add(new Mention(found.get(0).address(), index, Place.HEAD));
        } else {
            addSentence(line, found, index);
        }
    }

    private static String labelOf(String lead) {
        String plain = PlainText.of(lead.replace("rfc822;", "").replace("RFC822;", ""));
        int begin = 0;
        while (begin < plain.length() && !Character.isLetterOrDigit(plain.charAt(begin))) {
            begin++;
        }
        int end = plain.length();
        while (end > begin && !Character.isLetterOrDigit(plain.charAt(end - 1)) && plain.charAt(end - 1) != ':') {
            end--;
        }
        return "^" + plain.substring(begin, end) + "$";
    }

    private void addLabelled(String label, List<Addresses.Found> found, int index) {
        switch (label) {
            case "RECIPIENT" -> found.forEach(each -> mentions.add(new Mention(each.address(), index, Place.HEAD)));
            case "DIALOGUE" -> mentions.add(new Mention(found.get(0).address(), index, Place.DIALOGUE));
            case "ENVELOPE" -> found.forEach(each -> mentions.add(new Mention(each.address(), index, Place.ENVELOPE)));
            default -> {}
        }
    }

    private static boolean isBare(String lead) {
        for (int i = 0; i < lead.length(); i++) {
            char c = lead.charAt(i);
            if (Character.isLetter(c) || (Ascii.isDigit(c) && !isNumbering(lead))) {
                return false;
            }
        }
        return true;
    }

    /** Says whether it is such as {@code 1)} or {@code 2.}. */
    private static boolean isNumbering(String lead) {
        String stripped = lead.strip();
        return stripped.length() <= 4 && (stripped.endsWith(")") || stripped.endsWith("."));
    }

    /** Says whether an address ends there, and is not the beginning of something else. */
    private static boolean isFree(String line, int end) {
        return end == line.length() || " \t:>)\"';,<([".indexOf(line.charAt(end)) >= 0;
    }

    private void addSentence(String line, List<Addresses.Found> found, int index) {
        int from = 0;
        for (Addresses.Found each : found) {
            String before = line.substring(from, each.begin());
            if (before.isBlank() && from == 0 && index > 0) {
                before = lines.get(index - 1);
            }
            String words = PlainText.of(before) + "$";
            if (patterns.find("sentence", words)
                    .filter("NOT_A_RECIPIENT"::equals)
                    .isEmpty()) {
                mentions.add(new Mention(each.address(), index, Place.SENTENCE));
            }
            from = each.end();
        }
    }

    /** Returns the recipients, of the surest kind of place that there is. */
    List<String> recipients(List<String> known) {
        for (Place place : Place.values()) {
            List<String> all = at(place);
            List<String> sure =
                    all.stream().filter(each -> Addresses.contains(known, each)).toList();
            if (place == Place.SENTENCE && !sure.isEmpty()) {
                return sure;
            }
            if (!all.isEmpty()) {
                return all;
            }
        }
        return List.of();
    }

    List<Mention> all() {
        return mentions;
    }

    private List<String> at(Place place) {
        List<String> all = new ArrayList<>();
        for (Mention mention : mentions) {
            if (mention.place() == place && !Addresses.contains(all, mention.address())) {
                all.add(mention.address());
            }
        }
        return all;
    }
}
