package dev.triggered.jdbc;

import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.spi.FeedbackLog;
import dev.triggered.spi.Tally;
import dev.triggered.spi.TallyMark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Responses that are recorded in one transaction. Used once. */
final class Responses {
    private static final String SUBJECT = "id, stream, version, recipient, seq, "
            + "CASE WHEN attempt IS NOT NULL THEN ended_at END, stream_number, lane";
    private static final String EARLIER = "SELECT seq, response_key, link, responder FROM triggered_response WHERE seq";
    private static final Many.Insert INSERT = new Many.Insert(
            "INSERT INTO triggered_response (seq, response_key, link, came_at, responder, client) ",
            List.of("int8", "int8", "int4", "int8", "text", "text"),
            "ON CONFLICT DO NOTHING");

    private final Session session;
    private final Many many;
    private final Map<String, Subject> subjects = new HashMap<>();
    private final Map<Long, Subject> bySeq = new HashMap<>();
    private final List<Object[]> rows = new ArrayList<>();
    private final Tally tally = new Tally();

    Responses(Session session, Dialect dialect) {
        this.session = session;
        this.many = new Many(dialect);
    }

    /** Says of each response whether it was recorded. */
    List<Boolean> record(List<Response> responses) throws SQLException {
        List<String> ids = responses.stream()
                .map(response -> response.message().value())
                .distinct()
                .toList();
        for (Subject subject : many.lock(session, Subject::new, SUBJECT, ids)) {
            subjects.put(subject.id, subject);
            bySeq.put(subject.seq, subject);
        }
        List<Boolean> unused = many.list(session, this::note, EARLIER, "int8", List.copyOf(bySeq.keySet()));
        List<Boolean> answers = responses.stream().map(this::keep).toList();
        many.insert(session, INSERT, rows);
        tell(responses, answers);
        boolean unusedToo = SqlReports.count(session, tally);
        return answers;
    }

    /** Keeps what those tell that were recorded, in their order. */
    private void tell(List<Response> responses, List<Boolean> recorded) throws SQLException {
        Noticing noticing = new Noticing(session);
        if (rows.isEmpty() || !noticing.tellsResponses()) {
            return;
        }
        for (int i = 0; i < recorded.size(); i++) {
            Subject subject = subjects.get(responses.get(i).message().value());
            if (subject != null && recorded.get(i)) {
                noticing.respondedTo(subject.seq, responses.get(i));
            }
        }
    }

    private boolean note(ResultSet row) throws SQLException {
        Subject subject = bySeq.get(row.getLong(1));
        return subject != null
                && subject.keys.add(row.getLong(2))
                && subject.kinds.add(new Kind(row.getInt(3) > 0, Responder.valueOf(row.getString(4))));
    }

    /** Keeps a response and counts it, unless it is known or one too many. */
    private boolean keep(Response response) {
        Subject subject = subjects.get(response.message().value());
        if (subject == null || subject.keys.size() >= FeedbackLog.MOST_RESPONSES || !subject.keys.add(response.key())) {
            return false;
        }
        Object[] row = {
            subject.seq,
            response.key(),
            response.link(),
            Times.toMicros(response.at()),
            response.by().name(),
            response.client().name()
        };
        rows.add(row);
        boolean first = subject.kinds.add(new Kind(response.isClick(), response.by()));
        Instant sentAt = subject.endedAt.orElse(response.at());
        TallyMark.respondedTo(subject.place, sentAt, response, first).forEach(tally::add);
        return true;
    }

    /** The kinds of responses that are counted apart: the first one of each. */
    private record Kind(boolean click, Responder by) {}

    /** A message that was responded to. */
    private static final class Subject {
        private final String id;
        private final long seq;
        private final Optional<Instant> endedAt;
        private final TallyMark.Place place;
        private final Set<Long> keys = new HashSet<>();
        private final Set<Kind> kinds = new HashSet<>();

        private Subject(ResultSet row) throws SQLException {
            id = row.getString(1);
            seq = row.getLong(5);
            long at = row.getLong(6);
            endedAt = row.wasNull() ? Optional.empty() : Optional.of(Times.toInstant(at));
            place = new TallyMark.Place(
                    row.getLong(7),
                    row.getInt(3),
                    row.getString(8),
                    Infos.read(row).recipient().domain());
        }
    }
}
