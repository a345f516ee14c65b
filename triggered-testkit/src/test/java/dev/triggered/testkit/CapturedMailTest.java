package dev.triggered.testkit;

import static dev.triggered.testkit.CapturedMailAssert.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapturedMailTest {
    private static final String FULL = String.join(
            "\r\n",
            "Received: from a",
            "Received: from b",
            "From: =?utf-8?q?Acm=C3=A9?= <orders@notify.acme.example>",
            "To: jane@example.com",
            "Subject: =?utf-8?B?SWhyZSBCZXN0ZWxsdW5nIA==?=",
            " =?utf-8?Q?4711_ist_da_=E2=9C=93?=",
            "Message-ID: <1@notify.acme.example>",
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=m",
            "",
            "--m",
            "Content-Type: multipart/related; boundary=r",
            "",
            "--r",
            "Content-Type: multipart/alternative; boundary=a",
            "",
            "--a",
            "Content-Type: text/plain; charset=iso-8859-1",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "Gr=FC=DFe,",
            "Acme",
            "--a",
            "Content-Type: text/html; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
            "",
            "<p>Grüße</p><img src=\"cid:logo\">",
            "--a--",
            "--r",
            "Content-Type: image/png",
            "Content-ID: <logo>",
            "Content-Disposition: inline; filename=logo.png",
            "Content-Transfer-Encoding: base64",
            "",
            "AQID",
            "--r--",
            "--m",
            "Content-Type: Text/CSV; charset=utf-8",
            "Content-Disposition: attachment; filename*=utf-8''Stra%C3%9Fe.csv",
            "",
            "a;ü",
            "--m--",
            "");

    private final CapturedMail mail = parse(FULL, UTF_8);

    @Test
    void reads_the_envelope_and_the_header_decoded() {
        assertThat(mail)
                .isTo("jane@example.com")
                .hasSender("bounce@notify.acme.example")
                .hasSubject("Ihre Bestellung 4711 ist da ✓")
                .hasHeader("from", "Acmé <orders@notify.acme.example>")
                .hasNoHeader("Reply-To");
        assertThat(mail.messageId()).isEqualTo("<1@notify.acme.example>");
        assertThat(mail.headers("received")).containsExactly("from a", "from b");
        assertThat(mail.header("Received")).hasValue("from a");
    }

    @Test
    void reads_the_bodies_decoded() {
        assertThat(mail).hasText("Grüße,\nAcme").hasTextContaining("Grüße").hasTextWithout("<p>");
        assertThat(mail).hasHtmlContaining("<p>Grüße</p>").hasHtmlWithout("Acme");
    }

    @Test
    void reads_the_attachments() {
        assertThat(mail).hasAttachment("logo.png", new byte[] {1, 2, 3}).hasAttachment("Straße.csv");
        CapturedAttachment logo = mail.attachment("logo.png");
        assertThat(List.of(logo.type(), logo.contentId(), logo.size())).containsExactly("image/png", "logo", 3);
        CapturedAttachment table = mail.attachment("Straße.csv");
        assertThat(List.of(table.type(), table.contentId(), table.text())).containsExactly("text/csv", "", "a;ü");
        assertThat(table).hasToString("Straße.csv (text/csv, 4 bytes)");
    }

    @Test
    void reads_a_mail_of_one_part() {
        CapturedMail plain = parse("Subject: hi\r\n\r\nline\r\n", UTF_8);
        assertThat(plain).hasText("line\n").hasNoAttachments().hasSubject("hi");
        assertThat(plain.html()).isEmpty();
        assertThat(plain.messageId()).isEmpty();
    }

    @Test
    void reads_headers_in_utf_8() {
        assertThat(parse("Subject: Grüße\r\n\r\n", UTF_8)).hasSubject("Grüße");
    }

    @Test
    void keeps_its_bytes_to_itself() {
        byte[] raw = "Subject: hi\r\n\r\nline".getBytes(UTF_8);
        CapturedMail plain = CapturedMail.parse("a@b.example", "c@d.example", raw);
        raw[0] = 'X';
        plain.raw()[1] = 'Y';
        assertThat(plain.raw()).isEqualTo("Subject: hi\r\n\r\nline".getBytes(UTF_8));
    }

    @Test
    void shows_nothing_of_its_body() {
        assertThat(parse("Subject: hi\r\n\r\nsecret", UTF_8)).hasToString("mail to jane@example.com, 'hi', 21 bytes");
    }

    @Test
    void reads_a_charset_that_nobody_knows_as_utf_8() {
        assertThat(parse("Content-Type: text/plain; charset=klingon\r\n\r\nü", UTF_8))
                .hasText("ü");
        assertThat(parse("Content-Type: text/plain; charset=latin1\r\n\r\nü", ISO_8859_1))
                .hasText("ü");
    }

    @Test
    void a_failed_assertion_says_what_the_mail_has_instead() {
        assertFailure(
                () -> assertThat(mail).isTo("joe@example.com"), "recipient", "joe@example.com", "jane@example.com");
        assertFailure(() -> assertThat(mail).hasSubject("Hello"), "Hello", "Ihre Bestellung 4711 ist da ✓");
        assertFailure(() -> assertThat(mail).hasTextContaining("Bye"), "Bye", "Grüße,\nAcme");
        assertFailure(() -> assertThat(mail).hasTextWithout("Acme"), "not to contain", "Grüße,\nAcme");
        assertFailure(() -> assertThat(mail).hasHtmlContaining("<b>"), "<b>", "<p>Grüße</p>");
        assertFailure(() -> assertThat(mail).hasHeader("Received", "from c"), "from c", "[from a, from b]");
        assertFailure(() -> assertThat(mail).hasHeader("X-None", "x"), "no such field");
        assertFailure(() -> assertThat(mail).hasNoHeader("Received"), "from a");
        assertFailure(() -> assertThat(mail).hasAttachment("x.pdf"), "x.pdf", "logo.png (image/png, 3 bytes)");
        assertFailure(() -> assertThat(mail).hasAttachment("logo.png", new byte[1]), "logo.png");
        assertFailure(() -> assertThat(mail).hasNoAttachments(), "Straße.csv");
    }

    private static void assertFailure(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable assertion, String... parts) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContainingAll(parts);
    }

    private static CapturedMail parse(String mail, Charset charset) {
        return CapturedMail.parse("bounce@notify.acme.example", "jane@example.com", mail.getBytes(charset));
    }
}
