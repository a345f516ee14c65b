package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.START;
import static dev.triggered.jdbc.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.jdbc.NoticeSteps.Step;
import dev.triggered.jdbc.Statements.Held;
import dev.triggered.jdbc.Statements.Result;
import dev.triggered.notice.Notice;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NoticeLog.Taking;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What telling others reads does not depend on how much waits to be told, nor on how many messages there are. */
class NoticePlanTest extends PlanScenarios {
    private static final long NOW = Times.toMicros(START);
    private static final long OWNER = 1;
    private static final String SHOP = "shop";

    private final Statements statements = new PostgresStatements();
    private final NoticeSteps steps = new NoticeSteps(Dialect.POSTGRESQL);

    NoticePlanTest() {
        super("message", "queue", "payload", "notice", "subscription", "tally");
    }

    @Override
    void life(long number) throws SQLException {
        session.change(
                "INSERT INTO triggered_subscription VALUES (?, 'SENT', 0, 0), (?, 'DEFERRED', 0, 0) ON CONFLICT DO NOTHING",
                SHOP,
                SHOP);
        long seq = accept(number);
        meter.step("retry", () -> statements.record(session, List.of(result(number, seq, true))));
        session.change("UPDATE triggered_queue SET owner = ? WHERE seq = ?", OWNER, seq);
        meter.step("end", () -> statements.record(session, List.of(result(number, seq, false))));
        Taking wish = new Taking(SHOP, START.plusSeconds(1), START.plusSeconds(60), 5);
        List<Notice> taken =
                meter.step("take", () -> steps.take(session, List.of(wish))).get(0);
        assertThat(taken).hasSize(1);
        long first = taken.get(0).number();
        meter.step("later", () -> steps.later(session, List.of(new Step(SHOP, first, START))));
        meter.step("give up", () -> steps.giveUp(session, List.of(new Step(SHOP, 5, START.minusSeconds(9)))));
        meter.step("done", () -> steps.done(session, List.of(new Step(SHOP, first, START))));
        assertThat(meter.step("take next", () -> steps.take(session, List.of(wish)))
                        .get(0))
                .hasSize(1);
    }

    private long accept(long number) throws SQLException {
        NewMessage message = NewMessage.of(letter(number));
        Candidate candidate = new Candidate(message, Optional.of(OWNER), new byte[9], Optional.empty(), List.of());
        return statements.accept(session, List.of(candidate)).get(0).seq();
    }

    private static Result result(long number, long seq, boolean retried) {
        return new Result(
                new Held(seq, OWNER),
                retried ? Letters.deferred(letter(number), START) : Letters.sent(letter(number)),
                NOW,
                Holdings.Letter.of(letter(number), false));
    }

    /** Puts notices that wait for their time, and those of others, beside those of the test. */
    @Override
    void fill() {
        PostgresServer.execute(database, """
                INSERT INTO triggered_message (seq, id, stream, version, recipient, purpose, opt_in, accepted_at)
                    SELECT 1000000 + n, 'many ' || n, 's', 1, 'jane@example.com', 'ORDER_CONFIRMATION', 'UNKNOWN', 0
                    FROM generate_series(1, %1$d) n;
                INSERT INTO triggered_notice (subscriber, message, id, stream, version, recipient, occasion, happened_at, attempt, code,
                        enhanced_status, reply, reason, due_at)
                    SELECT CASE WHEN n %% 2 = 0 THEN 'shop' ELSE 'other' END, 1000000 + n, 'many ' || n, 's', 1, 'jane@example.com', 'SENT',
                        %2$d, 1, 250, '', '', '', CASE WHEN n %% 2 = 0 THEN %3$d ELSE 0 END
                    FROM generate_series(1, %1$d) n;
                """.formatted(MANY, NOW, Long.MAX_VALUE));
    }
}
