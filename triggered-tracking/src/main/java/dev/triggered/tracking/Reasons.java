package dev.triggered.tracking;

import dev.triggered.feedback.BounceReason;
import dev.triggered.tracking.Evidence.Stage;
import java.util.List;
import java.util.Optional;

/** Finds the reason by the table of patterns: in the words of a server, then in what is said around them. */
final class Reasons {
    private static final int LONGEST = 2_000;

    private final PatternTable patterns;
    private final List<PatternRow> rows;
    private final List<PatternRow> vagueRows;

    Reasons(PatternTable patterns) {
        this.patterns = patterns;
        this.rows = patterns.section("reason");
        this.vagueRows = patterns.section("vague reason");
    }

    /**
     * Finds the reason.
     *
     * @param near what is said of the recipient, the surest text first; each is looked at where those before it say nothing
     * @param far what is said around, for where nothing near says anything
     * @param evidence what is known besides
     */
    BounceReason find(List<String> near, List<String> far, Evidence evidence) {
        List<Wording> texts = wordings(near);
        return first(rows, texts, evidence)
                .or(() -> first(rows, wordings(far), evidence))
                .or(() -> first(vagueRows, texts, evidence))
                .map(row -> BounceReason.valueOf(row.meaning()))
                .orElse(BounceReason.UNDEFINED);
    }

    /** Returns the reason that a server found itself, by its own word for it. */
    Optional<BounceReason> classified(String category) {
        return category.isEmpty()
                ? Optional.empty()
                : patterns.find("category", plain(category)).map(BounceReason::valueOf);
    }

    /** Returns the first row that holds for the first text for which any does. */
    private static Optional<PatternRow> first(List<PatternRow> rows, List<Wording> texts, Evidence evidence) {
        for (Wording text : texts) {
            for (PatternRow row : rows) {
                if (row.holds(text, evidence)) {
                    return Optional.of(row);
                }
            }
        }
        return Optional.empty();
    }

    /** Returns where in the dialogue a refusal was, by its words. */
    Stage stage(String words) {
        return patterns.find("stage", plain(words)).map(Stage::valueOf).orElse(Stage.UNKNOWN);
    }

    private static List<Wording> wordings(List<String> texts) {
        return texts.stream()
                .distinct()
                .map(Reasons::plain)
                .filter(text -> !text.isEmpty())
                .map(Wording::of)
                .toList();
    }

    private static String plain(String text) {
        return PlainText.of(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }
}
