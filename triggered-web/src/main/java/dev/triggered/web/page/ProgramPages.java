package dev.triggered.web.page;

import dev.triggered.TriggeredMail;
import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.EnrolmentPage;
import dev.triggered.automation.EnrolmentQuery;
import dev.triggered.automation.Happening;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.ProgramStatus;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.util.List;
import java.util.Map;

/** The programs, and who is where in them. */
final class ProgramPages {
    private static final int PAGE = 50;

    private final TriggeredMail mail;

    ProgramPages(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(
                frame.look("/programs", this::list),
                frame.look("/programs/{program}", this::one),
                frame.look("/enrolments", this::ofContact),
                frame.look("/enrolments/{enrolment}", this::enrolment),
                frame.change("/enrolments/{enrolment}/move", this::move),
                frame.change("/enrolments/{enrolment}/take-out", this::takeOut));
    }

    private Reply list(View view) {
        List<Map<String, Object>> rows =
                mail.programs().list().stream().map(status -> row(view, status)).toList();
        return view.show("programs", view.texts().of("programs.title"), JsonObjects.of("programs", rows));
    }

    private static Map<String, Object> row(View view, ProgramStatus status) {
        return JsonObjects.of(
                "link",
                view.link(status.name(), "programs", status.name()),
                "defined",
                status.isDefined(),
                "total",
                view.texts().number(status.total()));
    }

    private Reply one(View view) {
        String name = view.call().variable("program");
        ProgramStatus status = mail.programs().list().stream()
                .filter(other -> other.name().equals(name))
                .findFirst()
                .orElseThrow(View.notFound("program"));
        String step = view.query("step");
        EnrolmentPage page = mail.programs()
                .find(EnrolmentQuery.of(name)
                        .at(step)
                        .after(view.query("cursor"))
                        .limit(PAGE));
        Map<String, Object> model = row(view, status);
        model.put("step", step);
        model.put("steps", steps(view, status, step));
        model.put("all", view.path("programs", name));
        model.put(
                "enrolments",
                page.enrolments().stream().map(each -> row(view, each)).toList());
        model.put(
                "next",
                page.hasNext()
                        ? view.path("programs", name) + "?step=" + View.encoded(step) + "&cursor="
                                + View.encoded(page.next())
                        : "");
        return view.show("program", name, model);
    }

    private static List<Map<String, Object>> steps(View view, ProgramStatus status, String chosen) {
        return status.running().entrySet().stream()
                .map(step -> JsonObjects.of(
                        "href",
                        view.path("programs", status.name()) + "?step=" + View.encoded(step.getKey()),
                        "name",
                        step.getKey(),
                        "count",
                        view.texts().number(step.getValue()),
                        "chosen",
                        step.getKey().equals(chosen)))
                .toList();
    }

    private static Map<String, Object> row(View view, Enrolment enrolment) {
        return JsonObjects.of(
                "link",
                view.link(
                        enrolment.contact().toString(),
                        "enrolments",
                        enrolment.id().value()),
                "program",
                view.link(enrolment.program(), "programs", enrolment.program()),
                "standing",
                view.texts().of(enrolment.position().standing()),
                "at",
                enrolment.position().step(),
                "time",
                View.time(enrolment.position().time()),
                "startedAt",
                View.time(enrolment.startedAt()));
    }

    private Reply ofContact(View view) {
        String address = view.query("address");
        List<Map<String, Object>> rows = address.isEmpty()
                ? List.of()
                : mail.programs().of(address).stream()
                        .map(enrolment -> row(view, enrolment))
                        .toList();
        return view.show(
                "enrolments",
                view.texts().of("enrolments.title"),
                JsonObjects.of("address", address, "enrolments", rows));
    }

    private Reply enrolment(View view) {
        EnrolmentHistory history = mail.programs().find(id(view)).orElseThrow(View.notFound("enrolment"));
        Map<String, Object> model = row(view, history.enrolment());
        model.put("contact", history.enrolment().contact().toString());
        model.put("path", view.path("enrolments", history.enrolment().id().value()));
        model.put("ended", history.enrolment().position().standing().isEnded());
        model.put(
                "entries",
                history.entries().stream().map(entry -> row(view, entry)).toList());
        return view.show("enrolment", history.enrolment().contact().toString(), model);
    }

    private static Map<String, Object> row(View view, HistoryEntry entry) {
        return JsonObjects.of(
                "at",
                View.time(entry.at()),
                "step",
                entry.step(),
                "what",
                view.texts().of(entry.happening()),
                "note",
                entry.note(),
                "message",
                entry.happening() == Happening.MAIL_TRIGGERED ? view.path("messages", entry.note()) : "");
    }

    private Reply move(View view) {
        boolean moved = mail.programs().move(id(view), view.field("step"), view.who());
        return view.go(moved ? "moved" : "unchanged", "enrolments", id(view).value());
    }

    private Reply takeOut(View view) {
        boolean taken = mail.programs().takeOut(id(view), view.who());
        return view.go(taken ? "takenOut" : "unchanged", "enrolments", id(view).value());
    }

    private static EnrolmentId id(View view) {
        try {
            return new EnrolmentId(view.call().variable("enrolment"));
        } catch (IllegalArgumentException e) {
            throw View.notFound("enrolment").get();
        }
    }
}
