package dev.triggered.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.triggered.jdbc.JdbcStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where our stores come from. */
interface StoreSource extends AutoCloseable {
    /** Returns a store that is not opened yet. */
    JdbcStore create();

    /** Deletes everything that the stores kept, while none is open. */
    void clear();

    @Override
    void close();

    /** Our stores on a PostgreSQL server. */
    static StoreSource postgres(HikariDataSource pool) {
        return new StoreSource() {
            @Override
            public JdbcStore create() {
                return JdbcStore.on(pool);
            }

            @Override
            public void clear() {
                String truncate = Sql.value(pool, """
                        SELECT coalesce('TRUNCATE ' || string_agg(tablename, ', '), 'SELECT') FROM pg_tables
                        WHERE tablename LIKE 'triggered\\_%' AND tablename NOT IN ('triggered_schema', 'triggered_registry')""");
                Sql.run(pool, truncate);
            }

            @Override
            public void close() {
                pool.close();
            }
        };
    }

    /** Our stores in a folder. */
    static StoreSource embedded(Path folder) {
        return new StoreSource() {
            @Override
            public JdbcStore create() {
                return JdbcStore.embedded(folder);
            }

            @Override
            public void clear() {
                try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
                    for (Path file : List.copyOf(files.toList())) {
                        Files.delete(file);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() {
                clear();
            }
        };
    }
}
