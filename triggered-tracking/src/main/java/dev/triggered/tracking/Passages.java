package dev.triggered.tracking;

import dev.triggered.tracking.Mentions.Mention;
import dev.triggered.tracking.Mentions.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a report's text says about each recipient. */
final class Passages {
    private static final int LONGEST = 40;
    private static final int LONGEST_PARAGRAPH = 14;
    private static final int LONGEST_LINE = 1_000;
    private static final int MOST_MENTIONS = 10;
    private static final int FEW = 8;

    private final List<String> lines;
    private final List<Mention> mentions;
    private final Map<Integer, String> heads = new HashMap<>();
    private final Map<String, Passage> known = new HashMap<>();

    Passages(List<String> lines, Mentions mentions) {
        this.lines = lines;
        this.mentions = mentions.all();
        for (Mention mention : this.mentions) {
            if (mention.place() == Place.HEAD) {
                heads.putIfAbsent(mention.line(), mention.address());
            }
        }
    }

    /**
     * What is said about a recipient.
     *
     * @param paragraph the first words behind its name
     * @param all what stands from there to the next recipient
     */
    record Passage(String paragraph, String all) {
        static final Passage NONE = new Passage("", "");
    }

    /** Returns what is said about a recipient at the surest kind of place: where there are codes, or the most is said. */
    Passage about(String address) {
        return known.computeIfAbsent(address, this::find);
    }

    private Passage find(String address) {
        for (Place place : List.of(Place.HEAD, Place.DIALOGUE, Place.SENTENCE)) {
            Optional<Passage> best = mentions.stream()
                    .filter(mention -> mention.place() == place && Addresses.same(mention.address(), address))
                    .limit(MOST_MENTIONS)
                    .map(this::passage)
                    .reduce(Passages::better);
            if (best.isPresent()) {
                return best.get();
            }
        }
        return aboutLocalPart(address);
    }

    private static Passage better(Passage one, Passage other) {
        boolean oneHasCodes = !Codes.in(one.all()).equals(Codes.NONE);
        boolean otherHasCodes = !Codes.in(other.all()).equals(Codes.NONE);
        if (oneHasCodes != otherHasCodes) {
            return oneHasCodes ? one : other;
        }
        return other.paragraph().length() > one.paragraph().length() ? other : one;
    }

    /** Some servers name a recipient of their own without its domain. */
    private Passage aboutLocalPart(String address) {
        String localPart = Addresses.localPart(address);
        for (int i = 0; i < lines.size() && !localPart.isEmpty(); i++) {
            if (lines.get(i).strip().equalsIgnoreCase(localPart)) {
                return passage(new Mention(address, i, Place.HEAD));
            }
        }
        return Passage.NONE;
    }

    /** From a head to the next one, or from the beginning of the paragraph that a sentence is in. */
    private Passage passage(Mention mention) {
        int begin = mention.place() == Place.HEAD ? beginAtReply(mention.line()) : beginOfParagraph(mention.line());
        StringBuilder all = new StringBuilder();
        boolean saysMore = false;
        int paragraph = -1;
        for (int i = begin; i < Math.min(lines.size(), begin + LONGEST); i++) {
            String line = lines.get(i);
            if (i > mention.line() && (isOther(i, mention.address()) || isOtherDialogue(line))) {
                break;
            }
            boolean ends = (line.isBlank() && saysMore && i > mention.line()) || i == begin + LONGEST_PARAGRAPH;
            paragraph = ends && paragraph < 0 ? all.length() : paragraph;
            saysMore |= !line.isBlank() && (i != mention.line() || saysMore(line, mention.address()));
            all.append(line.strip(), 0, Math.min(LONGEST_LINE, line.strip().length()))
                    .append('\n');
        }
        return new Passage(paragraph < 0 ? all.toString() : all.substring(0, paragraph), all.toString());
    }

    /** A transcript shows the reply before what was made of it. */
    private int beginAtReply(int line) {
        return line > 0 && lines.get(line - 1).strip().startsWith("<<<") ? line - 1 : line;
    }

    private int beginOfParagraph(int line) {
        int begin = line;
        while (begin > 0
                && line - begin < LONGEST_PARAGRAPH
                && !lines.get(begin - 1).isBlank()) {
            begin--;
        }
        return begin;
    }

    /** Old and new versions of Sendmail introduce each server that they spoke to. */
    private static boolean isOtherDialogue(String line) {
        return line.regionMatches(true, line.startsWith("... ") ? 4 : 0, "while talking to ", 0, 17);
    }

    private boolean isOther(int line, String address) {
        String head = heads.get(line);
        return head != null && !Addresses.same(head, address);
    }

    /** Says whether words follow an address in its line. */
    private static boolean saysMore(String line, String address) {
        int at = line.lastIndexOf(address);
        return at < 0 || line.length() - at - address.length() > FEW;
    }
}
