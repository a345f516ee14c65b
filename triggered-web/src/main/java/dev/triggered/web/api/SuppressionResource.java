package dev.triggered.web.api;

import dev.triggered.SuppressionQuery;
import dev.triggered.SuppressionReason;
import dev.triggered.Suppressions;
import dev.triggered.TriggeredMail;
import dev.triggered.web.api.SuppressionViews.ChangedView;
import dev.triggered.web.api.SuppressionViews.ImportView;
import dev.triggered.web.api.SuppressionViews.OptInBody;
import dev.triggered.web.api.SuppressionViews.OptInView;
import dev.triggered.web.api.SuppressionViews.RemovalBody;
import dev.triggered.web.api.SuppressionViews.SuppressionBody;
import dev.triggered.web.api.SuppressionViews.SuppressionList;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Takes;
import dev.triggered.web.json.JsonReader;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The addresses that must not be written to. */
final class SuppressionResource {
    private static final String ALL = "/suppressions";
    private static final String OPT_IN = "/transactional-opt-in";
    private static final int STANDARD_PAGE = 100;

    private final TriggeredMail mail;

    SuppressionResource(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(ALL, this::search)
                        .named("searchSuppressions", "Finds suppressions, a page at a time")
                        .query("prefix", "How the address begins")
                        .query("domain", "The domain of the address")
                        .query("reason", "One of the reasons")
                        .query("cursor", "The cursor that the page before named as next")
                        .query("limit", "How many at most, 1 to 1,000; 100 by default")
                        .answers(SuppressionList.class),
                Operation.post(ALL, this::add)
                        .named("suppress", "Suppresses an address")
                        .takes(SuppressionBody.class)
                        .answers(ChangedView.class),
                Operation.post(ALL + "/removals", this::remove)
                        .named("unsuppress", "Takes a suppression of an address away, for all streams that have it")
                        .takes(RemovalBody.class)
                        .answers(ChangedView.class),
                Operation.post(ALL + "/imports", this::importCsv)
                        .named("importSuppressions", "Suppresses the addresses of a file")
                        .query("reason", "The reason of rows that name none")
                        .takes(Takes.CSV)
                        .answers(ImportView.class),
                Operation.get(ALL + "/export", this::exportCsv)
                        .named("exportSuppressions", "Returns all suppressions as a file")
                        .answersFile("text/csv"),
                Operation.get(OPT_IN, this::optIn)
                        .named("getTransactionalOptIn", "Returns the account-wide transactional opt-in")
                        .answers(OptInView.class),
                Operation.put(OPT_IN, this::switchOptIn)
                        .named("switchTransactionalOptIn", "Switches the account-wide transactional opt-in")
                        .takes(OptInBody.class)
                        .answers(OptInView.class));
    }

    private Reply search(Call call) {
        SuppressionQuery query = SuppressionQuery.all()
                .startingWith(call.query("prefix").orElse(""))
                .in(call.query("domain").orElse(""))
                .after(call.query("cursor").orElse(""))
                .limit(Inputs.number(call, "limit", STANDARD_PAGE));
        Optional<SuppressionReason> reason = Inputs.constant(call, "reason", SuppressionReason.class);
        return Reply.json(SuppressionList.of(
                mail.suppressions().search(reason.isPresent() ? query.because(reason.get()) : query)));
    }

    private Reply add(Call call) {
        SuppressionBody body = JsonReader.read(call.body(), SuppressionBody.class);
        return Reply.json(new ChangedView(suppressions(call).add(body.suppression())));
    }

    private Reply remove(Call call) {
        RemovalBody body = JsonReader.read(call.body(), RemovalBody.class);
        return Reply.json(new ChangedView(suppressions(call).remove(body.address(), body.reason())));
    }

    private Reply importCsv(Call call) {
        Reader csv = new InputStreamReader(call.body(), StandardCharsets.UTF_8);
        return Reply.json(ImportView.of(Inputs.constant(call, "reason", SuppressionReason.class)
                .map(reason -> suppressions(call).importCsv(csv, reason))
                .orElseGet(() -> suppressions(call).importCsv(csv))));
    }

    private Reply exportCsv(Call call) {
        return Reply.stream("text/csv; charset=utf-8", out -> {
                    Writer csv = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    long unused = mail.suppressions().exportCsv(csv);
                    csv.flush();
                })
                .header("Content-Disposition", "attachment; filename=\"suppressions.csv\"");
    }

    private Reply optIn(Call call) {
        Suppressions suppressions = mail.suppressions();
        return Reply.json(OptInView.of(suppressions.transactionalOptIn(), suppressions.optInChanges()));
    }

    private Reply switchOptIn(Call call) {
        suppressions(call)
                .transactionalOptIn(
                        JsonReader.read(call.body(), OptInBody.class).on());
        return optIn(call);
    }

    private Suppressions suppressions(Call call) {
        return mail.suppressions().by(call.caller().name());
    }
}
