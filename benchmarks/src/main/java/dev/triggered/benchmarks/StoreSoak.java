package dev.triggered.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.triggered.spi.MailStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A steady trickle of mails for minutes, on each durable store in turn: does anything grow? The arguments are the minutes for
 * each store, 10 unless given, and then the triggers in a second, 200 unless given.
 */
final class StoreSoak {
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final Path FOLDER = Path.of("benchmarks", "target", "soak");
    private static final String SIZES = """
            SELECT coalesce(string_agg(relname || '=' || pg_total_relation_size(oid), ' ' ORDER BY relname), '')
            FROM pg_class WHERE relkind = 'r' AND relname LIKE 'triggered\\_%'""";

    private StoreSoak() {}

    public static void main(String[] arguments) throws Exception {
        double minutes = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 10;
        int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        Duration time = Duration.ofMillis((long) (minutes * 60_000));
        Files.createDirectories(FOLDER);

        Path folder = FOLDER.resolve("embedded");
        try (StoreSource source = StoreSource.embedded(folder)) {
            source.clear();
            new SoakRun(trimmed(source), () -> fileSizes(folder), rate).run("embedded", time);
        }
        try (PostgresServer server = PostgresServer.start(FOLDER.resolve("postgresql"));
                HikariDataSource pool = pool(server.database("soak"));
                StoreSource source = StoreSource.postgres(pool)) {
            new SoakRun(trimmed(source), () -> tableSizes(pool), rate).run("postgresql", time);
        }
    }

    /** Returns a store that forgets fast, so that what it keeps of the past stops growing within the first minutes. */
    private static MailStore trimmed(StoreSource source) {
        return source.create().keep(KEPT);
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        return new HikariDataSource(config);
    }

    /** Returns the bytes of each table with its indexes. */
    private static Map<String, Long> tableSizes(DataSource database) {
        return Arrays.stream(Sql.value(database, SIZES).split(" ", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", -1))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.parseLong(pair[1])));
    }

    private static Map<String, Long> fileSizes(Path folder) {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sizes.put(String.valueOf(file.getFileName()), Files.size(file));
            }
        } catch (NoSuchFileException e) {
            return sizes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sizes;
    }
}
