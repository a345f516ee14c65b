package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.letterAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.report.Measure;
import dev.triggered.report.ReportPeriod;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.ReportStore.Search;
import dev.triggered.spi.RollUp;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What several nodes count is counted once, and a report reads no more rows than it has to. */
class ReportsInPostgresTest {
    private static final Instant START = Letters.START;
    private static final Duration YEAR = Duration.ofDays(365);

    @Test
    void are_right_whatever_several_nodes_do_at_once() throws ExecutionException, InterruptedException {
        int each = 40;
        try (StoreParty party = new StoreParty()) {
            List<StoreParty.Guest> nodes = List.of(party.guest(), party.guest());
            AtomicLong number = new AtomicLong();
            ExecutorService pool = Executors.newFixedThreadPool(4);
            Future<?> first = pool.submit(() -> work(nodes.get(0), number, each));
            Future<?> second = pool.submit(() -> work(nodes.get(1), number, each));
            List<Future<?>> rolling = nodes.stream()
                    .<Future<?>>map(node -> pool.submit(() -> rollUntil(node, first, second)))
                    .toList();
            first.get();
            second.get();
            for (Future<?> roller : rolling) {
                roller.get();
            }
            pool.shutdown();
            assertThat(Letters.counted(nodes.get(0).store()).measures())
                    .isEqualTo(Map.of(Measure.TRIGGERED, 2L * each, Measure.SENT, 2L * each));
            assertThat(Letters.counted(nodes.get(1).store()))
                    .isEqualTo(Letters.counted(nodes.get(0).store()));
            assertThat(party.count("triggered_tally")).isZero();
        }
    }

    private static void work(StoreParty.Guest node, AtomicLong number, int times) {
        for (int i = 0; i < times; i++) {
            long next = number.incrementAndGet();
            QueuedMessage letter = letterAt(next, START.minusSeconds(next));
            node.accept(NewMessage.of(letter).handedOver());
            node.outbox().begin(Set.of(letter.info().id()));
            node.outbox().record(List.of(Letters.sent(letter)));
        }
    }

    private static void rollUntil(StoreParty.Guest node, Future<?> first, Future<?> second) {
        while (!first.isDone() || !second.isDone()) {
            node.store().reports().rollUp();
        }
    }

    @Test
    void of_a_year_read_the_rows_of_its_days_only() throws SQLException {
        PGSimpleDataSource database = PostgresServer.database();
        try (ReadMeter meter = ReadMeter.on(database, List.of("rollup"))) {
            PostgresServer.execute(database, """
                    INSERT INTO triggered_rollup (kind, begins_at, stream, version, lane, body)
                        SELECT 'DAY', %1$d + day * 86400000000, stream, 1, 'orders', ''::bytea
                        FROM generate_series(0, 1000) day, generate_series(1, 5) stream
                        UNION ALL SELECT 'HOUR', %1$d + hour * 3600000000, 1, 1, 'orders', '' FROM generate_series(0, 20000) hour;
                    """.formatted(Times.toMicros(START)));
            Session session = meter.session();
            Search year = Search.of(RollUp.Kind.DAY, START, START.plus(YEAR), Set.of(), 200);
            List<RollUp> page = meter.step("page", () -> SqlReports.find(session, year));
            Search next = year.behind(page.get(199).key());
            assertThat(meter.step("next page", () -> SqlReports.find(session, next)))
                    .hasSize(200)
                    .isSortedAccordingTo((one, other) -> one.key().compareTo(other.key()));
            meter.assertAtMost(2 * 200 + 10);
            Search stream = Search.of(RollUp.Kind.DAY, START, START.plus(YEAR), Set.of(3L), 1_000);
            List<RollUp> days = meter.step("stream", () -> SqlReports.find(session, stream));
            assertThat(days.stream()
                            .map(rollUp -> rollUp.key().start().minus(ReportPeriod.DAY.length()))
                            .collect(Collectors.toSet()))
                    .hasSize(365);
            meter.assertAtMost(5 * 365 + 365 + 10);
        }
    }
}
