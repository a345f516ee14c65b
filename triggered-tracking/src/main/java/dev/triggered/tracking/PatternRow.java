package dev.triggered.tracking;

import dev.triggered.tracking.Evidence.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A row of {@code patterns.txt}.
 *
 * @param meaning what it says where it holds
 * @param codes beginnings of reply codes, one of which is needed; none where any will do
 * @param statuses enhanced status codes or beginnings of them, one of which is needed; none where any will do
 * @param stages one of which is needed; none where any will do
 * @param phrases one of which is needed; none where any text will do
 */
record PatternRow(String meaning, List<String> codes, List<String> statuses, Set<Stage> stages, List<Phrase> phrases) {
    private static final int COLUMNS = 4;

    /** Reads a line: {@code meaning | conditions | phrases | why}. */
    static PatternRow of(String line) {
        String[] columns = line.split("\\|", -1);
        if (columns.length != COLUMNS || columns[COLUMNS - 1].isBlank()) {
            throw new IllegalArgumentException("a row has a meaning, conditions, phrases and a reason: " + line);
        }
        List<String> codes = new ArrayList<>();
        List<String> statuses = new ArrayList<>();
        Set<Stage> stages = EnumSet.noneOf(Stage.class);
        for (String condition : items(columns[1], ",")) {
            if (Character.isUpperCase(condition.charAt(0))) {
                stages.add(Stage.valueOf(condition));
            } else if (condition.contains(".")) {
                statuses.add(condition);
            } else {
                codes.add(condition);
            }
        }
        List<Phrase> phrases = items(columns[2], ";").stream().map(Phrase::of).toList();
        return new PatternRow(columns[0].strip(), List.copyOf(codes), List.copyOf(statuses), stages, phrases);
    }

    private static List<String> items(String column, String separator) {
        return Arrays.stream(column.split(separator))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** Says whether the row holds for a text and what is known besides. */
    boolean holds(Wording text, Evidence evidence) {
        return admits(evidence) && (phrases.isEmpty() || says(text));
    }

    private boolean says(Wording text) {
        for (Phrase phrase : phrases) {
            if (phrase.isIn(text)) {
                return true;
            }
        }
        return false;
    }

    /** Codes and statuses are alternatives to each other; a stage is needed besides. */
    private boolean admits(Evidence evidence) {
        boolean anyCode = codes.isEmpty() && statuses.isEmpty();
        return (stages.isEmpty() || stages.contains(evidence.stage()))
                && (anyCode || hasCode(evidence.code()) || hasStatus(evidence.status()));
    }

    private boolean hasCode(int code) {
        String text = Integer.toString(code);
        return codes.stream().anyMatch(text::startsWith);
    }

    private boolean hasStatus(String status) {
        return statuses.stream().anyMatch(wanted -> isStatus(status, wanted));
    }

    /** A dot at the end stands for any detail, an {@code x} at the beginning for 4 and 5. */
    private static boolean isStatus(String status, String wanted) {
        if (status.isEmpty()) {
            return false;
        }
        String begin = wanted.startsWith("x") ? status.charAt(0) + wanted.substring(1) : wanted;
        return begin.endsWith(".") ? status.startsWith(begin) : status.equals(begin);
    }
}
