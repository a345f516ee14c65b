package dev.triggered.tracking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mails in the resources, and what each has to be read as: {@code expected.txt} explains itself. */
final class ExpectedMails {
    private static final Path FOLDER = Path.of("src/test/resources/dev/triggered/tracking/mails");

    private ExpectedMails() {}

    static byte[] mail(String name) {
        return bytes(FOLDER.resolve(name + ".eml"));
    }

    /** Returns the rows of each mail, without its name, their columns stripped. */
    static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : new String(bytes(FOLDER.resolve("expected.txt")), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int bar = line.indexOf('|');
                rows.computeIfAbsent(line.substring(0, bar).strip(), name -> new ArrayList<>())
                        .add(line.substring(bar + 1).strip());
            }
        }
        return rows;
    }

    static List<String> files() {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".eml"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
