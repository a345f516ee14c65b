package dev.triggered.web.page;

import dev.triggered.BreakerState;
import dev.triggered.Broadcast;
import dev.triggered.BroadcastState;
import dev.triggered.LaneStatus;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.TriggeredMail;
import dev.triggered.automation.ProgramStatus;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first page: how it stands, and what needs somebody. */
final class OverviewPage {
    private static final Set<BroadcastState> STUCK = Set.of(BroadcastState.INTERRUPTED, BroadcastState.FAILED);

    private final TriggeredMail mail;

    OverviewPage(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(frame.look("", this::show));
    }

    private Reply show(View view) {
        List<StreamInfo> streams = mail.streams().list();
        List<Broadcast> broadcasts = mail.broadcasts().list();
        List<ProgramStatus> programs = mail.programs().list();
        Map<String, Object> model = JsonObjects.of("empty", streams.isEmpty());
        model.put("states", states(view, streams));
        model.put("numbers", numbers(view, broadcasts, programs));
        List<LaneStatus> lanes = mail.lanes();
        List<Map<String, Object>> needs = needs(view, streams, broadcasts, programs);
        lanes.stream()
                .filter(lane -> lane.breaker().state() != BreakerState.CLOSED)
                .forEach(lane -> needs.add(stopped(view, lane)));
        model.put("needs", needs);
        model.putAll(OverviewFigures.of(mail, view, lanes).model());
        return view.show("overview", view.texts().of("overview.title"), model);
    }

    private static List<Map<String, Object>> states(View view, List<StreamInfo> streams) {
        return Arrays.stream(StreamState.values())
                .map(state -> {
                    long count = streams.stream()
                            .filter(info -> info.state() == state)
                            .count();
                    return JsonObjects.of(
                            "state",
                            view.texts().of(state),
                            "count",
                            view.texts().number(count),
                            "href",
                            view.path("streams") + "?state=" + state);
                })
                .toList();
    }

    private List<Map<String, Object>> numbers(View view, List<Broadcast> broadcasts, List<ProgramStatus> programs) {
        long running = broadcasts.stream()
                .filter(broadcast -> !broadcast.state().isAtRest())
                .count();
        long people = programs.stream().mapToLong(ProgramStatus::total).sum();
        return List.of(
                number(view, "broadcasts", running),
                number(view, "programs", people),
                number(view, "suppressions", mail.suppressions().count()));
    }

    private static Map<String, Object> number(View view, String section, long count) {
        return JsonObjects.of(
                "label",
                view.texts().of("overview." + section),
                "count",
                view.texts().number(count),
                "href",
                view.path(section));
    }

    private static List<Map<String, Object>> needs(
            View view, List<StreamInfo> streams, List<Broadcast> broadcasts, List<ProgramStatus> programs) {
        List<Map<String, Object>> needs = new ArrayList<>();
        for (StreamInfo info : streams) {
            if (info.state() == StreamState.PAUSED) {
                needs.add(need(view, "overview.paused", "streams", info.name()));
            }
            if (info.state() == StreamState.LIVE && !info.faults().isEmpty()) {
                needs.add(need(view, "overview.faulty", "streams", info.name()));
            }
        }
        broadcasts.stream()
                .filter(broadcast -> STUCK.contains(broadcast.state()))
                .forEach(broadcast -> needs.add(need(view, "overview.stuck", "broadcasts", broadcast.id())));
        programs.stream()
                .filter(program -> !program.isDefined() && program.total() > 0)
                .forEach(program -> needs.add(need(view, "overview.undefined", "programs", program.name())));
        return needs;
    }

    private static Map<String, Object> stopped(View view, LaneStatus lane) {
        return JsonObjects.of(
                "link",
                JsonObjects.of(
                        "href", view.path() + "#h-lanes", "text", lane.lane().name()),
                "why",
                view.texts().of("overview.stopped"));
    }

    private static Map<String, Object> need(View view, String why, String section, String name) {
        return JsonObjects.of(
                "link", view.link(name, section, name), "why", view.texts().of(why));
    }
}
