package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.triggered.Contact;
import dev.triggered.ExternalEvent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MarketingOptIn;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.automation.EnrolmentHistory;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.automation.Happening;
import dev.triggered.automation.HistoryEntry;
import dev.triggered.automation.Program;
import dev.triggered.automation.Standing;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.ManualClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole library on two nodes of one database, which share the steps of a program: each is taken once. */
class ProgramsOnTwoNodesTest {
    private static final ExternalEvent JOINED = ExternalEvent.named("joined");
    private static final ExternalEvent PAID = ExternalEvent.named("paid");
    private static final int CONTACTS = 200;
    /** So long that no sign of life makes a node look into the store during the test. */
    private static final Duration LEASE = Duration.ofHours(1);

    private final HikariDataSource database = SchemaPool.open();
    private final ManualClock clock = ManualClock.at(Letters.START);
    private final CapturingDispatcher dispatcher = CapturingDispatcher.create();
    private final CapturingDispatcher other = CapturingDispatcher.create();
    private TriggeredMail one;
    private TriggeredMail two;

    @BeforeEach
    void start() {
        one = start(dispatcher);
        two = start(other);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        database.close();
    }

    private TriggeredMail start(CapturingDispatcher taking) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(name -> new FixedTemplate())
                .dispatcher(taking)
                .store(JdbcStore.on(database, LEASE))
                .settings(MailSettings.standard().time(clock))
                .stream(MailStream.named("reminder")
                        .on(JOINED)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme <orders@notify.acme.example>")
                        .template("reminder")
                        .build())
                .program(Program.named("reminding")
                        .startsOn(JOINED)
                        .send("first", "reminder")
                        .wait("a-while", Duration.ofSeconds(5))
                        .send("second", "reminder")
                        .exitOn(PAID)
                        .build())
                .start();
    }

    @Test
    void each_step_of_each_contact_is_taken_once() {
        List<EnrolmentId> ids = new ArrayList<>(enrol(one, 0));
        ids.addAll(enrol(two, CONTACTS / 2));
        awaitWaiting(CONTACTS);
        clock.advance(Duration.ofSeconds(5));
        awaitNobody();

        assertThat(ids)
                .allSatisfy(id -> assertThat(history(id).entries())
                        .extracting(HistoryEntry::happening)
                        .containsExactly(
                                Happening.MAIL_TRIGGERED,
                                Happening.TIME_IS_UP,
                                Happening.MAIL_TRIGGERED,
                                Happening.COMPLETED));
        StoreParty.await(() -> dispatcher.mails().size() + other.mails().size() >= 2 * CONTACTS);
        assertThat(Stream.concat(dispatcher.mails().stream(), other.mails().stream())
                        .collect(Collectors.groupingBy(CapturedMail::recipient, Collectors.counting())))
                .hasSize(CONTACTS)
                .allSatisfy((recipient, mails) -> assertThat(mails).isEqualTo(2));
    }

    @Test
    void an_event_on_one_node_takes_out_who_was_enrolled_on_the_other() throws SQLException {
        List<EnrolmentId> ids = enrol(one, 0);
        awaitWaiting(CONTACTS / 2);
        try (Connection host = database.getConnection()) {
            host.setAutoCommit(false);
            for (int i = 0; i < ids.size(); i++) {
                (i % 2 == 0 ? two.in(host).trigger(PAID, to(i)) : two.trigger(PAID, to(i))).orThrow();
            }
            host.commit();
        }
        awaitNobody();
        assertThat(ids)
                .allSatisfy(id -> assertThat(history(id).enrolment().position().standing())
                        .isEqualTo(Standing.EXITED));
    }

    private void awaitWaiting(long contacts) {
        StoreParty.await(() -> one.programs().list().get(0).running().get("a-while") == contacts);
    }

    private void awaitNobody() {
        StoreParty.await(() -> one.programs().list().get(0).total() == 0);
    }

    private static List<EnrolmentId> enrol(TriggeredMail node, int from) {
        List<Trigger> batch = IntStream.range(from, from + CONTACTS / 2)
                .mapToObj(ProgramsOnTwoNodesTest::to)
                .toList();
        return node.trigger(JOINED, batch).orThrow().answers().stream()
                .map(answer -> answer.enrolmentId().orElseThrow())
                .toList();
    }

    private static Trigger to(int number) {
        return Trigger.to(Contact.of("jane" + number + "@example.com").marketingOptIn(MarketingOptIn.GIVEN));
    }

    private EnrolmentHistory history(EnrolmentId id) {
        return one.programs().find(id).orElseThrow();
    }
}
