package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attachment;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult;
import dev.triggered.SendResult.Accepted;
import dev.triggered.SendResult.Refused;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.testkit.ScriptedSmtpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures are judged by jDKIM, which knows RSA only, and by a verifier of the tests, which the example of RFC 8463 judges. */
class DkimTest {
    private static final DkimVerifier VERIFIER = new DkimVerifier(DkimKeys.RECORDS);

    private final MailBuffer buffer = new MailBuffer();

    @Test
    void the_verifier_of_the_tests_takes_the_example_of_rfc_8463_and_no_change_of_it() throws Exception {
        DkimVerifier verifier = new DkimVerifier(Rfc8463.RECORDS);

        assertThat(verifier.good(Rfc8463.MAIL.getBytes(StandardCharsets.US_ASCII)))
                .containsExactly("ed25519-sha256", "rsa-sha256");
        for (String changed : List.of(
                Rfc8463.MAIL.replace("Joe.", "Joe!"),
                Rfc8463.MAIL.replace("Suzie", "Susie"),
                Rfc8463.MAIL.replace("\r\nDate", "\r\nSubject: Fire\r\nDate"))) {
            assertThat(verifier.good(changed.getBytes(StandardCharsets.US_ASCII)))
                    .isEmpty();
        }
    }

    @Test
    void the_key_of_rfc_8463_signs_its_example() throws Exception {
        String mail = Rfc8463.MAIL.substring(Rfc8463.MAIL.indexOf("From:"));
        DkimKey key = DkimKey.fromPem("brisbane", "football.example.com", Rfc8463.PRIVATE_KEY);
        int body = mail.indexOf("\r\n\r\n") + 4;
        BodyHash hash = new BodyHash();
        hash.write(mail.substring(body).getBytes(StandardCharsets.US_ASCII));
        byte[] octets = mail.getBytes(StandardCharsets.US_ASCII);

        String field = DkimSigner.signatures(
                List.of(key), RelaxedHeader.of(octets, body - 2), hash.hash(), Instant.ofEpochSecond(1_528_637_909));

        assertThat(new DkimVerifier(Rfc8463.RECORDS).good((field + mail).getBytes(StandardCharsets.US_ASCII)))
                .containsExactly("ed25519-sha256");
        assertThat(field).contains("t=1528637909;");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.triggered.smtp.HardMails#all")
    void a_signed_mail_verifies(String name, OutgoingMail mail) throws Exception {
        byte[] signed = composed(mail, DkimKeys.RSA, DkimKeys.ED25519);
        boolean aligned = mail.header().from().address().domain().endsWith("notify.acme.example");

        if (aligned) {
            requireGood(signed);
        }
        for (MailReader reader : MailReader.values()) {
            assertThat(reader.read(signed)).as(reader.name()).isEqualTo(ReadMail.expected(mail));
        }
    }

    @Test
    void signed_mails_verify_as_they_arrive() throws Exception {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = Sender.with(
                        Sender.plainRelay(server), builder -> builder.dkim(DkimKeys.RSA, DkimKeys.ED25519))) {
            for (String text : HardMails.texts().values()) {
                assertThat(sender.send(Mails.mail(new RenderedMail("Grüße", text, text))))
                        .isInstanceOf(Accepted.class);
            }
            for (Attachment attachment : List.of(untold(300_000), Attachment.of("a.pdf", new byte[300_000]))) {
                assertThat(sender.send(Mails.mail(Mails.BODY, attachment))).isInstanceOf(Accepted.class);
            }

            assertThat(server.messages()).hasSize(HardMails.texts().size() + 2).allSatisfy(received -> {
                requireGood(received.content());
                assertThat(received.parameters()).containsEntry("SIZE", String.valueOf(received.content().length));
            });
        }
    }

