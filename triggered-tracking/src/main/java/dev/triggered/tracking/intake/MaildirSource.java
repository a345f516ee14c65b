package dev.triggered.tracking.intake;

import dev.triggered.tracking.BounceReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads a Maildir. A name is that of a file in {@code new}; those names begin with a time. */
final class MaildirSource implements MailSource {
    private static final String SEEN = ":2,S";

    private final Path fresh;
    private final Path current;

    MaildirSource(Path folder) {
        this.fresh = folder.resolve("new");
        this.current = folder.resolve("cur");
    }

    @Override
    public List<String> names(Predicate<String> wanted) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(fresh, MaildirSource::isMail)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (names.size() < MOST_NAMES && wanted.test(name)) {
                    names.add(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    private static boolean isMail(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && !file.getFileName().toString().startsWith(".");
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        try (InputStream mail = Files.newInputStream(fresh.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(mail.readNBytes(BounceReader.MOST_OCTETS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Another node that moved it before has the same outcome. */
    @Override
    public void mark(String name) throws IOException {
        try {
            Files.move(fresh.resolve(name), current.resolve(name + SEEN), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(current)) {
                throw e;
            }
        }
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void await(Waiting waiting, Instant until) throws InterruptedException {
        waiting.until(until);
    }

    @Override
    public void close() {
        // There is nothing to end.
    }
}
