package dev.triggered.templates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files below a folder. A link is followed as long as it leads to a file below the folder. */
final class FolderSource implements TemplateSource {
    static final String EXTENSION = ".mustache";
    private static final int DEEPEST = 16;

    private final Path root;

    FolderSource(Path root) {
        this.root = root;
    }

    @Override
    public Set<String> keys() throws IOException {
        return files().keySet();
    }

    @Override
    public String read(String key) throws IOException {
        Path file = root.resolve(key + EXTENSION).toRealPath();
        if (!file.startsWith(root.toRealPath())) {
            throw new IOException("it leads out of the folder of the templates");
        }
        return Utf8.decode(Files.readAllBytes(file));
    }

    @Override
    public String display(String key) {
        return key + EXTENSION;
    }

    /** Returns the time of the last change and the size of each file. */
    @Override
    public Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        for (Map.Entry<String, Path> file : files().entrySet()) {
            BasicFileAttributes now = Files.readAttributes(file.getValue(), BasicFileAttributes.class);
            state.put(file.getKey(), now.lastModifiedTime() + " " + now.size());
        }
        return state;
    }

    private Map<String, Path> files() throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        Path start = root.toRealPath();
        try (Stream<Path> files = Files.find(start, DEEPEST, FolderSource::isTemplate)) {
            return files.collect(Collectors.toMap(file -> keyOf(start.relativize(file)), file -> file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isTemplate(Path file, BasicFileAttributes attributes) {
        boolean candidate = attributes.isRegularFile() || attributes.isSymbolicLink();
        return candidate && file.getFileName().toString().endsWith(EXTENSION) && Files.isRegularFile(file);
    }

    private static String keyOf(Path relative) {
        String name = relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
        return name.substring(0, name.length() - EXTENSION.length());
    }
}
