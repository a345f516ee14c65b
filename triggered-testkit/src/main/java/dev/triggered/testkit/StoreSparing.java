package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.EmailAddress;
import dev.triggered.ExternalEvent;
import dev.triggered.InvalidAddressException;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.NewSuppression;
import dev.triggered.OptInChange;
import dev.triggered.Purpose;
import dev.triggered.Suppression;
import dev.triggered.SuppressionImport;
import dev.triggered.SuppressionPage;
import dev.triggered.SuppressionQuery;
import dev.triggered.SuppressionReason;
import dev.triggered.Suppressions;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.Verdict;
import dev.triggered.spi.MailStore;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whom streams do not write to with a store below them, why, and how that is put in, looked up, and taken out. */
abstract class StoreSparing extends EngineScenarios {
    private static final ExternalEvent ORDER = ExternalEvent.named("order-placed");
    private static final ExternalEvent NEWS = ExternalEvent.named("news");

    private final ManualClock clock = ManualClock.at(Samples.START);

    StoreSparing(Supplier<MailStore> factory) {
        super(factory, CapturingDispatcher.create());
    }

    @Override
    List<MailStream> defined() {
        return List.of(stream("orders", ORDER), stream("news", NEWS));
    }

    @Override
    MailSettings settings() {
        return MailSettings.standard().time(clock);
    }

