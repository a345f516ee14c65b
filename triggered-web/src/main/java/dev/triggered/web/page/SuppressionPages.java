package dev.triggered.web.page;

import dev.triggered.NewSuppression;
import dev.triggered.Suppression;
import dev.triggered.SuppressionPage;
import dev.triggered.SuppressionQuery;
import dev.triggered.SuppressionReason;
import dev.triggered.Suppressions;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.ProblemException;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The addresses that must not be written to. */
final class SuppressionPages {
    private static final String ALL = "/suppressions";
    private static final int PAGE = 50;

    private final TriggeredMail mail;

    SuppressionPages(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(
                frame.look(ALL, this::search),
                frame.change(ALL, this::add),
                frame.change(ALL + "/remove", this::remove),
                frame.change(ALL + "/opt-in", this::switchOptIn));
    }

    private Reply search(View view) {
        String prefix = view.query("prefix");
        Optional<SuppressionReason> reason = View.constant(SuppressionReason.class, view.query("reason"));
        SuppressionQuery query = SuppressionQuery.all()
                .startingWith(prefix)
                .in(view.query("domain"))
                .after(view.query("cursor"))
                .limit(PAGE);
        SuppressionPage page = mail.suppressions().search(reason.isPresent() ? query.because(reason.get()) : query);
        Map<String, Object> model = JsonObjects.of("prefix", prefix, "domain", view.query("domain"));
        model.put("filtered", !prefix.isEmpty() || !view.query("domain").isEmpty() || reason.isPresent());
        model.put("reasons", view.options(SuppressionReason.class, view.query("reason")));
        model.put(
                "suppressions",
                page.suppressions().stream().map(each -> row(view, each)).toList());
        model.put("count", view.texts().number(mail.suppressions().count()));
        model.put("next", page.hasNext() ? next(view, page) : "");
        model.put("optIn", mail.suppressions().transactionalOptIn());
        return view.show("suppressions", view.texts().of("suppressions.title"), model);
    }

    private static String next(View view, SuppressionPage page) {
        return view.path("suppressions") + "?prefix=" + View.encoded(view.query("prefix")) + "&domain="
                + View.encoded(view.query("domain")) + "&reason=" + View.encoded(view.query("reason")) + "&cursor="
                + View.encoded(page.next());
    }

    private static Map<String, Object> row(View view, Suppression suppression) {
        String stream = suppression.stream();
        return JsonObjects.of(
                "address",
                suppression.address().toString(),
                "messages",
                MessageSearch.to(view, suppression.address()),
                "reason",
                view.texts().of(suppression.reason()),
                "streams",
                stream.isEmpty() ? List.of() : List.of(view.link(stream, "streams", stream)),
                "stream",
                stream,
                "at",
                View.time(suppression.origin().at()),
                "by",
                suppression.origin().by(),
                "note",
                suppression.origin().note());
    }

    private Reply add(View view) {
        NewSuppression suppression = NewSuppression.of(view.field("address"), reason(view));
        suppression = view.field("stream").isEmpty() ? suppression : suppression.stream(view.field("stream"));
        suppression = view.field("note").isEmpty() ? suppression : suppression.note(view.field("note"));
        return view.go(suppressions(view).add(suppression) ? "suppressed" : "unchanged", "suppressions");
    }

    /** Takes away the one suppression whose row it was, and not those of other streams. */
    private Reply remove(View view) {
        SuppressionReason reason = reason(view);
        boolean removed = suppressions(view).find(view.field("address")).stream()
                .filter(each -> each.reason() == reason && each.stream().equals(view.field("stream")))
                .map(each -> suppressions(view).remove(each))
                .reduce(false, Boolean::logicalOr);
        return view.go(removed ? "unsuppressed" : "unchanged", "suppressions");
    }

    private Reply switchOptIn(View view) {
        suppressions(view).transactionalOptIn(view.field("on").equals("true"));
        return view.go("switched", "suppressions");
    }

    private static SuppressionReason reason(View view) {
        return View.constant(SuppressionReason.class, view.field("reason"))
                .orElseThrow(() -> new ProblemException(422, "a reason is needed"));
    }

    private Suppressions suppressions(View view) {
        return mail.suppressions().by(view.who());
    }
}
