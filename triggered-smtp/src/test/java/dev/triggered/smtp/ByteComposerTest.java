package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Attachment;
import dev.triggered.Mailbox;
import dev.triggered.RenderedMail;
import dev.triggered.spi.OutgoingMail;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mail is composed by us and read back by Jakarta Mail. */
class ByteComposerTest {
    private static final String LONG_WORD = "x".repeat(3_000);

    static List<String> texts() {
        return List.of(
                "",
                " ",
                "one line without an end",
                "one line\n",
                "lines\nwith\r\nmixed\rends\n\n\n",
                ".\n..\n.leading dots\n",
                "a\n.\nb\n.\n",
                LONG_WORD,
                "word ".repeat(2_000),
                "ü".repeat(2_000),
                "mostly ASCII, but some ü and ß and € in between, so that it is quoted\n",
                "Здравствуйте, заказ отправлен.\n",
                "שלום עולם, ההזמנה נשלחה\n",
                "مرحبا\u200f بالعالم\n",
                "🎉👩‍👩‍👧‍👦🇩🇪 ".repeat(100),
                "trailing blank \nand tab\t\nand =3D escapes = \n",
                "a form feed \f, a bell \u0007, a NUL \u0000 and DEL \u007f\n",
                "From the start\n>From\n",
                "--=_00000000000000000000000001_1\n--=_00000000000000000000000001_1--\n",
                "=\n=0D=0A.\n");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_text_comes_back_as_it_was(String text) throws Exception {
        for (String prefix : List.of("", "é", "éééééééé")) {
            String whole = prefix + text;
            List<Part> parts = leaves(composed(new RenderedMail("s", "<p>" + whole + "</p>", whole + ".")));

            assertThat(parts).hasSize(2);
            assertThat(content(parts.get(0))).isEqualTo(lines(whole) + ".");
            assertThat(content(parts.get(1))).isEqualTo("<p>" + lines(whole) + "</p>");
            assertThat(type(parts.get(0))).isEqualTo("text/plain; charset=UTF-8");
            assertThat(type(parts.get(1))).isEqualTo("text/html; charset=UTF-8");
        }
    }

    @Test
    void random_texts_come_back_as_they_were() throws Exception {
        Random random = new Random(4711);
        String alphabet = "ab .=\t\r\n\u0000éß€漢🎉-_";
        int[] codePoints = alphabet.codePoints().toArray();
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder("x");
            int length = random.nextInt(500);
            for (int k = 0; k < length; k++) {
                text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
            }
            text.append('x');
            List<Part> parts = leaves(composed(new RenderedMail("s", text.toString(), text.toString())));

            assertThat(content(parts.get(0))).isEqualTo(lines(text.toString()));
            assertThat(content(parts.get(1))).isEqualTo(lines(text.toString()));
        }
    }

