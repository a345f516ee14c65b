package dev.triggered.tracking.response;

import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.Responder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The table that tells people from machines. Immutable. */
final class MachineRules {
    private static final int LONGEST_AGENT = 512;
    private static final Judgement UNKNOWN = new Judgement(Responder.PERSON, ClientFamily.UNKNOWN);

    private final List<Row> rows;

    private MachineRules(List<Row> rows) {
        this.rows = rows;
    }

    /** Reads the table that comes with this module. */
    static MachineRules standard() {
        try (InputStream in = Objects.requireNonNull(MachineRules.class.getResourceAsStream("machines.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return of(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MachineRules of(List<String> lines) {
        return new MachineRules(lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(MachineRules::row)
                .toList());
    }

    /** Says who made a request, so long after the mail was composed. */
    Judgement judge(TrackingRequest request, boolean click, Duration age) {
        Asked asked = new Asked(request, agent(request), click ? "click" : "open", age);
        for (Row row : rows) {
            if (row.condition.holds(asked)) {
                return row.judgement;
            }
        }
        return UNKNOWN;
    }

    private static String agent(TrackingRequest request) {
        String agent = request.header("user-agent").strip();
        return agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)).toLowerCase(Locale.ROOT);
    }

    private static Row row(String line) {
        String[] fields = line.split("\\|", -1);
        if (fields.length != 4) {
            throw new IllegalArgumentException("a row has four fields: " + line);
        }
        Judgement judgement =
                new Judgement(Responder.valueOf(fields[0].strip()), ClientFamily.valueOf(fields[1].strip()));
        String[] what = fields[2].strip().split(" ", -1);
        String value = fields[3].strip().toLowerCase(Locale.ROOT);
        return new Row(judgement, condition(what[0], what[what.length - 1], value));
    }

    private static Condition condition(String subject, String relation, String value) {
        return switch (relation) {
            case "is" -> asked -> asked.value(subject).equals(value);
            case "has" -> asked -> asked.value(subject).contains(value);
            case "within" -> within(subject, Duration.ofSeconds(Long.parseLong(value)));
            default -> throw new IllegalArgumentException("nothing is known of '" + subject + " " + relation + "'");
        };
    }

    private static Condition within(String act, Duration limit) {
        return asked -> asked.act.equals(act) && asked.age.compareTo(limit) < 0;
    }

    /** Who it was, and with what. */
    record Judgement(Responder by, ClientFamily client) {}

    private record Row(Judgement judgement, Condition condition) {}

    private record Asked(TrackingRequest request, String agent, String act, Duration age) {
        String value(String subject) {
            return switch (subject) {
                case "agent" -> agent;
                case "method" -> request.method().toLowerCase(Locale.ROOT);
                default -> request.header(subject).toLowerCase(Locale.ROOT);
            };
        }
    }

    /** What has to hold for a row. */
    private interface Condition {
        boolean holds(Asked asked);
    }
}
