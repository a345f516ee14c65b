package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.triggered.ConflictException;
import dev.triggered.ExternalEvent;
import dev.triggered.InvalidStreamException;
import dev.triggered.Lane;
import dev.triggered.MailContent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Purpose;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.StreamVersion;
import dev.triggered.TemplateException;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.Verdict;
import dev.triggered.spi.StreamRegistry;
import dev.triggered.spi.TemplateEngine;
import dev.triggered.spi.Waker;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of streams when the application is started again, with the same definitions in code or with others. */
class StreamsRestartTest {
    private static final ExternalEvent ORDER = ExternalEvent.named("order-placed");

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at(Letters.START);
    private CapturingDispatcher dispatcher = CapturingDispatcher.create();
    private TriggeredMail mail;

    @AfterEach
    void close() {
        if (mail != null) {
            mail.close();
        }
    }

    @Test
    void an_edit_made_at_run_time_stays_where_the_definition_in_code_is_the_same() {
        start(stream("orders", "from code"));
        publish("at run time");
        start(stream("orders", "from code"));
        assertThat(subject("orders")).isEqualTo("at run time");
        assertThat(info("orders").version()).isEqualTo(2);
    }

    @Test
    void a_definition_that_changed_in_code_is_a_new_version_and_the_edit_is_still_there_to_go_back_to() {
        start(stream("orders", "from code"));
        publish("at run time");
        start(stream("orders", "from newer code"));
        assertThat(subject("orders")).isEqualTo("from newer code");
        assertThat(mail.streams().versions("orders"))
                .extracting(StreamVersion::number, StreamVersion::by)
                .containsExactly(tuple(3, "code"), tuple(2, "ana"), tuple(1, "code"));
        mail.streams().rollBack("orders", 2);
        start(stream("orders", "from newer code"));
        assertThat(subject("orders")).isEqualTo("at run time");
    }

    @Test
    void the_state_stays_and_what_was_held_goes_out_when_it_is_resumed() {
        start(stream("orders", "from code"));
        mail.streams().pause("orders");
        MessageId held = trigger().messageId().orElseThrow();
        mail.close();
        start(stream("orders", "from newer code"));
        assertThat(info("orders").state()).isEqualTo(StreamState.PAUSED);
        assertThat(trigger().verdict()).isEqualTo(Verdict.HELD);
        mail.streams().resume("orders");
        assertThat(dispatcher.awaitMails(2)).extracting(sent -> sent.subject()).containsOnly("Hello");
        mail.close();
        start(stream("orders", "from newer code"));
        assertThat(mail.messages().find(held).orElseThrow().state()).isEqualTo(MessageState.SENT);
    }

    @Test
    void what_was_still_held_when_a_process_ended_that_had_resumed_goes_out_at_the_next_start() {
        start(stream("orders", "from code"));
        mail.streams().pause("orders");
        trigger();
        mail.close();
        try (JdbcStore store = JdbcStore.embedded(folder)) {
            store.open(clock, Waker.none());
            StreamRegistry.Snapshot before = store.registry().read();
            StreamRegistry.StreamEntry entry = before.streams().get(0);
            store.registry()
                    .change(new StreamRegistry.Change(
                            before,
                            List.of(),
                            List.of(new StreamRegistry.StreamEntry(
                                    entry.naming(),
                                    StreamState.LIVE,
                                    entry.version(),
                                    entry.pinnedBefore(),
                                    entry.changed())),
                            List.of(),
                            new StreamRegistry.Ending(Set.of(), before.nextNumber(), List.of())));
        }
        start(stream("orders", "from code"));
        dispatcher.awaitMails(1);
    }

