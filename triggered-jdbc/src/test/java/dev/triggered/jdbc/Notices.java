package dev.triggered.jdbc;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastOptions;
import dev.triggered.ExternalEvent;
import dev.triggered.MailSettings;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.Recipients;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.spi.MailStore;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** An application that sends notices to many, through a dispatcher without a network. */
final class Notices implements AutoCloseable {
    static final String ID = "outage";

    private final CapturingDispatcher dispatcher = CapturingDispatcher.withCapacity(8);
    private final TriggeredMail mail;

    private Notices(MailStore store) {
        mail = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(name -> new FixedTemplate())
                .dispatcher(dispatcher)
                .store(store)
                .settings(MailSettings.standard().drain(Duration.ZERO))
                .stream(MailStream.named("notice")
                        .on(ExternalEvent.named("notice-given"))
                        .purpose(Purpose.SERVICE_NOTICE)
                        .from("Acme <notice@notify.acme.example>")
                        .template("notice")
                        .broadcast()
                        .build())
                .start();
    }

    static Notices on(MailStore store) {
        return new Notices(store);
    }

    TriggeredMail mail() {
        return mail;
    }

    CapturingDispatcher dispatcher() {
        return dispatcher;
    }

    /** Writes to so many people, or goes on with that. */
    Broadcast broadcast(int people) {
        return mail.broadcast("notice", people(people), BroadcastOptions.id(ID).ahead(400));
    }

    Broadcast found() {
        return mail.broadcasts().find(ID).orElseThrow();
    }

    static Recipients people(int count) {
        return Recipients.of(
                IntStream.range(0, count).mapToObj(Notices::address).toList(), Trigger::to);
    }

    static List<String> addresses(int count) {
        return IntStream.range(0, count).mapToObj(Notices::address).toList();
    }

    private static String address(int number) {
        return "jane" + number + "@example.com";
    }

    /** Returns who was written to, once for each mail. */
    List<String> written() {
        return dispatcher.attempts().stream().map(CapturedMail::recipient).toList();
    }

    @Override
    public void close() {
        dispatcher.release();
        mail.close();
    }
}