    static List<String> subjects() {
        return List.of(
                "",
                "Your order 4711",
                "🎉 Your order 🎉",
                "ü".repeat(500),
                "Заказ № 4711 отправлен и скоро будет у вас, спасибо за покупку в нашем магазине",
                "הזמנה 4711 נשלחה",
                "long words " + LONG_WORD,
                "many words " + "and ".repeat(500) + "end",
                "it looks like =?UTF-8?Q?an_encoded_word?= and is none",
                "a \"quoted\" <thing>, with; signs: (and) \\ more @ all",
                "👩‍👩‍👧‍👦".repeat(50),
                "lone surrogate \ud83c end");
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void a_subject_comes_back_as_it_was(String subject) throws Exception {
        MimeMessage message = parsed(composed(new RenderedMail(subject, "", "text")));

        String raw = message.getHeader("Subject", null);
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(raw))).isEqualTo(subject.replace("\ud83c end", "? end"));
        assertThat(raw).matches("[ -~\r\n]*");
        assertThat(raw.lines()).allMatch(line -> line.length() <= 220);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jane Doe",
                "Doe, Jane",
                "Jane \"JD\" Doe",
                "back\\slash",
                "jane@elsewhere.example",
                "Jörg Müller",
                "山田太郎",
                "ישראל ישראלי",
                "🎉",
                "=?UTF-8?Q?Bank?=",
                "O'Neill (Sales); <b>",
                "a very long name that goes on and on and on and on and on and on and on and on and on and on and on"
            })
    void a_display_name_comes_back_as_it_was(String name) throws Exception {
        Mailbox from =
                new Mailbox(name, Mailbox.parse("orders@notify.acme.example").address());
        Mailbox to = new Mailbox(name, Mailbox.parse("jane@example.com").address());
        MimeMessage message = parsed(composed(Mails.mail(from, to, Mails.BODY)));

        InternetAddress[] recipients = InternetAddress.parseHeader(message.getHeader("To", null), true);
        assertThat(recipients).hasSize(1);
        assertThat(recipients[0].getAddress()).isEqualTo("jane@example.com");
        assertThat(recipients[0].getPersonal()).isEqualTo(name);
        assertThat(((InternetAddress) message.getFrom()[0]).getPersonal()).isEqualTo(name);
        assertThat(message.getFrom()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invoice.pdf",
                "with space.pdf",
                "a\"quoted\".pdf",
                "semi;colon=equals.pdf",
                "Rechnung für Jörg.pdf",
                "счёт-фактура № 4711 за январь 2026 года, окончательный вариант.pdf",
                "请求书.pdf",
                "🎉.pdf",
                "percent%20.pdf",
                "it's 100%''.pdf"
            })
    void a_file_name_comes_back_as_it_was(String name) throws Exception {
        byte[] bytes = {0, 1, 2, '\r', '\n', '.', '\r', '\n', (byte) 0xff};
        List<Part> parts = leaves(
                composed(Mails.mail(Mails.BODY, Attachment.of(name, bytes).type("application/pdf"))));

        assertThat(parts).hasSize(3);
        assertThat(parts.get(2).getFileName()).isEqualTo(name);
        assertThat(parts.get(2).getDisposition()).isEqualTo("attachment");
        assertThat(parts.get(2).isMimeType("application/pdf")).isTrue();
        assertThat(parts.get(2).getInputStream()).hasBinaryContent(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 56, 57, 58, 8_207, 8_208, 8_209, 100_000})
    void an_attachment_of_any_size_comes_back_and_its_size_is_foretold(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        OutgoingMail mail = Mails.mail(Mails.BODY, Attachment.of("a.bin", bytes));
        try (ComposedMail composed = new ByteComposer().compose(mail, new MailBuffer())) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            composed.writeTo(out);

            assertThat(composed.size()).isEqualTo(out.size());
            assertThat(leaves(out.toByteArray()).get(2).getInputStream()).hasBinaryContent(bytes);
        }
    }

    @Test
    void an_attachment_that_does_not_tell_its_size_leaves_that_of_the_mail_open() throws Exception {
        OutgoingMail mail = Mails.mail(Mails.BODY, Attachment.lazily("a.bin", () -> Streams.of(10)));
        try (ComposedMail composed = new ByteComposer().compose(mail, new MailBuffer())) {
            assertThat(composed.size()).isEqualTo(-1);
        }
    }

    @Test
    void the_parts_form_the_tree_that_mail_programs_expect() throws Exception {
        Attachment logo = Attachment.of("logo.png", new byte[] {1}).inline("logo");
        Attachment file = Attachment.of("a.pdf", new byte[] {2});
        RenderedMail text = new RenderedMail("s", "", "text");
        RenderedMail html = new RenderedMail("s", "<p>", "");
        RenderedMail empty = new RenderedMail("s", "", "");

        assertThat(tree(Mails.mail(text))).isEqualTo("text/plain");
        assertThat(tree(Mails.mail(html))).isEqualTo("text/html");
        assertThat(tree(Mails.mail(empty))).isEqualTo("text/plain");
        assertThat(tree(Mails.mail(Mails.BODY))).isEqualTo("alternative(text/plain text/html)");
        assertThat(tree(Mails.mail(html, logo))).isEqualTo("related(text/html image/png)");
        assertThat(tree(Mails.mail(text, logo))).isEqualTo("mixed(text/plain image/png)");
        assertThat(tree(Mails.mail(text, file))).isEqualTo("mixed(text/plain application/pdf)");
        assertThat(tree(Mails.mail(Mails.BODY, file, logo)))
                .isEqualTo("mixed(alternative(text/plain related(text/html image/png)) application/pdf)");
    }

    @Test
    void an_inline_image_has_its_content_id() throws Exception {
        Attachment logo = Attachment.of("logo.png", new byte[] {1}).inline("logo-1");
        List<Part> parts = leaves(composed(Mails.mail(Mails.BODY, logo)));

        assertThat(parts.get(2).getHeader("Content-ID")).containsExactly("<logo-1>");
        assertThat(parts.get(2).getDisposition()).isEqualTo("inline");
    }

    @Test
    void a_mail_in_a_mail_goes_as_mere_octets_because_it_must_not_be_encoded() throws Exception {
        Attachment mail = Attachment.of("forwarded.eml", "Subject: x\r\n\r\ny".getBytes(StandardCharsets.US_ASCII))
                .type("message/rfc822");
        Part part = leaves(composed(Mails.mail(Mails.BODY, mail))).get(2);

        assertThat(part.isMimeType("application/octet-stream")).isTrue();
        assertThat(part.getFileName()).isEqualTo("forwarded.eml");
    }

    @Test
    void the_header_has_each_field_once_and_the_message_id_is_ours() throws Exception {
        OutgoingMail mail = Mails.mail();
        MimeMessage message = parsed(composed(mail));

        for (String name : List.of("Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version")) {
            assertThat(message.getHeader(name)).as(name).hasSize(1);
        }
        assertThat(message.getHeader("Message-ID", null))
                .isEqualTo("<" + mail.header().id().value() + "@notify.acme.example>");
        assertThat(message.getHeader("Date", null)).isEqualTo("Fri, 2 Jan 2026 03:04:05 +0000");
        assertThat(message.getSentDate().toInstant()).isEqualTo(Mails.DATE);
        assertThat(message.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(message.getHeader("Reply-To")).isNull();
        assertThat(composed(mail)).isEqualTo(composed(mail));
    }

    @Test
    void replies_go_elsewhere_only_where_that_is_said() throws Exception {
        OutgoingMail mail = Mails.mail();
        OutgoingMail.Header header = mail.header();
        Mailbox help = Mailbox.parse("Hilfe für alle <help@acme.example>");
        OutgoingMail other = new OutgoingMail(
                mail.envelope(),
                new OutgoingMail.Header(header.id(), header.date(), header.from(), help, header.to()),
                mail.body(),
                List.of(),
                0);

        MimeMessage message = parsed(composed(other));

        assertThat(((InternetAddress) message.getReplyTo()[0]).getPersonal()).isEqualTo("Hilfe für alle");
        assertThat(((InternetAddress) message.getReplyTo()[0]).getAddress()).isEqualTo("help@acme.example");
    }

    @Test
    void an_international_address_stands_in_utf8() throws Exception {
        byte[] bytes = composed(Mails.mail("Acme <a@acme.example>", "Jörg <jörg@bücher.example>", Mails.BODY));

        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("<jörg@xn--bcher-kva.example>\r\n");
    }

    @Test
    void the_dispatcher_shows_what_it_would_send_and_hides_no_failure() {
        SmtpRelay relay = SmtpRelay.at("localhost", 25).plaintext().build();
        try (SmtpDispatcher dispatcher = SmtpDispatcher.to(relay).build()) {
            OutgoingMail broken = Mails.mail(Mails.BODY, Attachment.lazily("a.bin", () -> Streams.breakingAfter(9)));
            assertThatThrownBy(() -> dispatcher.compose(broken, new ByteArrayOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a.bin");
        }
    }

    @Test
    void attachments_are_closed_whether_the_mail_could_be_composed_or_not() throws Exception {
        List<String> closed = new ArrayList<>();
        Attachment good = Attachment.lazily("good.bin", () -> new ByteArrayInputStream(new byte[9]) {
            @Override
            public void close() {
                closed.add("good");
            }
        });
        Attachment bad = Attachment.lazily("bad.bin", () -> {
            throw new IOException("gone");
        });

        assertThatThrownBy(() -> new ByteComposer().compose(Mails.mail(Mails.BODY, good, bad), new MailBuffer()))
                .isInstanceOf(UnsendableException.class);
        assertThat(closed).hasSize(1);
        composed(Mails.mail(Mails.BODY, good));
        assertThat(closed).hasSize(2);
    }

    private static byte[] composed(RenderedMail body) throws IOException {
        return composed(Mails.mail(body));
    }

    /** Composes, and checks what holds for every mail: lines of at most 998 octets, ended by CR LF, no NUL. */
    private static byte[] composed(OutgoingMail mail) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ComposedMail composed = new ByteComposer().compose(mail, new MailBuffer())) {
            composed.writeTo(out);
        }
        String whole = out.toString(StandardCharsets.ISO_8859_1);
        assertThat(whole).doesNotContain("\0").doesNotMatch("(?s).*(\r[^\n]|[^\r]\n).*");
        for (String line : whole.split("\r\n", -1)) {
            assertThat(line.length()).isLessThanOrEqualTo(998);
        }
        return out.toByteArray();
    }

    private static MimeMessage parsed(byte[] bytes) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }

    private static List<Part> leaves(byte[] bytes) throws MessagingException, IOException {
        List<Part> leaves = new ArrayList<>();
        collect(parsed(bytes), leaves);
        return leaves;
    }

    private static void collect(Part part, List<Part> leaves) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                collect(multipart.getBodyPart(i), leaves);
            }
        } else {
            leaves.add(part);
        }
    }

    private static String tree(OutgoingMail mail) throws MessagingException, IOException {
        return tree((Part) parsed(composed(mail)));
    }

    private static String tree(Part part) throws MessagingException, IOException {
        ContentType type = new ContentType(part.getContentType());
        if (!(part.getContent() instanceof Multipart multipart)) {
            return type.getBaseType().toLowerCase(Locale.ROOT);
        }
        List<String> children = new ArrayList<>();
        for (int i = 0; i < multipart.getCount(); i++) {
            BodyPart child = multipart.getBodyPart(i);
            children.add(tree(child));
        }
        return type.getSubType() + "(" + String.join(" ", children) + ")";
    }

    private static String content(Part part) throws MessagingException, IOException {
        return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String type(Part part) throws MessagingException {
        return part.getContentType();
    }

    private static String lines(String text) {
        return text.replaceAll("\r\n|\r|\n", "\r\n");
    }
}