    @Test
    void a_stream_made_at_run_time_goes_on_in_a_lane_of_its_own() {
        start(stream("orders", "from code"));
        mail.streams()
                .create(stream("extra", "extra")
                        .lane(Lane.bulk("extra").window(2))
                        .build());
        mail.streams().launch("extra");
        start(stream("orders", "from code"));
        assertThat(info("extra").state()).isEqualTo(StreamState.LIVE);
        assertThat(info("extra").stream().lane()).isEqualTo(Lane.bulk("extra").window(2));
        mail.trigger(ORDER, Trigger.to("jane@example.com")).orThrow();
        assertThat(dispatcher.awaitMails(2)).hasSize(2);
    }

    @Test
    void a_stream_that_this_application_cannot_run_is_refused_alone_and_says_why() {
        start(stream("orders", "from code"));
        mail.streams()
                .create(MailStream.named("by file")
                        .on(ORDER)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("orders@notify.acme.example")
                        .template("order")
                        .build());
        mail.streams().launch("by file");
        mail.close();
        dispatcher = CapturingDispatcher.create();
        mail = builder(name -> {
                    throw new TemplateException(List.of("no template is named '" + name + "'"));
                })
                .start();
        assertThat(info("by file").faults()).containsExactly("stream 'by file': no template is named 'order'");
        assertThat(mail.trigger(ORDER, Trigger.to("jane@example.com")).answers())
                .filteredOn(answer -> answer.stream().equals("by file"))
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.verdict()).isEqualTo(Verdict.STREAM_STOPPED);
                    assertThat(answer.reason()).contains("no template is named 'order'");
                });
        assertThatThrownBy(() -> mail.streams().rollBack("by file", 1)).isInstanceOf(ConflictException.class);
    }

    @Test
    void a_stream_renamed_at_run_time_is_found_by_its_definition_in_code() {
        start(stream("orders", "from code"));
        mail.streams().rename("orders", "receipts");
        start(stream("orders", "from newer code"));
        assertThat(mail.streams().list()).extracting(StreamInfo::name).containsExactly("receipts");
        assertThat(subject("receipts")).isEqualTo("from newer code");
    }

    @Test
    void a_stream_that_code_defines_no_more_goes_on_until_somebody_stops_it() {
        start(stream("orders", "from code"));
        start(stream("receipts", "from code"));
        assertThat(mail.streams().list())
                .extracting(StreamInfo::name, StreamInfo::state)
                .containsExactly(tuple("orders", StreamState.LIVE), tuple("receipts", StreamState.LIVE));
    }

    @Test
    void a_faulty_definition_in_code_starts_nothing_and_changes_nothing() {
        start(stream("orders", "from code"));
        mail.close();
        assertThatThrownBy(() -> start(stream("orders", "x").from("x@elsewhere.example")))
                .isInstanceOf(InvalidStreamException.class);
        start(stream("orders", "from code"));
        assertThat(info("orders").version()).isEqualTo(1);
    }

    private void start(MailStream.Builder stream) {
        close();
        dispatcher = CapturingDispatcher.create();
        mail = builder(new FixedTemplates()).stream(stream.build()).start();
    }

    private TriggeredMail.Builder builder(TemplateEngine templates) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(templates)
                .dispatcher(dispatcher)
                .store(JdbcStore.embedded(folder))
                .settings(MailSettings.standard().time(clock).drain(Duration.ofSeconds(10)));
    }

    private static MailStream.Builder stream(String name, String subject) {
        return MailStream.named(name)
                .on(ORDER)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("Acme Orders <orders@notify.acme.example>")
                .content(MailContent.of(subject).text("Thank you."));
    }

    private void publish(String subject) {
        mail.streams()
                .by("ana")
                .publish(info("orders").stream()
                        .edit()
                        .content(MailContent.of(subject).text("Thank you."))
                        .build());
    }

    private StreamInfo info(String name) {
        return mail.streams().find(name).orElseThrow();
    }

    private String subject(String name) {
        return info(name).stream().content().orElseThrow().parts().get("subject");
    }

    private TriggerReceipt.Answer trigger() {
        return mail.trigger(ORDER, Trigger.to("jane@example.com")).answers().get(0);
    }
}