    @Test
    void an_empty_body_has_the_hash_that_rfc_6376_gives_for_it() throws Exception {
        BodyHash lines = new BodyHash();
        lines.write("\r\n \t\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(List.of(new BodyHash().hash(), lines.hash()))
                .allSatisfy(hash -> assertThat(hash)
                        .isEqualTo(Base64.getDecoder().decode("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")));
    }

    @Test
    void each_field_that_matters_is_signed_and_from_once_more() throws Exception {
        String header = String.join(
                "\r\n",
                "List-Unsubscribe: <https://acme.example/u>",
                "list-unsubscribe-post: List-Unsubscribe=One-Click",
                "X-Other: x",
                "Reply-To: a@acme.example",
                "from:\t a@acme.example",
                "Subject: a \r\n  b",
                "Subject: older",
                "");
        byte[] octets = header.getBytes(StandardCharsets.US_ASCII);
        DkimKey key = DkimKeys.RSA;

        BodyHash body = new BodyHash();
        body.write("body \t\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        String field =
                DkimSigner.signatures(List.of(key), RelaxedHeader.of(octets, octets.length), body.hash(), Mails.DATE);

        assertThat(field.replaceAll("\r\n +", ""))
                .contains("h=From:Subject:Subject:Reply-To:List-Unsubscribe:List-Unsubscribe-Post:From;");
        requireGoodRsa((field + header + "\r\nbody\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void a_change_of_anything_that_is_signed_is_found() throws Exception {
        String signed = new String(composed(Mails.mail(), DkimKeys.RSA, DkimKeys.ED25519), StandardCharsets.ISO_8859_1);

        for (String changed : List.of(
                signed.replace("Thank you", "thank you"),
                signed.replace("Jane Doe", "John Doe"),
                signed.replace("\r\nTo:", "\r\nFrom: x@evil.example\r\nTo:"),
                signed.replace("Auto-Submitted: auto-generated\r\n", ""))) {
            assertThat(changed).isNotEqualTo(signed);
            assertThat(VERIFIER.good(changed.getBytes(StandardCharsets.ISO_8859_1)))
                    .isEmpty();
        }
        assertThat(VERIFIER.good(signed.replace("\r\nTo: ", "\r\nTo:   ").getBytes(StandardCharsets.ISO_8859_1)))
                .hasSize(2);
    }

    @Test
    void a_key_signs_for_its_domain_and_those_below_it_only() throws Exception {
        Map<String, Integer> signatures = Map.of(
                "a@notify.acme.example", 2,
                "a@acme.example", 1,
                "a@x.notify.acme.example", 2,
                "a@evilacme.example", 0,
                "a@other.example", 0);

        for (Map.Entry<String, Integer> entry : signatures.entrySet()) {
            byte[] mail = composed(
                    Mails.mail(entry.getKey(), "jane@example.com", Mails.BODY), DkimKeys.RSA, DkimKeys.ED25519);
            assertThat(new String(mail, StandardCharsets.US_ASCII).split("DKIM-Signature:", -1))
                    .as(entry.getKey())
                    .hasSize(entry.getValue() + 1);
        }
    }

    @Test
    void an_international_domain_signs_in_its_ascii_form() throws Exception {
        DkimKey key = DkimKey.of("s1", "bücher.example", DkimKeys.RSA_PAIR.getPrivate());

        byte[] mail = composed(Mails.mail("jörg@bücher.example", "jane@example.com", Mails.BODY), key);

        assertThat(new String(mail, StandardCharsets.UTF_8)).contains("d=xn--bcher-kva.example;", "jörg@xn--bcher");
        Map<String, String> records = Map.of(
                "s1._domainkey.xn--bcher-kva.example", DkimKeys.RECORDS.get("r1._domainkey.notify.acme.example"));
        assertThat(new DkimVerifier(records).good(mail)).hasSize(1);
    }

    @Test
    void an_attachment_that_is_another_one_at_the_second_reading_never_ends_its_mail() {
        List<IntFunction<byte[]>> contents = List.of(
                reading -> filled(300_000, reading),
                reading -> filled(300_000 + reading, 'x'),
                reading -> filled(300_000 - reading, 'x'));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Sender sender = Sender.with(Sender.plainRelay(server), builder -> builder.dkim(DkimKeys.ED25519))) {
            for (IntFunction<byte[]> content : contents) {
                AtomicInteger readings = new AtomicInteger();
                Attachment restless = Attachment.lazily(
                        "a.pdf", () -> new ByteArrayInputStream(content.apply(readings.incrementAndGet())));

                SendResult result = sender.send(Mails.mail(Mails.BODY, restless));

                assertThat(result).isInstanceOf(Refused.class);
                assertThat(result.reply().toString()).contains("'a.pdf' changed after the mail was signed");
                assertThat(readings).hasValue(2);
            }
            assertThat(sender.send()).isInstanceOf(Accepted.class);
            assertThat(server.messageCount()).isEqualTo(1);
        }
    }

    @Test
    void an_attachment_that_cannot_be_read_again_refuses_its_mail_before_it_is_begun() {
        AtomicInteger readings = new AtomicInteger();
        Attachment once = Attachment.lazily("a.pdf", () -> Streams.of(readings.incrementAndGet() == 1 ? 9 : fail()));

        assertThatThrownBy(() -> composed(Mails.mail(Mails.BODY, once), DkimKeys.ED25519))
                .isInstanceOf(UnsendableException.class)
                .hasMessageContaining("'a.pdf' cannot be read");
    }

    private static long fail() throws java.io.IOException {
        throw new java.io.IOException("gone");
    }

    private static Attachment untold(int size) {
        return Attachment.lazily("untold.pdf", () -> Streams.of(size));
    }

    private static byte[] filled(int size, int octet) {
        byte[] bytes = new byte[size];
        java.util.Arrays.fill(bytes, (byte) octet);
        return bytes;
    }

    private byte[] composed(OutgoingMail mail, DkimKey... keys) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ComposedMail composed = new ByteComposer(new DkimSigner(List.of(keys))).compose(mail, buffer)) {
            composed.writeTo(out);
        }
        return out.toByteArray();
    }

    private static void requireGood(byte[] mail) throws Exception {
        assertThat(VERIFIER.good(mail)).containsExactly("rsa-sha256", "ed25519-sha256");
        // jDKIM takes an empty body for an empty line, unlike section 3.4.4 of RFC 6376.
        if (!new String(mail, StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            requireGoodRsa(mail);
        }
    }

    private static void requireGoodRsa(byte[] mail) throws Exception {
        DKIMVerifier jdkim = new DKIMVerifier(
                (method, selector, token) -> List.of(DkimKeys.RECORDS.get(selector + "._domainkey." + token)));
        // It refuses what it does not know: the other signature goes.
        String whole = new String(mail, StandardCharsets.ISO_8859_1);
        String alone = whole.replaceFirst("(?s)DKIM-Signature: v=1; a=ed25519.*?\r\n(?! )", "");

        List<SignatureRecord> records =
                jdkim.verify(new ByteArrayInputStream(alone.getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(records).hasSize(1);
        assertThat(records.get(0).getDToken().toString()).isEqualTo("notify.acme.example");
    }
}
