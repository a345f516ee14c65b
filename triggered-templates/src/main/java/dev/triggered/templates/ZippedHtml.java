package dev.triggered.templates;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a campaign that is an archive (ZIP) with an HTML file and the images that it names. */
final class ZippedHtml {
    private ZippedHtml() {}

    static RawCampaign read(byte[] archive) {
        try {
            Path file = Files.createTempFile("triggered-campaign", ".zip");
            try {
                Path written = Files.write(file, archive);
                return read(written);
            } finally {
                Files.delete(file);
            }
        } catch (IOException | ProviderNotFoundException e) {
            throw CampaignException.unreadable("cannot be read as an archive: " + e.getMessage(), e);
        }
    }

    private static RawCampaign read(Path archive) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(archive, Map.of())) {
            return HtmlFile.read(page(files.getPath("/")));
        }
    }

    /** Returns the only HTML file of the outermost folder that has any. */
    private static Path page(Path root) throws IOException {
        List<Path> pages;
        try (Stream<Path> files = Files.walk(root)) {
            pages = files.filter(ZippedHtml::isPage)
                    .sorted(Comparator.comparingInt(Path::getNameCount).thenComparing(Path::toString))
                    .toList();
        }
        if (pages.isEmpty()) {
            throw CampaignException.unreadable("is an archive without an HTML file");
        }
        List<Path> outermost = pages.stream()
                .filter(page -> page.getNameCount() == pages.get(0).getNameCount())
                .toList();
        if (outermost.size() > 1) {
            throw CampaignException.unreadable("is an archive with " + outermost.size()
                    + " HTML files, and one is wanted: "
                    + outermost.stream().limit(10).map(Path::toString).collect(Collectors.joining(", ")));
        }
        return outermost.get(0);
    }

    /** Some programs put files of their own beside each file, in a folder or behind a point. */
    private static boolean isPage(Path file) {
        String path = file.toString().toLowerCase(Locale.ROOT);
        return (path.endsWith(".html") || path.endsWith(".htm"))
                && !path.contains("/.")
                && !path.startsWith("/__macosx/")
                && Files.isRegularFile(file);
    }
}
