package dev.triggered.web.api;

import dev.triggered.automation.Enrolment;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentPage;
import dev.triggered.automation.Happening;
import dev.triggered.automation.ProgramStatus;
import dev.triggered.automation.Standing;
import dev.triggered.web.json.Field;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Programs, and who is where in them, as documents. */
final class ProgramViews {
    private ProgramViews() {}

    /** A program. */
    record ProgramView(
            @Field("Its name") String name,
            @Field("Whether this application has it still") boolean defined,
            @Field("How many contacts are in it") long total,
            @Field("How many contacts are at each step") Map<String, Long> running) {
        static ProgramView of(ProgramStatus status) {
            return new ProgramView(status.name(), status.isDefined(), status.total(), status.running());
        }
    }

    /** All programs. */
    record ProgramList(@Field("The programs, by name") List<ProgramView> programs) {}

    /** A contact in a program. */
    record EnrolmentView(
            @Field("Its id") String id,
            @Field("The program") String program,
            @Field("The address of the contact") String contact,
            @Field("When it began") Instant startedAt,
            @Field("What the contact does") Standing standing,

            @Field("The step that the contact is at, or ended at")
            String step,

            @Field("When the step is due, until when it waits, or when it ended")
            Instant time) {
        static EnrolmentView of(Enrolment enrolment) {
            return new EnrolmentView(
                    enrolment.id().value(),
                    enrolment.program(),
                    enrolment.contact().toString(),
                    enrolment.startedAt(),
                    enrolment.position().standing(),
                    enrolment.position().step(),
                    enrolment.position().time());
        }
    }

    /** A page of enrolments. */
    record EnrolmentList(
            @Field("The enrolments") List<EnrolmentView> enrolments,

            @Field(value = "The cursor of the next page, where there is one", optional = true) @Nullable
            String next) {
        static EnrolmentList of(EnrolmentPage page) {
            return new EnrolmentList(
                    page.enrolments().stream().map(EnrolmentView::of).toList(), page.hasNext() ? page.next() : null);
        }

        static EnrolmentList of(List<Enrolment> enrolments) {
            return new EnrolmentList(enrolments.stream().map(EnrolmentView::of).toList(), null);
        }
    }

    /** What happened to a contact in a program. */
    record HistoryView(
            @Field("The enrolment") EnrolmentView enrolment,
            @Field("What happened, in its order") List<EntryView> entries) {
        static HistoryView of(EnrolmentHistory history) {
            return new HistoryView(
                    EnrolmentView.of(history.enrolment()),
                    history.entries().stream()
                            .map(entry -> new EntryView(entry.at(), entry.step(), entry.happening(), entry.note()))
                            .toList());
        }
    }

    /** Something that happened. */
    record EntryView(
            @Field("When") Instant at,
            @Field("At which step") String step,
            @Field("What") Happening happening,
            @Field("More about it, maybe empty") String note) {}

    /** A step to go to. */
    record StepBody(
            @Field("The name of a step of the program") String step) {}
}
