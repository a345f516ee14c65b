package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.SendResult.Accepted;
import dev.triggered.SendResult.Deferred;
import dev.triggered.SendResult.Refused;
import dev.triggered.SendResult.Uncertain;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.testkit.ScriptedSmtpServer;
import dev.triggered.testkit.SmtpCapability;
import dev.triggered.testkit.SmtpGate;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight mails in flight over one connection, and what may happen to them there. */
class SmtpPipelineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAILS = 8;
    private static final long LARGE = 1_000_000_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void a_refused_recipient_harms_its_own_mail_alone(int at) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = eightAtOnce(server, Sender.LONG)) {
            server.on("RCPT").forRecipient(recipient(at)).reply(550, "5.1.1", "no such user");

            List<SendResult> results = results(server, sender);

            assertThat(results.get(at)).isInstanceOf(Refused.class);
            assertThat(results).filteredOn(Accepted.class::isInstance).hasSize(MAILS - 1);
            assertEachOnce(server, MAILS - 1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void a_421_defers_the_mail_that_it_answers_and_the_others_go_over_another_connection(int at) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = eightAtOnce(server, Sender.LONG)) {
            server.on("MAIL")
                    .nth(at + 1)
                    .reply(421, "4.3.2", "going down")
                    .then()
                    .closeSocket();

            List<SendResult> results = results(server, sender);

            assertThat(results.get(at)).isInstanceOf(Deferred.class);
            assertThat(results).filteredOn(Accepted.class::isInstance).hasSize(MAILS - 1);
            assertEachOnce(server, MAILS - 1);
            assertThat(server.connections()).isEqualTo(at == MAILS - 1 ? 1 : 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void a_reset_leaves_uncertain_what_was_not_answered_before(int at) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = eightAtOnce(server, Sender.LONG)) {
            SmtpGate gate = new SmtpGate();
            server.on("BODY").nth(at + 1).hold(gate).then().resetSocket();

            List<CompletableFuture<SendResult>> begun = begin(server, sender);
            gate.awaitArrival(PATIENCE);
            for (int mail = 0; mail < at; mail++) {
                assertThat(Sender.await(begun.get(mail))).isInstanceOf(Accepted.class);
            }
            gate.open();

            assertUncertainFrom(at, await(begun));
            assertEachOnce(server, at);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void a_reply_that_comes_in_pieces_is_one_reply(int at) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = eightAtOnce(server, Sender.LONG)) {
            SmtpGate gate = new SmtpGate();
            server.on("BODY").nth(at + 1).reply(250, "2.0.0", "taken").splitAfter(2 + at, gate);

            List<CompletableFuture<SendResult>> begun = begin(server, sender);
            gate.awaitArrival(PATIENCE);
            assertThat(begun.get(at)).isNotDone();
            gate.open();

            assertThat(await(begun)).hasOnlyElementsOfType(Accepted.class);
            assertEachOnce(server, MAILS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSET", "MAIL", "RCPT", "BODY"})
    void replies_of_several_lines_count_once(String moment) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = eightAtOnce(server, Sender.LONG)) {
            server.on(moment).always().replyLines(250, "yes", "250 yes", "and yes again");

            assertThat(results(server, sender)).hasOnlyElementsOfType(Accepted.class);
            assertEachOnce(server, MAILS);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void what_a_relay_does_not_answer_in_time_is_uncertain(int at) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = eightAtOnce(server, Sender.SHORT)) {
            SmtpGate gate = new SmtpGate();
            server.on("BODY").nth(at + 1).hold(gate).then().hang();

            assertUncertainFrom(at, results(server, sender));
            gate.open();
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertEachOnce(server, at + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void what_is_no_reply_ends_the_connection(int at) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = eightAtOnce(server, Sender.LONG)) {
            server.on("BODY").nth(at + 1).raw("it is fine\r\n").then().hang();

            assertUncertainFrom(at, results(server, sender));
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertEachOnce(server, at + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void too_many_mails_for_a_connection_are_neither_lost_nor_doubled(int most) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.builder()
                        .maxMessagesPerConnection(most)
                        .start();
                Sender sender = eightAtOnce(server, Sender.LONG)) {
            List<SendResult> results = results(server, sender);

            assertThat(results).allMatch(result -> result instanceof Accepted || result instanceof Deferred);
            assertThat(results.subList(0, most)).hasOnlyElementsOfType(Accepted.class);
            long accepted = results.stream().filter(Accepted.class::isInstance).count();
            assertThat(accepted).isGreaterThanOrEqualTo(Math.min(2 * most, MAILS - 1));
            assertEachOnce(server, (int) accepted);
        }
    }

    @Test
    void mails_for_which_no_further_connection_can_be_had_go_over_the_one_there_is() {
        try (ScriptedSmtpServer server =
                        ScriptedSmtpServer.builder().maxConnections(1).start();
                Sender sender = sender(
                        Sender.plainRelay(server),
                        Lane.named("x").connections(3).window(8))) {
            List<CompletableFuture<SendResult>> begun = new ArrayList<>();
            for (int mail = 0; mail < MAILS; mail++) {
                begun.add(sender.begin(mail(mail)));
            }

            assertThat(await(begun)).hasOnlyElementsOfType(Accepted.class);
            assertEachOnce(server, MAILS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTTLS", "TLS"})
    void no_mail_goes_out_where_starttls_was_offered_and_then_broken(String moment) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = sender(
                        Sender.tlsRelay(server), Lane.named("x").connections(1).window(8))) {
            server.on(moment).always().closeSocket();

            assertThat(results(server, sender)).hasOnlyElementsOfType(Deferred.class);
            assertThat(server.messageCount()).isZero();
            assertThat(server.transcript(1)).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void a_relay_that_forgets_what_came_ahead_of_its_replies_is_spoken_to_plainly_in_the_end() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = eightAtOnce(server, Sender.SHORT)) {
            server.on("RSET").always().discardPipelined().then().proceed();
            int faults = 0;
            SendResult result = sender.send();
            while (!(result instanceof Accepted) && faults < MAILS) {
                assertThat(result).isInstanceOfAny(Deferred.class, Uncertain.class);
                faults++;
                result = sender.send();
            }
            assertThat(faults).isEqualTo(4);

            assertThat(results(server, sender)).hasOnlyElementsOfType(Accepted.class);

            assertThat(server.connections()).isEqualTo(5);
            assertThat(server.transcript(5)).noneMatch(line -> line.startsWith("BDAT") || line.startsWith("RSET"));
            assertEachOnce(server, MAILS + 1);
        }
    }

    @Test
    void a_large_attachment_is_read_no_further_when_its_recipient_was_refused() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = eightAtOnce(server, Sender.LONG)) {
            server.on("RCPT").reply(550, "5.1.1", "no such user");
            Counted content = new Counted(Streams.of(LARGE));
            OutgoingMail small = mail(0);
            OutgoingMail large = new OutgoingMail(
                    small.envelope(),
                    small.header(),
                    small.body(),
                    List.of(Attachment.lazily("large.bin", () -> content)),
                    LARGE);

            SendResult result = sender.send(large);

            assertThat(result).isInstanceOf(Refused.class);
            assertThat(result.reply().code()).isEqualTo(550);
            assertThat(content.count).hasValueLessThan(LARGE / 4);
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_relay_that_stops_reading_for_a_while_blocks_nobody_for_ever() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = sender(
                        Sender.plainRelay(server).timeouts(Sender.LONG),
                        Lane.named("x").connections(4).window(64))) {
            SmtpGate gate = new SmtpGate();
            server.on("BODY").nth(3).hold(gate).then().proceed();
            byte[] content = new byte[100_000];
            List<CompletableFuture<SendResult>> begun = new ArrayList<>();
            for (int mail = 0; mail < 200; mail++) {
                begun.add(sender.begin(Mails.mail(Mails.BODY, Attachment.of("a.bin", content))));
            }
            gate.awaitArrival(PATIENCE);
            gate.open();

            assertThat(await(begun)).hasOnlyElementsOfType(Accepted.class);
            assertEachOnce(server, 200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void a_recipient_who_is_refused_before_the_354_costs_a_relay_without_chunking_no_connection(int at) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.builder()
                        .without(SmtpCapability.CHUNKING)
                        .start();
                Sender sender = eightAtOnce(server, Sender.LONG)) {
            server.on("RCPT").forRecipient(recipient(at)).reply(450, "4.2.1", "busy");
            server.on("DATA").forRecipient(recipient(at)).reply(354);
            server.on("BODY").forRecipient(recipient(at)).reply(554, "5.5.1", "no valid recipients");

            List<SendResult> results = results(server, sender);

            assertThat(results.get(at)).isInstanceOf(Deferred.class);
            assertThat(results).filteredOn(Accepted.class::isInstance).hasSize(MAILS - 1);
            assertEachOnce(server, MAILS - 1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    private static Sender eightAtOnce(ScriptedSmtpServer server, SmtpTimeouts timeouts) {
        return sender(
                Sender.plainRelay(server).timeouts(timeouts),
                Lane.named("x").connections(1).window(MAILS));
    }

    private static Sender sender(SmtpRelay.Builder relay, Lane lane) {
        return new Sender(SmtpDispatcher.to(relay.build()).build(), lane);
    }

    private static OutgoingMail mail(int number) {
        return Mails.mail("Acme <orders@notify.acme.example>", recipient(number), Mails.BODY);
    }

    private static String recipient(int number) {
        return "m" + number + "@example.com";
    }

    private static List<SendResult> results(ScriptedSmtpServer server, Sender sender) {
        return await(begin(server, sender));
    }

    /** Begins eight mails before the relay greets the first connection. */
    private static List<CompletableFuture<SendResult>> begin(ScriptedSmtpServer server, Sender sender) {
        SmtpGate gate = new SmtpGate();
        if (server.connections() == 0) {
            server.on("CONNECT").hold(gate).then().proceed();
        }
        List<CompletableFuture<SendResult>> begun = new ArrayList<>();
        for (int mail = 0; mail < MAILS; mail++) {
            begun.add(sender.begin(mail(mail)));
        }
        gate.open();
        return begun;
    }

    private static List<SendResult> await(List<CompletableFuture<SendResult>> begun) {
        return begun.stream().map(Sender::await).toList();
    }

    private static void assertUncertainFrom(int at, List<SendResult> results) {
        assertThat(results.subList(0, at)).allMatch(Accepted.class::isInstance);
        assertThat(results.subList(at, MAILS)).hasOnlyElementsOfType(Uncertain.class);
    }

    private static void assertEachOnce(ScriptedSmtpServer server, int count) {
        assertThat(server.messageIds()).doesNotHaveDuplicates().hasSize(count);
    }

    private static final class Counted extends FilterInputStream {
        private final AtomicLong count = new AtomicLong();

        Counted(InputStream content) {
            super(content);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count.addAndGet(Math.max(0, read));
            return read;
        }
    }
}
