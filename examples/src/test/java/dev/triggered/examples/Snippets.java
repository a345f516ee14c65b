package dev.triggered.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The code that stands in a page of the documentation, and the code of this module that it is a part of. */
final class Snippets {
    private static final Path SOURCES = Path.of("src/main/java/dev/triggered/examples");

    private Snippets() {}

    /** Returns the blocks of a language. */
    static List<String> blocks(String markdown, String language) {
        return Pattern.compile("```" + language + "\n(.*?)\n```", Pattern.DOTALL)
                .matcher(markdown)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** Returns the statements of a page's Java blocks, as far as empty lines part them, without white space. */
    static List<String> statements(String markdown) {
        return blocks(markdown, "java").stream()
                .flatMap(Pattern.compile("\n\n")::splitAsStream)
                .map(Snippets::withoutSpace)
                .toList();
    }

    /** Returns the source of some classes, without white space. */
    static String source(Class<?>... classes) throws IOException {
        StringBuilder source = new StringBuilder();
        for (Class<?> each : classes) {
            source.append(Files.readString(SOURCES.resolve(each.getSimpleName() + ".java")));
        }
        return withoutSpace(source.toString());
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
