package dev.triggered.web.api;

import dev.triggered.TriggeredMail;
import dev.triggered.report.Dimension;
import dev.triggered.report.ReportPeriod;
import dev.triggered.report.ReportQuery;
import dev.triggered.web.api.ReportViews.ReportView;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The reports. */
final class ReportResource {
    private final TriggeredMail mail;

    ReportResource(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Operation> operations() {
        return List.of(
                queried(Operation.get("/reports", this::find))
                        .named("getReport", "Counts what was triggered and what became of it, over time")
                        .answers(ReportView.class),
                queried(Operation.get("/reports/export", this::export))
                        .named("exportReport", "Returns a report as a file")
                        .answersFile("text/csv"));
    }

    private static Operation queried(Operation operation) {
        return operation
                .query("period", "MINUTE, HOUR or DAY; DAY by default")
                .query("from", "The time of the first period; needed")
                .query("to", "The time behind the last period; needed")
                .query("stream", "The name of a stream")
                .query("version", "The number of a version")
                .query("lane", "The name of a lane")
                .query("domain", "A domain of addresses")
                .query("by", "What rows are told apart by: STREAM, VERSION, LANE, DOMAIN, with commas between them");
    }

    private Reply find(Call call) {
        return Reply.json(ReportView.of(mail.reports().find(query(call))));
    }

    private Reply export(Call call) {
        ReportQuery query = query(call);
        return Reply.stream("text/csv; charset=utf-8", out -> {
                    Writer csv = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    long unused = mail.reports().exportCsv(query, csv);
                    csv.flush();
                })
                .header("Content-Disposition", "attachment; filename=\"report.csv\"");
    }

    /** Asks for the stream first: what is found out while a file is written cannot be said any more. */
    private ReportQuery query(Call call) {
        ReportQuery query = ReportQuery.of(
                        Inputs.constant(call, "period", ReportPeriod.class).orElse(ReportPeriod.DAY),
                        Inputs.time(call, "from").orElseThrow(() -> Inputs.refusal("the parameter from is missing")),
                        Inputs.time(call, "to").orElseThrow(() -> Inputs.refusal("the parameter to is missing")))
                .by(dimensions(call));
        query = call.query("stream").map(this::stream).map(query::stream).orElse(query);
        query = call.query("lane").map(query::lane).orElse(query);
        query = call.query("domain").map(query::domain).orElse(query);
        return call.query("version").isPresent() ? query.version(Inputs.number(call, "version", 0)) : query;
    }

    private static Dimension[] dimensions(Call call) {
        Optional<String> by = call.query("by").filter(text -> !text.isEmpty());
        if (by.isEmpty()) {
            return new Dimension[0];
        }
        return List.of(by.get().split(",", -1)).stream()
                .distinct()
                .map(name -> Inputs.constant("by", name, Dimension.class))
                .toArray(Dimension[]::new);
    }

    private String stream(String name) {
        return mail.streams().find(name).orElseThrow(Inputs.notFound("stream")).name();
    }
}
