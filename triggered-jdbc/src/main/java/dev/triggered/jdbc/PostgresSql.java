package dev.triggered.jdbc;

/**
 * The texts of {@link PostgresStatements}. Rows are looked up one by one from an array ({@code LATERAL ... OFFSET 0}), by an index (see
 * {@link Planner}).
 */
final class PostgresSql {
    private static final String COUNTING = """

                INSERT INTO triggered_tally (body)
                SELECT string_agg(mark || int4send(times), '') FROM (
                    SELECT mark, count(*)::int AS times FROM %s GROUP BY mark) marks
                HAVING count(*) > 0
            """;
    private static final String NOTICING = """

                %s
                SELECT s.subscriber, %s, %s
                FROM %s JOIN triggered_subscription s ON s.occasion = %s
                CROSS JOIN LATERAL (SELECT * FROM triggered_message m WHERE m.seq = d.seq OFFSET 0) m
                WHERE s.stream IN (0, m.stream_number) AND EXISTS (SELECT FROM triggered_subscription)
            """;
    private static final String REASON_OF_NEW = Suppressing.reason("lower(n.recipient COLLATE \"C\")", "n.stream_id");
    private static final String REASON_OF_HELD = Suppressing.reason("n.address", "n.stream");
    static final String ACCEPT = """
            WITH new AS MATERIALIZED (
                SELECT n.* FROM (SELECT set_config('lock_timeout', COALESCE(?, current_setting('lock_timeout')), true) OFFSET 0) patience
                CROSS JOIN LATERAL (SELECT nextval('triggered_seq') AS seq, n.*, (%s) AS suppressed
                    FROM unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::uuid[], ?::bytea[],
                        ?::text[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::bigint[], ?::bool[], ?::bigint[],
                        ?::bigint[], ?::bytea[], ?::bytea[], ?::bytea[]) WITH ORDINALITY
                    AS n(id, stream, version, recipient, purpose, opt_in, accepted_at, occurrence, fingerprint,
                        lane, priority, first_due, due_at, expires_at, attempts, owner, begun, stream_id, broadcast, body, secret,
                        mark, place)
                OFFSET 0) n ORDER BY occurrence, place
            ), kept AS (
                INSERT INTO triggered_message
                    (seq, id, stream, version, recipient, purpose, opt_in, accepted_at, occurrence, fingerprint, broadcast,
                    stream_number, lane)
                SELECT seq, id, stream, version, recipient, purpose, opt_in, accepted_at, occurrence, fingerprint, broadcast,
                    stream_id, lane FROM new
                WHERE suppressed IS NULL ON CONFLICT DO NOTHING RETURNING seq
            ), queued AS (
                INSERT INTO triggered_queue
                    (seq, lane, priority, first_due, due_at, expires_at, attempts, owner, begun, stream, broadcast)
                SELECT seq, lane, priority, first_due, due_at, expires_at, attempts, owner, begun, stream_id, broadcast FROM new JOIN kept USING (seq)
            ), filled AS (
                INSERT INTO triggered_payload (seq, body, secret) SELECT seq, body, secret FROM new JOIN kept USING (seq)
            ), counted AS (%s)
            SELECT new.id, new.seq,
                CASE WHEN owner IS NULL AND due_at <= accepted_at THEN pg_notify('triggered', lane)::text END, NULL
            FROM new JOIN kept USING (seq)
            UNION ALL SELECT id, 0, NULL, suppressed FROM new WHERE suppressed IS NOT NULL""".formatted(REASON_OF_NEW, counting("new JOIN kept USING (seq)"));
    static final String EARLIER = """
            SELECT k.id, m.seq, m.id, m.fingerprint
            FROM unnest(?::text[], ?::uuid[]) AS k(id, occurrence) CROSS JOIN LATERAL (
                SELECT m.seq, m.id, m.fingerprint FROM triggered_message m WHERE m.occurrence = k.occurrence OFFSET 0) m
            UNION ALL
            SELECT k.id, m.seq, m.id, m.fingerprint
            FROM unnest(?::text[]) AS k(id) CROSS JOIN LATERAL (
                SELECT m.seq, m.id, m.fingerprint FROM triggered_message m WHERE m.id = k.id OFFSET 0) m""";
    static final String CHUNKS = """
            INSERT INTO triggered_chunk (message, part, number, body)
            SELECT * FROM unnest(?::text[], ?::int[], ?::int[], ?::bytea[])
            ON CONFLICT DO NOTHING""";
    static final String DROP_CHUNKS = "DELETE FROM triggered_chunk WHERE message = ANY (?::text[])";
    static final String CLAIM = """
            WITH high AS MATERIALIZED (
                SELECT seq FROM triggered_queue WHERE owner IS NULL AND lane = ? AND priority = 0 AND due_at <= ?
                ORDER BY due_at, seq LIMIT ? FOR UPDATE SKIP LOCKED
            ), normal AS MATERIALIZED (
                SELECT seq FROM triggered_queue WHERE owner IS NULL AND lane = ? AND priority = 1 AND due_at <= ?
                ORDER BY due_at, seq LIMIT ? - (SELECT count(*) FROM high) FOR UPDATE SKIP LOCKED
            ), low AS MATERIALIZED (
                SELECT seq FROM triggered_queue WHERE owner IS NULL AND lane = ? AND priority = 2 AND due_at <= ?
                ORDER BY due_at, seq LIMIT ? - (SELECT count(*) FROM high) - (SELECT count(*) FROM normal) FOR UPDATE SKIP LOCKED
            ), q AS (
                UPDATE triggered_queue SET owner = ? WHERE seq = ANY (ARRAY(
                    SELECT seq FROM high UNION ALL SELECT seq FROM normal UNION ALL SELECT seq FROM low)) RETURNING *
            )
            SELECT\s""" + Loaded.COLUMNS + """
             FROM q CROSS JOIN LATERAL (SELECT * FROM triggered_message m WHERE m.seq = q.seq OFFSET 0) m
            LEFT JOIN LATERAL (SELECT * FROM triggered_payload p WHERE p.seq = q.seq OFFSET 0) p ON true""";
    static final String INHERIT = """
            WITH q AS (
                UPDATE triggered_queue SET owner = ? WHERE seq = ANY (ARRAY(
                    SELECT seq FROM triggered_queue WHERE owner IS NOT NULL AND begun
                        AND NOT EXISTS (SELECT FROM triggered_node n WHERE n.id = owner)
                    ORDER BY owner LIMIT ? FOR UPDATE SKIP LOCKED)) RETURNING *
            )
            SELECT\s""" + Loaded.COLUMNS + """
             FROM q CROSS JOIN LATERAL (SELECT * FROM triggered_message m WHERE m.seq = q.seq OFFSET 0) m
            LEFT JOIN LATERAL (SELECT * FROM triggered_payload p WHERE p.seq = q.seq OFFSET 0) p ON true""";
    static final String BEGIN = """
            WITH b AS MATERIALIZED (
                SELECT n.seq, (%s) AS suppressed FROM unnest(?::bigint[], ?::text[], ?::bigint[]) AS n(seq, address, stream)
            ), begun AS (
                UPDATE triggered_queue SET begun = true
                WHERE seq = ANY (ARRAY(SELECT seq FROM b WHERE suppressed IS NULL)) AND owner IS NOT DISTINCT FROM ? RETURNING seq
            )
            SELECT seq, NULL FROM begun UNION ALL SELECT seq, suppressed FROM b WHERE suppressed IS NOT NULL""".formatted(REASON_OF_HELD);
    static final String RELEASE =
            "UPDATE triggered_queue SET owner = NULL, begun = false WHERE seq = ANY (?::bigint[]) AND owner IS NOT DISTINCT FROM ? RETURNING seq";
    static final String PARK =
            "UPDATE triggered_queue SET owner = -1, begun = false WHERE seq = ANY (?::bigint[]) AND owner IS NOT DISTINCT FROM ? RETURNING seq";
    static final String UNPARK = """
            UPDATE triggered_queue SET owner = NULL WHERE seq = ANY (ARRAY(
                SELECT seq FROM triggered_queue WHERE owner = -1 AND stream = ?
                ORDER BY due_at, seq LIMIT ? FOR UPDATE SKIP LOCKED))""";
    static final String CLAIM_OF = """
            WITH held AS MATERIALIZED (
                SELECT seq FROM triggered_queue WHERE owner = -1 AND stream = ?
                ORDER BY due_at, seq LIMIT ? FOR UPDATE SKIP LOCKED
            ), waiting AS MATERIALIZED (
                SELECT seq FROM triggered_queue WHERE owner IS NULL AND stream = ?
                LIMIT ? - (SELECT count(*) FROM held) FOR UPDATE SKIP LOCKED
            ), q AS (
                UPDATE triggered_queue SET owner = ? WHERE seq = ANY (ARRAY(
                    SELECT seq FROM held UNION ALL SELECT seq FROM waiting)) RETURNING *
            )
            SELECT\s""" + Loaded.COLUMNS + """
             FROM q CROSS JOIN LATERAL (SELECT * FROM triggered_message m WHERE m.seq = q.seq OFFSET 0) m
            LEFT JOIN LATERAL (SELECT * FROM triggered_payload p WHERE p.seq = q.seq OFFSET 0) p ON true""";
    static final String CLAIM_OF_BROADCAST = """
            WITH q AS (
                UPDATE triggered_queue SET owner = ? WHERE seq = ANY (ARRAY(
                    SELECT seq FROM triggered_queue WHERE broadcast = ? AND (owner IS NULL OR owner = -1)
                    LIMIT ? FOR UPDATE SKIP LOCKED)) RETURNING *
            )
            SELECT\s""" + Loaded.COLUMNS + """
             FROM q CROSS JOIN LATERAL (SELECT * FROM triggered_message m WHERE m.seq = q.seq OFFSET 0) m
            LEFT JOIN LATERAL (SELECT * FROM triggered_payload p WHERE p.seq = q.seq OFFSET 0) p ON true""";
    static final String CLAIM_ONE = """
            WITH q AS (
                UPDATE triggered_queue SET owner = ?
                WHERE seq = (SELECT m.seq FROM triggered_message m WHERE m.id = ?) AND NOT begun RETURNING *
            )
            SELECT\s""" + Loaded.COLUMNS + """
             FROM q CROSS JOIN LATERAL (SELECT * FROM triggered_message m WHERE m.seq = q.seq OFFSET 0) m
            LEFT JOIN LATERAL (SELECT * FROM triggered_payload p WHERE p.seq = q.seq OFFSET 0) p ON true""";
    static final String RETRY = """
            WITH d AS MATERIALIZED (
                SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
                        ?::bytea[])
                    AS d(seq, due_at, number, ended_at, result, relay, code, enhanced_status, reply, mark)
            ), back AS (
                UPDATE triggered_queue q SET owner = NULL, begun = false, due_at = d.due_at, attempts = q.attempts + 1
                FROM d WHERE q.seq = d.seq AND q.seq = ANY (?::bigint[]) AND q.owner IS NOT DISTINCT FROM ? RETURNING q.seq
            ), tried AS (
                INSERT INTO triggered_attempt (seq, number, ended_at, result, relay, code, enhanced_status, reply)
                SELECT seq, number, ended_at, result, relay, code, enhanced_status, reply FROM d JOIN back USING (seq)
            ), noticed AS (%s), counted AS (%s)
            SELECT seq FROM back""".formatted(
                    noticing(
                            "d JOIN back USING (seq)",
                            "'DEFERRED'",
                            "d.ended_at, d.number, d.code, d.enhanced_status, d.reply, '', d.ended_at"),
                    counting("d JOIN back USING (seq)"));
    static final String END = """
            WITH e AS MATERIALIZED (
                SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::int[],
                        ?::text[], ?::text[], ?::bigint[], ?::bytea[])
                    AS e(state, reason, keep_until, attempt, ended_at, result, relay, code, enhanced_status, reply, seq, mark)
            ), gone AS (
                DELETE FROM triggered_queue WHERE seq = ANY (?::bigint[]) AND owner IS NOT DISTINCT FROM ? RETURNING seq, expires_at
            ), d AS MATERIALIZED (
                SELECT * FROM e JOIN gone USING (seq)
            ), told AS (
                UPDATE triggered_message m SET state = d.state, reason = d.reason, keep_until = d.keep_until, attempt = d.attempt,
                    ended_at = d.ended_at, result = d.result, relay = d.relay, code = d.code, enhanced_status = d.enhanced_status,
                    reply = d.reply, expires_at = CASE WHEN d.state <> 'SENT' THEN d.expires_at END
                FROM d WHERE m.seq = d.seq
            ), dropped AS (
                DELETE FROM triggered_payload WHERE seq = ANY (ARRAY(SELECT seq FROM d WHERE keep_until IS NULL))
            ), erased AS (
                UPDATE triggered_payload SET secret = ''
                WHERE seq = ANY (ARRAY(SELECT seq FROM d WHERE keep_until IS NOT NULL)) AND secret IS NOT NULL
            ), noticed AS (%s), counted AS (%s)
            SELECT seq FROM gone""".formatted(
                    noticing(
                            "d",
                            "d.state",
                            "d.ended_at, COALESCE(d.attempt, 0), COALESCE(d.code, 0), COALESCE(d.enhanced_status, ''),"
                                    + " COALESCE(d.reply, ''), d.reason, d.ended_at"),
                    counting("d"));
    static final String OLDEST =
            "SELECT " + Old.COLUMNS + " FROM triggered_message m WHERE m.seq > ? ORDER BY m.seq LIMIT ?";
    static final String TRIM = """
            WITH old AS (DELETE FROM triggered_message WHERE seq = ANY (?::bigint[]) RETURNING seq, id),
                attempts AS (DELETE FROM triggered_attempt WHERE seq = ANY (ARRAY(SELECT seq FROM old))),
                payloads AS (DELETE FROM triggered_payload WHERE seq = ANY (ARRAY(SELECT seq FROM old))),
                chunks AS (DELETE FROM triggered_chunk WHERE message = ANY (ARRAY(SELECT id FROM old)))
            SELECT seq FROM old""";
    static final String EXPIRE = """
            WITH old AS MATERIALIZED (
                SELECT seq, id FROM triggered_message WHERE keep_until IS NOT NULL AND keep_until <= ?
                ORDER BY keep_until LIMIT ? FOR UPDATE SKIP LOCKED
            ), payloads AS (DELETE FROM triggered_payload WHERE seq = ANY (ARRAY(SELECT seq FROM old))),
                chunks AS (DELETE FROM triggered_chunk WHERE message = ANY (ARRAY(SELECT id FROM old)))
            UPDATE triggered_message m SET keep_until = NULL FROM old WHERE m.seq = old.seq RETURNING m.seq""";
    static final String SWEEP = """
            DELETE FROM triggered_chunk WHERE ctid = ANY (ARRAY(
                SELECT c.ctid FROM triggered_chunk c WHERE c.added_at < now() - interval '1 day' AND NOT EXISTS (
                    SELECT FROM triggered_message m WHERE m.id = c.message AND (m.state IS NULL OR m.keep_until IS NOT NULL))
                LIMIT ? FOR UPDATE SKIP LOCKED))""";

    private PostgresSql() {}

    /** Adds a row to the tally, for the rows that a step has changed. */
    private static String counting(String rows) {
        return COUNTING.formatted(rows);
    }

    /** Keeps notices for the rows {@code d} that a step has changed; where nobody subscribes, it does not look at them. */
    private static String noticing(String rows, String state, String told) {
        return NOTICING.formatted(Noticing.INSERT, Noticing.MESSAGE, state + ", " + told, rows, state);
    }
}
