package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.SendResult.Accepted;
import dev.triggered.SendResult.Deferred;
import dev.triggered.SendResult.Uncertain;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.testkit.ScriptedSmtpServer;
import dev.triggered.testkit.SmtpCapability;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class ManyMailsTest {
    private static final int MAILS = 10_000;
    private static final int CONNECTIONS = 4;

    @Test
    void ten_thousand_mails_over_four_connections_arrive_once_each() throws InterruptedException {
        try (ScriptedSmtpServer server =
                ScriptedSmtpServer.builder().countOnly().start()) {
            Map<String, SendResult> results = sendAll(server);

            assertThat(results).hasSize(MAILS);
            assertThat(results.values()).allMatch(Accepted.class::isInstance);
            assertThat(server.messageIds()).hasSize(MAILS).containsExactlyInAnyOrderElementsOf(results.keySet());
            assertThat(server.connections()).isLessThanOrEqualTo(CONNECTIONS + MAILS / 1_000);
        }
    }

    @ParameterizedTest
    @MethodSource("offers")
    void over_connections_that_break_everywhere_each_mail_ends_once_and_as_the_relay_saw_it(SmtpCapability... missing)
            throws InterruptedException {
        try (ScriptedSmtpServer server =
                ScriptedSmtpServer.builder().without(missing).countOnly().start()) {
            server.on("MAIL").perConnection().nth(17).times(1).closeSocket();
            server.on("RCPT").perConnection().nth(13).times(1).resetSocket();
            server.on("BODY")
                    .perConnection()
                    .nth(11)
                    .times(1)
                    .acceptSilently()
                    .then()
                    .closeSocket();
            server.on("RCPT").perConnection().nth(7).times(1).reply(421).then().closeSocket();

            Map<String, SendResult> results = sendAll(server);

            Set<String> arrived = new HashSet<>(server.messageIds());
            assertThat(server.messageIds()).hasSameSizeAs(arrived);
            assertThat(results).hasSize(MAILS);
            results.forEach((id, result) -> {
                if (result instanceof Accepted) {
                    assertThat(arrived).contains(id);
                } else if (!(result instanceof Uncertain)) {
                    assertThat(result).isInstanceOf(Deferred.class);
                    assertThat(arrived).doesNotContain(id);
                }
            });
            assertThat(results.values()).hasAtLeastOneElementOfType(Deferred.class);
        }
    }

    static Stream<Arguments> offers() {
        return Stream.of(
                Arguments.of((Object) new SmtpCapability[] {}),
                Arguments.of((Object) new SmtpCapability[] {SmtpCapability.CHUNKING}),
                Arguments.of((Object) new SmtpCapability[] {SmtpCapability.CHUNKING, SmtpCapability.PIPELINING}));
    }

    private static Map<String, SendResult> sendAll(ScriptedSmtpServer server) throws InterruptedException {
        Map<String, SendResult> results = new ConcurrentHashMap<>();
        try (SmtpDispatcher dispatcher =
                SmtpDispatcher.to(Sender.plainRelay(server).build()).build()) {
            LaneDispatcher lane = dispatcher.open(Lane.named("bulk").connections(CONNECTIONS));
            Semaphore places = new Semaphore(lane.capacity());
            for (int i = 0; i < MAILS; i++) {
                places.acquire();
                OutgoingMail mail = Mails.mail();
                lane.send(mail, result -> {
                    assertThat(results.put(mail.header().messageIdField(), result))
                            .isNull();
                    places.release();
                });
            }
            places.acquire(lane.capacity());
        }
        server.awaitOpenConnections(0, Duration.ofSeconds(20));
        return results;
    }
}
