package dev.triggered.jdbc;

import static dev.triggered.jdbc.Letters.LANE;
import static dev.triggered.jdbc.Letters.START;
import static dev.triggered.jdbc.Letters.id;
import static dev.triggered.jdbc.Letters.key;
import static dev.triggered.jdbc.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.jdbc.Statements.Begin;
import dev.triggered.jdbc.Statements.Claim;
import dev.triggered.jdbc.Statements.Held;
import dev.triggered.jdbc.Statements.Kept;
import dev.triggered.jdbc.Statements.MessageClaim;
import dev.triggered.jdbc.Statements.Result;
import dev.triggered.spi.NewMessage;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a step reads, in rows and entries of indexes, does not depend on what waits elsewhere or later, although its plan was made
 * when the tables were empty.
 */
class PlanTest extends PlanScenarios {
    private static final long NOW = Times.toMicros(START);
    private static final long OWNER = 1;

    private final Statements statements = new PostgresStatements();

    PlanTest() {
        super("message", "queue", "payload", "suppression", "tally", "rollup");
    }

    @Test
    void is_planned_so_for_each_transaction_alone() throws SQLException {
        life(10);
        Session plain = meter.commit();
        assertThat(plain.list(rows -> rows.getString(1), "SHOW enable_seqscan")).containsExactly("on");
        assertThat(plain.list(rows -> rows.getString(1), "SHOW jit"))
                .isEqualTo(PostgresServer.query(database, "SHOW jit"));
    }

    @Override
    void life(long number) throws SQLException {
        long first = accept(number);
        long second = accept(number + 1);
        meter.step("duplicate", () -> statements.accept(session, List.of(candidate(number + 2, number))));
        meter.step("queue", () -> session.list(rows -> rows.getLong(1), SqlOutbox.QUEUE, LANE, 1, 1));
        meter.step("claim", () -> statements.claim(session, List.of(new Claim(OWNER, LANE, NOW, 10))));
        meter.step("claim nothing", () -> statements.claim(session, List.of(new Claim(OWNER, "empty", NOW, 10))));
        meter.step("mine", () -> session.list(rows -> rows.getLong(2), Strays.MINE, OWNER));
        meter.step("release", () -> statements.release(session, List.of(new Held(second, OWNER))));
        meter.step("begin", () -> statements.begin(session, List.of(begin(first))));
        meter.step("suppress", () -> SqlSuppressions.addAll(session, List.of(Letters.suppression("jane@example.com"))));
        meter.step("begin nothing", () -> statements.begin(session, List.of(begin(second))));
        meter.step("accept nothing", () -> statements.accept(session, List.of(candidate(number + 3, number + 3))));
        meter.step(
                "spare",
                () -> SqlSuppressions.remove(
                        session, List.of(Letters.suppression("jane@example.com").place())));
        meter.step(
                "find",
                () -> session.list(
                        rows -> rows.getString(1), SqlLog.SELECT, id(number).value()));
        meter.step("inherit", () -> statements.inherit(session, List.of(new Claim(OWNER, "", NOW, 10))));
        meter.step("retry", () -> statements.record(session, List.of(result(first, true))));
        meter.step("claim again", () -> statements.claim(session, List.of(new Claim(OWNER, LANE, NOW, 10))));
        meter.step("end", () -> statements.record(session, List.of(result(first, false), result(second, false))));
        meter.step("roll up", () -> new PostgresRolling().rollUp(session));
        meter.step(
                "dead letters",
                () -> session.list(rows -> rows.getString(1), SqlDeadLetters.FIND, 0L, NOW + 1, "", 10));
        meter.step("claim one", () -> statements.claimEach(session, List.of(new MessageClaim(OWNER, id(number)))));
        meter.step("expire", () -> statements.expire(session, List.of(NOW)));
    }

    private long accept(long number) throws SQLException {
        List<Kept> kept = meter.step("accept", () -> statements.accept(session, List.of(candidate(number, number))));
        return kept.get(0).seq();
    }

    private static Begin begin(long seq) {
        return new Begin(new Held(seq, OWNER), "jane@example.com", 0);
    }

    private static Candidate candidate(long number, long key) {
        NewMessage message = NewMessage.of(letter(number)).key(key(key));
        return new Candidate(message, Optional.empty(), new byte[9], Optional.empty(), List.of());
    }

    private static Result result(long seq, boolean retried) {
        return new Result(
                new Held(seq, OWNER),
                retried ? Letters.deferred(letter(seq), START) : Letters.sent(letter(seq)),
                NOW,
                Holdings.Letter.of(letter(seq), false));
    }

    /** Puts many messages of the future, of another lane and of ended ones beside those of the test. */
    @Override
    void fill() {
        PostgresServer.execute(database, """
                INSERT INTO triggered_message (seq, id, stream, version, recipient, purpose, opt_in, accepted_at, state)
                    SELECT i, 'many ' || i, 's', 1, 'jane@example.com', 'ORDER_CONFIRMATION', 'UNKNOWN', 0,
                        CASE WHEN i > 2000000 THEN 'SENT' END
                    FROM (SELECT 1000000 + n AS i FROM generate_series(1, %1$d) n
                        UNION ALL SELECT 2000000 + n FROM generate_series(1, %1$d) n) i;
                INSERT INTO triggered_payload (seq, body)
                    SELECT seq, '' FROM triggered_message WHERE seq BETWEEN 1000000 AND 2000000;
                INSERT INTO triggered_queue (seq, lane, priority, first_due, due_at, expires_at, attempts)
                    SELECT seq, CASE WHEN seq %% 2 = 0 THEN 'orders' ELSE 'other' END, seq %% 3, 0,
                        CASE WHEN seq %% 2 = 0 THEN %2$d + seq ELSE 0 END, %3$d, 0
                    FROM triggered_payload WHERE seq > 1000000;
                INSERT INTO triggered_suppression (address, stream, reason, liftable, domain, added_at, added_by, note)
                    SELECT n || '@example.com', 0, 'GLOBAL', true, 'example.com', 0, '', '' FROM generate_series(1, %1$d) n;
                INSERT INTO triggered_rollup (kind, begins_at, stream, version, lane, body)
                    SELECT 'HOUR', n * 3600000000, 0, 1, 'orders', '' FROM generate_series(1, %1$d) n;
                """.formatted(MANY, NOW, Long.MAX_VALUE));
    }
}
