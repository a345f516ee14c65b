package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.ExternalEvent;
import dev.triggered.Lane;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.ManualClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The whole library in a transaction of the host: a mail is sent when that is committed, and at once. */
class TransactionalMailTest {
    private static final ExternalEvent ORDER = ExternalEvent.named("order-placed");
    /** So long that no sign of life makes a lane look into the store during the test. */
    private static final Duration LEASE = Duration.ofHours(1);

    private final PGSimpleDataSource database = PostgresServer.emptyDatabase();
    private final CapturingDispatcher dispatcher = CapturingDispatcher.create();

    @Test
    void is_sent_after_the_commit_and_never_after_a_rollback() throws SQLException {
        try (TriggeredMail mail = start();
                Connection host = database.getConnection()) {
            host.setAutoCommit(false);
            MessageId undone = trigger(mail, host);
            host.rollback();
            MessageId done = trigger(mail, host);
            assertThat(mail.messages().find(done)).isEmpty();
            assertThat(dispatcher.attempts()).isEmpty();
            host.commit();
            assertThat(dispatcher.awaitMail().messageId().toString()).contains(done.value());
            assertThat(mail.messages().find(undone)).isEmpty();
        }
        assertThat(dispatcher.attempts()).hasSize(1);
    }

    private static MessageId trigger(TriggeredMail mail, Connection host) {
        return mail.in(host)
                .trigger(ORDER, Trigger.to("jane@example.com").id("order-1"))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
    }

    private TriggeredMail start() {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(name -> new FixedTemplate())
                .dispatcher(dispatcher)
                .store(JdbcStore.on(database, LEASE))
                .settings(MailSettings.standard().time(ManualClock.at(Letters.START)))
                .stream(MailStream.named("order-confirmation")
                        .on(ORDER)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme Orders <orders@notify.acme.example>")
                        .template("order")
                        .lane(Lane.named(Letters.LANE))
                        .build())
                .start();
    }
}
