package dev.triggered.web.page;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastProgress;
import dev.triggered.BroadcastState;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** The broadcasts, and how far they have come. */
final class BroadcastPages {
    private static final String ONE = "/broadcasts/{broadcast}";

    private final TriggeredMail mail;

    BroadcastPages(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(
                frame.look("/broadcasts", this::list),
                frame.look(ONE, this::one),
                frame.change(ONE + "/pause", view -> change(view, "paused", Broadcast::pause)),
                frame.change(ONE + "/resume", view -> change(view, "resumed", Broadcast::resume)),
                frame.change(ONE + "/cancel", view -> change(view, "cancelled", Broadcast::cancel)));
    }

    private Reply list(View view) {
        List<Map<String, Object>> rows = mail.broadcasts().list().stream()
                .map(broadcast -> row(view, broadcast, broadcast.progress()))
                .toList();
        return view.show("broadcasts", view.texts().of("broadcasts.title"), JsonObjects.of("broadcasts", rows));
    }

    private Reply one(View view) {
        Broadcast broadcast = named(view);
        BroadcastProgress progress = broadcast.progress();
        Map<String, Object> model = row(view, broadcast, progress);
        model.put("id", broadcast.id());
        model.put("path", view.path("broadcasts", broadcast.id()));
        model.put("fault", broadcast.fault());
        model.put(
                "can",
                JsonObjects.of(
                        "pause",
                        broadcast.state() == BroadcastState.RUNNING,
                        "resume",
                        broadcast.state() == BroadcastState.PAUSED,
                        "cancel",
                        broadcast.state() != BroadcastState.DONE && broadcast.state() != BroadcastState.CANCELLED));
        String messages = MessageSearch.ofBroadcast(view, broadcast.id());
        model.put("counts", counts(view, progress, messages));
        model.put(
                "outcomes",
                broadcast.outcomes().entrySet().stream()
                        .map(outcome -> JsonObjects.of(
                                "state",
                                view.texts().of(outcome.getKey()),
                                "count",
                                view.texts().number(outcome.getValue()),
                                "href",
                                messages + "&state=" + MessageSearch.among(outcome.getKey())))
                        .toList());
        return view.show("broadcast", view.texts().of("broadcast.title") + " " + broadcast.id(), model);
    }

    private static Map<String, Object> row(View view, Broadcast broadcast, BroadcastProgress progress) {
        OptionalDouble fraction = progress.fraction();
        return JsonObjects.of(
                "link",
                view.link(broadcast.id(), "broadcasts", broadcast.id()),
                "stream",
                view.link(broadcast.stream(), "streams", broadcast.stream()),
                "state",
                view.texts().of(broadcast.state()),
                "moving",
                !broadcast.state().isAtRest(),
                "known",
                fraction.isPresent(),
                "fraction",
                String.valueOf(fraction.orElse(0)),
                "percent",
                fraction.isPresent() ? view.texts().percent(fraction.getAsDouble()) : "",
                "ended",
                view.texts().number(progress.ended()),
                "waiting",
                view.texts().number(progress.waiting()),
                "perSecond",
                view.texts().number(progress.outlook().perSecond()),
                "remaining",
                progress.outlook()
                        .remaining()
                        .filter(time -> broadcast.state() == BroadcastState.RUNNING)
                        .map(BroadcastPages::text)
                        .orElse(""));
    }

    private static String text(Duration time) {
        return time.toHours() + ":"
                + String.format(Locale.ROOT, "%02d:%02d", time.toMinutesPart(), time.toSecondsPart());
    }

    private static List<Map<String, Object>> counts(View view, BroadcastProgress progress, String messages) {
        BroadcastProgress.Counts counts = progress.counts();
        return List.of(
                count(view, "broadcast.rows", counts.rows(), ""),
                count(view, "broadcast.accepted", counts.accepted(), messages),
                count(view, "broadcast.duplicates", counts.duplicates(), ""),
                count(view, "broadcast.rejected", counts.rejected(), ""),
                count(view, "broadcast.suppressed", counts.suppressed(), ""));
    }

    private static Map<String, Object> count(View view, String key, long count, String href) {
        return JsonObjects.of(
                "label", view.texts().of(key), "count", view.texts().number(count), "href", count == 0 ? "" : href);
    }

    private Reply change(View view, String done, Consumer<Broadcast> change) {
        Broadcast broadcast = named(view);
        change.accept(broadcast);
        return view.go(done, "broadcasts", broadcast.id());
    }

    private Broadcast named(View view) {
        return mail.broadcasts().find(view.call().variable("broadcast")).orElseThrow(View.notFound("broadcast"));
    }
}
