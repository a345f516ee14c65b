package dev.triggered.web.api;

import dev.triggered.TriggeredMail;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.EnrolmentQuery;
import dev.triggered.web.api.ProgramViews.EnrolmentList;
import dev.triggered.web.api.ProgramViews.HistoryView;
import dev.triggered.web.api.ProgramViews.ProgramList;
import dev.triggered.web.api.ProgramViews.ProgramView;
import dev.triggered.web.api.ProgramViews.StepBody;
import dev.triggered.web.api.SuppressionViews.ChangedView;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.json.JsonReader;
import java.util.List;

/** The programs, and who is where in them. */
final class ProgramResource {
    private static final String ENROLMENT = "/enrolments/{enrolment}";
    private static final int STANDARD_PAGE = 100;

    private final TriggeredMail mail;

    ProgramResource(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("/programs", this::list)
                        .named("listPrograms", "Lists all programs")
                        .answers(ProgramList.class),
                Operation.get("/programs/{program}/enrolments", this::search)
                        .named("searchEnrolments", "Finds who is in a program now, a page at a time")
                        .query("step", "The step that they are at")
                        .query("cursor", "The cursor that the page before named as next")
                        .query("limit", "How many at most, 1 to 1,000; 100 by default")
                        .answers(EnrolmentList.class),
                Operation.get("/enrolments", this::ofContact)
                        .named("listEnrolmentsOfContact", "Lists where a contact is and was, in all programs")
                        .query("address", "The address of the contact; needed")
                        .answers(EnrolmentList.class),
                Operation.get(ENROLMENT, this::find)
                        .named("getEnrolment", "Returns what happened to a contact in a program")
                        .answers(HistoryView.class),
                Operation.post(ENROLMENT + "/move", this::move)
                        .named("moveEnrolment", "Moves a contact to a step, which is taken at once")
                        .takes(StepBody.class)
                        .answers(ChangedView.class),
                Operation.post(ENROLMENT + "/take-out", this::takeOut)
                        .named("takeOutEnrolment", "Takes a contact out of a program")
                        .answers(ChangedView.class));
    }

    private Reply list(Call call) {
        return Reply.json(new ProgramList(
                mail.programs().list().stream().map(ProgramView::of).toList()));
    }

    private Reply search(Call call) {
        EnrolmentQuery query = EnrolmentQuery.of(call.variable("program"))
                .at(call.query("step").orElse(""))
                .after(call.query("cursor").orElse(""))
                .limit(Inputs.number(call, "limit", STANDARD_PAGE));
        return Reply.json(EnrolmentList.of(mail.programs().find(query)));
    }

    private Reply ofContact(Call call) {
        return Reply.json(EnrolmentList.of(mail.programs().of(Inputs.required(call, "address"))));
    }

    private Reply find(Call call) {
        return Reply.json(HistoryView.of(mail.programs().find(id(call)).orElseThrow(Inputs.notFound("enrolment"))));
    }

    private Reply move(Call call) {
        String step = JsonReader.read(call.body(), StepBody.class).step();
        return Reply.json(new ChangedView(
                mail.programs().move(id(call), step, call.caller().name())));
    }

    private Reply takeOut(Call call) {
        return Reply.json(
                new ChangedView(mail.programs().takeOut(id(call), call.caller().name())));
    }

    private static EnrolmentId id(Call call) {
        try {
            return new EnrolmentId(call.variable("enrolment"));
        } catch (IllegalArgumentException e) {
            throw Inputs.notFound("enrolment").get();
        }
    }
}