    @Test
    void a_trigger_is_refused_with_the_reason() {
        assertThat(list().add("Jane@Example.com", SuppressionReason.SPAM_COMPLAINT))
                .isTrue();
        TriggerReceipt.Answer answer = trigger(ORDER, "jane@example.com");
        assertThat(answer.verdict()).isEqualTo(Verdict.SUPPRESSED);
        assertThat(answer.suppression()).hasValue(SuppressionReason.SPAM_COMPLAINT);
        assertThat(answer.reason())
                .isEqualTo("the address must not be written to: a mail to it was reported as spam, and the"
                        + " transactional opt-in is off");
        assertThat(answer.messageId()).isEmpty();
        assertThat(mail.explain(ORDER, Trigger.to("jane@example.com")).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.answer().verdict()).isEqualTo(Verdict.SUPPRESSED));
        assertThat(trigger(ORDER, "joe@example.com").suppression()).isEmpty();
        assertThat(dispatcher.awaitMail().recipient()).isEqualTo("joe@example.com");
    }

    @Test
    void what_was_held_is_not_sent_when_its_stream_goes_on() {
        mail.streams().pause("orders");
        MessageId jane = accepted("jane@example.com");
        MessageId joe = accepted("joe@example.com");
        awaitState(jane, MessageState.HELD);
        awaitState(joe, MessageState.HELD);
        list().add("jane@example.com", SuppressionReason.HARD_BOUNCE);
        mail.streams().resume("orders");
        awaitState(jane, MessageState.SUPPRESSED);
        awaitState(joe, MessageState.SENT);
        assertThat(dispatcher.attempts()).hasSize(1);
        assertThat(history(jane).note().reason()).isEqualTo("mail to it came back for good");
        assertThat(history(jane).attempts()).isEmpty();
    }

    @Test
    void what_waits_for_the_dispatcher_is_not_sent_and_takes_no_place_of_others() {
        dispatcher.hold();
        List<MessageId> first = IntStream.range(0, 4)
                .mapToObj(n -> accepted("jane@example.com"))
                .toList();
        dispatcher.awaitUnderWay(4);
        List<MessageId> waiting = IntStream.range(0, 12)
                .mapToObj(n -> accepted("jane@example.com"))
                .toList();
        MessageId last = accepted("joe@example.com");
        list().add("jane@example.com", SuppressionReason.TRIGGERED_BLOCKLIST);
        dispatcher.release();
        first.forEach(id -> awaitState(id, MessageState.SENT));
        waiting.forEach(id -> awaitState(id, MessageState.SUPPRESSED));
        awaitState(last, MessageState.SENT);
        assertThat(dispatcher.attempts()).hasSize(5);
        list().remove("jane@example.com", SuppressionReason.TRIGGERED_BLOCKLIST);
        awaitState(accepted("jane@example.com"), MessageState.SENT);
    }

    @Test
    void what_was_deferred_is_not_tried_again() {
        dispatcher.answering(SendResults.deferred(450, "busy"));
        MessageId id = accepted("jane@example.com");
        Monitor.awaitSeen(() -> history(id).attempts().size() == 1, () -> "it was not tried");
        list().add("jane@example.com", SuppressionReason.SPAM_COMPLAINT);
        clock.advance(Duration.ofHours(1));
        awaitState(id, MessageState.SUPPRESSED);
        assertThat(history(id).attempts()).hasSize(1);
        assertThat(dispatcher.attempts()).hasSize(1);
    }

    @Test
    void the_transactional_opt_in_lets_operational_mail_through_and_is_on_record() {
        for (SuppressionReason reason : SuppressionReason.values()) {
            list().add(reason + "@example.com", reason);
        }
        assertThat(list().transactionalOptIn()).isFalse();
        assertThat(verdicts()).containsOnly(Verdict.SUPPRESSED);
        list().by("ana").transactionalOptIn(true);
        assertThat(list().transactionalOptIn()).isTrue();
        assertThat(verdicts())
                .containsExactly(
                        Verdict.SUPPRESSED,
                        Verdict.SUPPRESSED,
                        Verdict.ACCEPTED,
                        Verdict.ACCEPTED,
                        Verdict.ACCEPTED,
                        Verdict.ACCEPTED);
        clock.advance(Duration.ofSeconds(1));
        list().transactionalOptIn(false);
        assertThat(verdicts()).containsOnly(Verdict.SUPPRESSED);
        assertThat(list().optInChanges())
                .containsExactly(
                        new OptInChange(false, Samples.START.plusSeconds(1), "application"),
                        new OptInChange(true, Samples.START, "ana"));
    }

    @Test
    void a_suppression_may_concern_one_stream_by_whatever_name() {
        NewSuppression news = NewSuppression.of("jane@example.com", SuppressionReason.TRIGGERED_BLOCKLIST).stream(
                        "news")
                .note("by\nphone");
        assertThat(list().by("ana").add(news)).isTrue();
        assertThat(trigger(ORDER, "jane@example.com").verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(trigger(NEWS, "jane@example.com").verdict()).isEqualTo(Verdict.SUPPRESSED);
        mail.streams().rename("news", "tidings");
        assertThat(trigger(NEWS, "jane@example.com").verdict()).isEqualTo(Verdict.SUPPRESSED);
        assertThat(list().add(news)).isFalse();
        assertThat(list().find("JANE@example.com"))
                .containsExactly(new Suppression(
                        EmailAddress.parse("jane@example.com"),
                        SuppressionReason.TRIGGERED_BLOCKLIST,
                        "tidings",
                        new Suppression.Origin(Samples.START, "ana", "by phone")));
        assertThat(list().remove(list().find("jane@example.com").get(0))).isTrue();
        assertThat(trigger(NEWS, "jane@example.com").verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThatThrownBy(() -> list().add(news.stream("nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no stream is named 'nothing'");
    }

    @Test
    void an_address_that_is_none_and_a_name_that_is_none_are_refused() {
        for (String address : List.of("", "jane", "jane@example", "jane@example.com\r\nBcc: joe@example.com")) {
            assertThatThrownBy(() -> list().add(address, SuppressionReason.GLOBAL))
                    .isInstanceOf(InvalidAddressException.class);
            assertThatThrownBy(() -> list().find(address)).isInstanceOf(InvalidAddressException.class);
        }
        assertThatThrownBy(() -> list().by(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(list().count()).isZero();
    }

    @Test
    void suppressions_are_looked_up_page_by_page() {
        IntStream.range(0, 25).forEach(n -> list().add("user" + (n + 10) + "@example.com", SuppressionReason.GLOBAL));
        list().add("user10@other.example", SuppressionReason.HARD_BOUNCE);
        SuppressionQuery query =
                SuppressionQuery.all().startingWith("USER").in("Example.COM").limit(10);
        List<String> found = new ArrayList<>();
        SuppressionPage page = list().search(query);
        while (page.hasNext()) {
            page.suppressions().forEach(each -> found.add(each.address().toString()));
            page = list().search(query.after(page.next()));
        }
        assertThat(page.suppressions()).hasSize(5);
        assertThat(found).hasSize(20).isSorted().doesNotHaveDuplicates();
        assertThat(list().search(SuppressionQuery.all().because(SuppressionReason.HARD_BOUNCE))
                        .suppressions())
                .hasSize(1);
        assertThat(list().search(SuppressionQuery.all()).hasNext()).isFalse();
        assertThat(list().count()).isEqualTo(26);
        for (String cursor : List.of("x", "GLOBAL x y", "NOTHING 0 jane@example.com")) {
            assertThatThrownBy(() -> list().search(query.after(cursor)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("this cursor came from no page");
        }
    }

    @Test
    void a_file_is_taken_row_by_row_and_bad_rows_are_reported_with_their_line() {
        list().add("known@example.com", SuppressionReason.ROBINSON_LIST);
        SuppressionImport report = list().by("ana").importCsv(new StringReader("""
                Address;Reason;Stream;Note
                jane@example.com;;;
                Known@Example.com;robinson_list;;
                no address;;;
                joe@example.com;spam;;
                joe@example.com;SPAM_COMPLAINT;nothing;
                joe@example.com
                joe@example.com;SPAM_COMPLAINT;news;"says ""stop""; twice"
                jane@example.com;;;again
                """), SuppressionReason.ROBINSON_LIST);
        assertThat(report.added()).isEqualTo(2);
        assertThat(report.known()).isEqualTo(2);
        assertThat(report.refused()).isEqualTo(4);
        assertThat(report.faults()).extracting(SuppressionImport.BadRow::line).containsExactly(4L, 5L, 6L, 7L);
        assertThat(report.faults().get(0).fault()).isEqualTo("an address has an @: 'no address'");
        assertThat(report.faults().get(1).fault()).startsWith("no reason is named 'spam': it is one of [HARD_BOUNCE, ");
        assertThat(report.faults().get(2).fault()).isEqualTo("no stream is named 'nothing'");
        assertThat(report.faults().get(3).fault()).isEqualTo("the row has 1 values, and the header names 4");
        assertThat(list().find("joe@example.com")).singleElement().satisfies(joe -> {
            assertThat(joe.stream()).isEqualTo("news");
            assertThat(joe.origin()).isEqualTo(new Suppression.Origin(Samples.START, "ana", "says \"stop\"; twice"));
        });
    }

    @Test
    void a_file_has_to_name_what_is_needed() {
        assertThatThrownBy(() -> list().importCsv(new StringReader("mail,reason\n"), SuppressionReason.GLOBAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the header names no column 'address'");
        assertThatThrownBy(() -> list().importCsv(new StringReader("address\njane@example.com\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the header names no column 'reason'");
        assertThat(list().importCsv(new StringReader("address,reason\njane@example.com,\n"))
                        .faults())
                .containsExactly(new SuppressionImport.BadRow(2, "the row names no reason"));
    }

    @Test
    void what_was_written_to_a_file_comes_back_from_it() throws IOException {
        int many = 2_500;
        String rows = IntStream.range(0, many)
                .mapToObj(n -> "user" + n + "@example.com\n")
                .collect(Collectors.joining("", "address\n", ""));
        assertThat(list().by("ana")
                        .importCsv(new StringReader(rows), SuppressionReason.GLOBAL)
                        .added())
                .isEqualTo(many);
        list().add(NewSuppression.of("j\u00f6rg@m\u00fcller.example", SuppressionReason.HARD_BOUNCE).stream("news")
                .note("550 \"5.1.1\", no such user"));
        StringWriter first = new StringWriter();
        assertThat(list().exportCsv(first)).isEqualTo(many + 1);
        assertThat(first.toString())
                .startsWith("address,reason,stream,note,at,by\r\n")
                .contains(
                        "j\u00f6rg@xn--mller-kva.example,HARD_BOUNCE,news,\"550 \"\"5.1.1\"\", no such user\",2026-01-01T00:00:00Z,application\r\n")
                .contains("user0@example.com,GLOBAL,\"\",\"\",2026-01-01T00:00:00Z,ana\r\n");
        list().search(SuppressionQuery.all().limit(1_000)).suppressions().forEach(list()::remove);
        clock.advance(Duration.ofHours(1));
        try (Reader csv = new StringReader(first.toString())) {
            SuppressionImport report = list().importCsv(csv);
            assertThat(report.added()).isEqualTo(1_000);
            assertThat(report.known()).isEqualTo(many + 1 - 1_000);
        }
        StringWriter second = new StringWriter();
        list().exportCsv(second);
        assertThat(second).hasToString(first.toString());
    }

    private Suppressions list() {
        return mail.suppressions();
    }

    private List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        for (SuppressionReason reason : SuppressionReason.values()) {
            verdicts.add(trigger(ORDER, reason + "@example.com").verdict());
        }
        return verdicts;
    }

    private TriggerReceipt.Answer trigger(ExternalEvent event, String address) {
        return mail.trigger(event, Trigger.to(address)).answers().get(0);
    }

    private MessageId accepted(String address) {
        return trigger(ORDER, address).messageId().orElseThrow();
    }

    private static MailStream stream(String name, ExternalEvent event) {
        return MailStream.named(name)
                .on(event)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("Acme Orders <orders@notify.acme.example>")
                .content(MailContent.of("Hello").text("Thank you."))
                .build();
    }
}
