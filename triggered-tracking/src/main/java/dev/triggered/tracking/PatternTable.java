package dev.triggered.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sections of {@code patterns.txt}, whose format its beginning explains. */
final class PatternTable {
    private static final String RESOURCE = "patterns.txt";

    private final Map<String, List<PatternRow>> sections;

    private PatternTable(Map<String, List<PatternRow>> sections) {
        this.sections = sections;
    }

    static PatternTable load() {
        try (InputStream in = PatternTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PatternTable parse(String text) {
        Map<String, List<PatternRow>> sections = new LinkedHashMap<>();
        List<PatternRow> rows = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                rows = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new ArrayList<>());
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                rows.add(PatternRow.of(line));
            }
        }
        return new PatternTable(sections);
    }

    Set<String> sections() {
        return sections.keySet();
    }

    List<PatternRow> section(String name) {
        List<PatternRow> rows = sections.get(name);
        if (rows == null) {
            throw new IllegalStateException(RESOURCE + " has no section [" + name + "]");
        }
        return rows;
    }

    /** Returns what the first row of a section that holds for a plain text says. */
    Optional<String> find(String section, String text) {
        Wording wording = Wording.of(text);
        for (PatternRow row : section(section)) {
            if (row.holds(wording, Evidence.NONE)) {
                return Optional.of(row.meaning());
            }
        }
        return Optional.empty();
    }
}
