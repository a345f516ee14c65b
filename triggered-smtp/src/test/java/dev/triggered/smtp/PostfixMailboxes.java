package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.Lane;
import dev.triggered.LaneConnections;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult;
import dev.triggered.SendResult.Accepted;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Through a real Postfix into its mailboxes, and every byte compared. It takes root on Debian, so that it is no part of a build: see
 * {@code CONTRIBUTING.md}.
 */
class PostfixMailboxes {
    private static final int MAILS = 500;
    private static final int LARGE = 5_000_000;
    private static final long ATTACHMENT_LIMIT = 10_000_000;
    private static final String ID_FIELD = "Message-ID:";

    @ParameterizedTest(name = "without \"{0}\"")
    @ValueSource(strings = {"", "chunking", "chunking, pipelining"})
    void every_mail_arrives_once_and_as_it_was_sent(String withheld) throws Exception {
        try (PostfixServer server = PostfixServer.without(withheld)) {
            sendAndCompare(server);

            String sessions = Awaitility.await().until(server::log, log -> log.contains(" quit="));
            assertThat(sessions.contains(" bdat=")).isEqualTo(withheld.isEmpty());
        }
    }

    private static void sendAndCompare(PostfixServer server) throws Exception {
        List<OutgoingMail> mails = mails();
        try (SmtpDispatcher dispatcher = SmtpDispatcher.to(
                        SmtpRelay.at("127.0.0.1", server.port()).plaintext().build())
                .build()) {
            assertThat(sendAll(dispatcher, mails)).hasSize(MAILS).allMatch(Accepted.class::isInstance);

            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> server.mails().size() >= MAILS);
            Map<String, byte[]> arrived = new HashMap<>();
            for (Path file : server.mails()) {
                byte[] mail = withoutTrace(Files.readAllBytes(file));
                assertThat(arrived.put(messageId(mail), mail)).isNull();
            }
            for (OutgoingMail mail : mails) {
                assertThat(arrived.get(mail.header().messageIdField())).isEqualTo(composed(dispatcher, mail));
            }
        }
    }

    private static List<SendResult> sendAll(SmtpDispatcher dispatcher, List<OutgoingMail> mails) throws Exception {
        LaneDispatcher lane = dispatcher.open(Lane.named("tests").connections(new LaneConnections(4, 0, 0, 16)));
        Semaphore free = new Semaphore(lane.capacity());
        Queue<SendResult> results = new ConcurrentLinkedQueue<>();
        for (OutgoingMail mail : mails) {
            assertThat(free.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
            lane.send(mail, result -> {
                results.add(result);
                free.release();
            });
        }
        assertThat(free.tryAcquire(lane.capacity(), 1, TimeUnit.MINUTES)).isTrue();
        return new ArrayList<>(results);
    }

    private static List<OutgoingMail> mails() {
        Random random = new Random(1);
        byte[] file = new byte[LARGE];
        random.nextBytes(file);
        List<String> texts = List.of(
                ".",
                ".\n.\n..\n.\n",
                "\n.\n",
                "Grüße 🎉\n.Grüße\n..\n",
                "x".repeat(5_000) + "\n." + "ü".repeat(3_000),
                "BDAT 5 LAST\nQUIT\n.\nRSET\n",
                "From here\nFrom there\n \n\t\n",
                "trailing blanks   \n\tand a tab\t\n=\n=3D\n",
                "no line end at its end");
        List<OutgoingMail> mails = new ArrayList<>();
        for (int i = 0; i < MAILS; i++) {
            String text = texts.get(i % texts.size());
            RenderedMail body = new RenderedMail("Nr. " + i + " für 🎉", "<p>" + text + "</p>", text);
            OutgoingMail mail =
                    i % 100 == 50 ? Mails.mail(body, Attachment.of("Rechnung für Jörg.pdf", file)) : Mails.mail(body);
            mails.add(new OutgoingMail(
                    mail.envelope(), mail.header(), mail.body(), mail.attachments(), ATTACHMENT_LIMIT));
        }
        return mails;
    }

    private static byte[] composed(SmtpDispatcher dispatcher, OutgoingMail mail) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        dispatcher.compose(mail, bytes);
        return bytes.toString(StandardCharsets.ISO_8859_1).replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Takes the fields off that stand before ours because servers on the way wrote them (RFC 5321, section 4.4). */
    private static byte[] withoutTrace(byte[] file) {
        String mail = new String(file, StandardCharsets.ISO_8859_1);
        int received = mail.indexOf("\nReceived:");
        int line = mail.indexOf('\n', received + 1);
        while (mail.charAt(line + 1) == '\t' || mail.charAt(line + 1) == ' ') {
            line = mail.indexOf('\n', line + 1);
        }
        return mail.substring(line + 1).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String messageId(byte[] mail) {
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        int field = text.indexOf(ID_FIELD);
        return text.substring(text.indexOf('<', field), text.indexOf('>', field) + 1);
    }
}
