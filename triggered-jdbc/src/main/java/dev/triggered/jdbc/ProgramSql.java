package dev.triggered.jdbc;

/**
 * The statements of PostgreSQL for programs, as text. Rows are looked up one by one from arrays, as in {@link PostgresSql}. An
 * event is inserted and nothing else, so that a transaction of the host holds no row that others need; the next claim has it reach the
 * enrolments.
 */
final class ProgramSql {
    static final String ACCEPT = """
            WITH new AS MATERIALIZED (
                SELECT n.* FROM (SELECT set_config('lock_timeout', COALESCE(?, current_setting('lock_timeout')), true) OFFSET 0) patience
                CROSS JOIN LATERAL (SELECT nextval('triggered_program_seq') AS seq, n.* FROM unnest(?::text[], ?::text[], ?::text[], ?::text[],
                        ?::int8[], ?::uuid[], ?::bytea[], ?::text[], ?::int4[], ?::text[], ?::text[], ?::int8[], ?::text[], ?::text[], ?::bytea[])
                    WITH ORDINALITY
                    AS n(id, program, contact, address, started_at, occurrence, fingerprint, single, plan, standing, step, due_at, awaits,
                        otherwise, body, place)
                OFFSET 0) n ORDER BY occurrence, single, place
            ), kept AS (
                INSERT INTO triggered_enrolment (seq, id, program, contact, address, started_at, occurrence, fingerprint, single)
                SELECT seq, id, program, contact, address, started_at, occurrence, fingerprint, single FROM new
                ON CONFLICT DO NOTHING RETURNING seq
            ), turns AS (
                INSERT INTO triggered_turn (seq, program, plan, standing, step, until_at, awaits, otherwise, due_at)
                SELECT seq, program, plan, standing, step, due_at, awaits, otherwise, due_at FROM new JOIN kept USING (seq)
            ), filled AS (
                INSERT INTO triggered_baggage (seq, body) SELECT seq, body FROM new JOIN kept USING (seq)
            )
            SELECT new.id, new.seq FROM new JOIN kept USING (seq)""";
    static final String EARLIER = """
            SELECT k.id, e.seq, e.id, e.fingerprint, 2
            FROM unnest(?::text[], ?::uuid[]) AS k(id, occurrence) CROSS JOIN LATERAL (
                SELECT seq, id, fingerprint FROM triggered_enrolment e WHERE e.occurrence = k.occurrence OFFSET 0) e
            UNION ALL
            SELECT k.id, e.seq, e.id, NULL, 3
            FROM unnest(?::text[], ?::text[]) AS k(id, single) CROSS JOIN LATERAL (
                SELECT seq, id FROM triggered_enrolment e WHERE e.single = k.single OFFSET 0) e
            UNION ALL
            SELECT k.id, e.seq, e.id, NULL, 1
            FROM unnest(?::text[]) AS k(id) CROSS JOIN LATERAL (
                SELECT seq, id FROM triggered_enrolment e WHERE e.id = k.id OFFSET 0) e
            ORDER BY 5""";
    static final String SIGNAL = """
            INSERT INTO triggered_signal (seq, contact, programs, event, came_at, body)
            SELECT nextval('triggered_program_seq'), s.*
            FROM unnest(?::text[], ?::text[], ?::text[], ?::int8[], ?::bytea[]) AS s(contact, programs, event, came_at, body)""";
    static final String CALL = "SELECT pg_notify('" + NodeLink.CHANNEL + "', '" + NodeLink.PROGRAMS + "')";
    static final String DELIVER = """
            WITH s AS MATERIALIZED (
                DELETE FROM triggered_signal WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM triggered_signal ORDER BY seq LIMIT ? FOR UPDATE SKIP LOCKED)) RETURNING *
            ), hit AS MATERIALIZED (
                SELECT e.seq AS enrolment, s.* FROM s CROSS JOIN LATERAL (
                    SELECT e.seq FROM triggered_enrolment e
                    WHERE e.contact = s.contact AND e.seq < s.seq AND e.ended_at IS NULL
                        AND e.program = ANY (string_to_array(s.programs, E'\\n')) OFFSET 0) e
            ), held AS MATERIALIZED (
                SELECT t.seq FROM triggered_turn t WHERE\s""" + among("t.seq", "enrolment", "hit") + """
                 ORDER BY t.seq FOR UPDATE
            ), told AS (
                UPDATE triggered_turn t SET due_at = LEAST(t.due_at, h.came_at), arrivals = t.arrivals + 1
                FROM (SELECT enrolment, min(came_at) AS came_at FROM hit GROUP BY enrolment) h
                WHERE t.seq = h.enrolment AND\s""" + among("t.seq", "seq", "held") + """
            ), arrived AS (
                INSERT INTO triggered_arrival (enrolment, event, number, came_at, body)
                SELECT DISTINCT ON (h.enrolment, h.event) h.enrolment, h.event, h.seq, h.came_at, h.body
                FROM hit h JOIN held ON held.seq = h.enrolment ORDER BY h.enrolment, h.event, h.seq DESC
                ON CONFLICT (enrolment, event) DO UPDATE SET number = EXCLUDED.number, came_at = EXCLUDED.came_at, body = EXCLUDED.body
            )
            SELECT count(*) FROM s""";
    static final String CLAIM = """
            WITH pick AS MATERIALIZED (
                SELECT t.seq, t.due_at FROM unnest(?::text[], ?::int4[]) AS p(program, plan) CROSS JOIN LATERAL (
                    SELECT t.seq, t.due_at FROM triggered_turn t
                    WHERE t.owner IS NULL AND t.program = p.program AND t.plan <= p.plan AND t.due_at <= ?
                    ORDER BY t.due_at, t.seq LIMIT ? FOR UPDATE SKIP LOCKED) t
            ), longest AS MATERIALIZED (
                SELECT seq FROM pick ORDER BY due_at, seq LIMIT ?
            ), t AS (
                UPDATE triggered_turn SET owner = ? WHERE\s""" + among("seq", "seq", "longest") + """
                 RETURNING *
            )
            SELECT\s""" + TurnRow.COLUMNS + """
            , t.due_at FROM t CROSS JOIN LATERAL (SELECT * FROM triggered_enrolment e WHERE e.seq = t.seq OFFSET 0) e
            LEFT JOIN LATERAL (SELECT * FROM triggered_baggage b WHERE b.seq = t.seq OFFSET 0) b ON true
            ORDER BY t.due_at, t.seq""";
    static final String ARRIVALS = """
            SELECT r.enrolment, r.event, r.number, r.came_at, r.body FROM unnest(?::int8[]) AS f(seq) CROSS JOIN LATERAL (
                SELECT * FROM triggered_arrival r WHERE r.enrolment = f.seq OFFSET 0) r
            ORDER BY r.number""";
    static final String RELEASE = "UPDATE triggered_turn SET owner = NULL WHERE owner = ?";
    private static final String MOVES = """
            WITH a AS MATERIALIZED (
                SELECT * FROM unnest(?::int8[], ?::int4[], ?::text[], ?::text[], ?::int8[], ?::text[], ?::text[], ?::int8[], ?::int8[], ?::int8[],
                        ?::bool[], ?::int4[], ?::int4[], ?::int8[], ?::bytea[])
                    AS a(seq, plan, standing, step, until_at, awaits, otherwise, owner, revision, seen, mailed, failures, entries, now, body)
            ), n AS MATERIALIZED (
                SELECT * FROM unnest(?::int8[], ?::int4[], ?::int8[], ?::text[], ?::text[], ?::text[])
                    AS n(seq, number, happened_at, step, happening, note)
            ), u AS MATERIALIZED (
                SELECT * FROM unnest(?::int8[], ?::text[], ?::int8[]) AS u(enrolment, event, number)
            ),\s""";
    private static final String GUARDED = "t.seq = a.seq AND " + among("t.seq", "seq", "a")
            + " AND (a.revision IS NULL OR (t.revision = a.revision AND t.owner IS NOT DISTINCT FROM a.owner))";
    private static final String NOTED = """
            , noted AS (
                INSERT INTO triggered_passage (seq, number, happened_at, step, happening, note)
                SELECT n.seq, m.before + n.number, n.happened_at, n.step, n.happening, n.note FROM n JOIN m ON m.seq = n.seq
            )
            SELECT m.seq, m.due_at, m.before, m.arrivals FROM m""";
    static final String GO = MOVES + """
            m AS (
                UPDATE triggered_turn t SET plan = COALESCE(a.plan, t.plan), standing = a.standing, step = a.step, until_at = a.until_at,
                    awaits = a.awaits, otherwise = a.otherwise,
                    due_at = CASE WHEN t.arrivals = a.seen THEN a.until_at ELSE LEAST(a.until_at, a.now) END,
                    mailed = COALESCE(a.mailed, t.mailed), failures = a.failures, owner = NULL, revision = t.revision + 1,
                    entries = t.entries + a.entries
                FROM a WHERE\s""" + GUARDED + """
                 RETURNING t.seq, t.due_at, t.entries - a.entries AS before, 0 AS arrivals
            ), used AS (
                DELETE FROM triggered_arrival r USING u
                WHERE r.enrolment = u.enrolment AND r.event = u.event AND r.number = u.number AND\s""" + among("r.enrolment", "seq", "m") + """
            ), carried AS (
                UPDATE triggered_baggage b SET body = a.body FROM a
                WHERE b.seq = a.seq AND a.body IS NOT NULL AND\s"""
            + among("b.seq", "seq", "m") + """
            )""" + NOTED;
    static final String LEAVE = MOVES + """
            m AS (
                DELETE FROM triggered_turn t USING a WHERE\s""" + GUARDED + """
                 RETURNING t.seq, 9223372036854775807 AS due_at, t.entries AS before, t.arrivals - COALESCE(a.seen, 0) AS arrivals
            ), told AS (
                UPDATE triggered_enrolment e SET standing = a.standing, step = a.step, ended_at = a.until_at, single = NULL
                FROM a WHERE e.seq = a.seq AND\s""" + among("e.seq", "seq", "m") + """
            ), dropped AS (
                DELETE FROM triggered_baggage WHERE\s"""
            + among("seq", "seq", "m") + """
            ), forgotten AS (
                DELETE FROM triggered_arrival WHERE\s""" + among("enrolment", "seq", "m") + """
            )""" + NOTED;
    /** Events that were delivered while the enrolment was ended, of which that statement did not know. */
    static final String FORGET = "WITH f AS (SELECT * FROM unnest(?::int8[]) AS f(seq))"
            + " DELETE FROM triggered_arrival WHERE " + among("enrolment", "seq", "f");

    static final String CUT = "DELETE FROM triggered_passage WHERE seq = ? AND number <= ?";
    static final String TRIM = """
            WITH old AS (
                DELETE FROM triggered_enrolment WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM triggered_enrolment WHERE ended_at IS NOT NULL AND ended_at < ?
                    ORDER BY ended_at LIMIT ? FOR UPDATE SKIP LOCKED)) RETURNING seq
            ), passages AS (
                DELETE FROM triggered_passage WHERE\s""" + among("seq", "seq", "old") + """
            ), arrivals AS (
                DELETE FROM triggered_arrival WHERE\s""" + among("enrolment", "seq", "old") + """
            )
            SELECT seq FROM old""";

    /** Returns a condition for the rows whose column is among those of another relation. */
    private static String among(String column, String other, String relation) {
        return column + " = ANY (ARRAY(SELECT " + other + " FROM " + relation + "))";
    }

    private ProgramSql() {}
}
