package dev.triggered.templates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.templates.CampaignFault.Category;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is handed over as a mail, and is none, or none that could be kept in memory. */
class CampaignBadInputTest {
    private static void assertUnreadable(byte[] mail, String message) {
        assertThatThrownBy(() -> Eml.read(mail)).isInstanceOfSatisfying(CampaignException.class, e -> {
            assertThat(e).hasMessageContaining(message);
            assertThat(e.faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.category()).isEqualTo(Category.UNREADABLE));
        });
    }

    private static void assertUnreadable(String mail, String message) {
        assertUnreadable(mail.getBytes(UTF_8), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n\n", "Hello Jane,\nhow are you?", "<html><p>x</p></html>", "{\"a\": 1}", "%PDF-1.4\nx: y"
            })
    void is_no_mail(String text) {
        assertUnreadable(text, "is no mail");
    }

    @Test
    void is_no_mail_but_an_image_or_noise() {
        assertUnreadable(Eml.PNG, "is no mail");
        byte[] noise = new byte[10_000];
        new Random(4711).nextBytes(noise);
        assertUnreadable(noise, "is no mail");
    }

    @Test
    void is_not_there() {
        assertThatThrownBy(() -> CampaignImport.eml(Path.of("no", "campaign.eml")))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("campaign.eml cannot be read");
    }

    @Test
    void is_cut_off_anywhere() {
        byte[] whole = Eml.WHOLE.replace("\n", "\r\n").getBytes(UTF_8);
        int end = Eml.WHOLE.replace("\n", "\r\n").lastIndexOf("--outer--") + "--outer--".length();
        int body = Eml.WHOLE.replace("\n", "\r\n").indexOf("\r\n\r\n") + 4;
        for (int length = body; length < end; length += 7) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Eml.read(cut)).as("%s", length).isInstanceOf(CampaignException.class);
        }
    }

    @Test
    void is_endless() {
        assertUnreadable(new byte[25_000_001], "is larger than 25000000 bytes");
    }

    @Test
    void has_endless_many_parts_or_lines() {
        assertUnreadable(Eml.multipart("multipart/mixed", "\nx\n--b\n".repeat(600)), "has more than 500 parts");
        assertUnreadable(
                "Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n".repeat(6_000_000),
                "lines, of which 6000000 begin like a part");
        assertUnreadable("Subject: s\n" + "a:\n".repeat(2_000_000), "has 2000001 lines");
        assertUnreadable("Subject: s\r" + "a:\r".repeat(2_000_000), "has 2000001 lines");
    }

    @Test
    void is_nested_without_end() {
        StringBuilder mail = new StringBuilder("Subject: s\n");
        for (int i = 0; i < 5_000; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append("\n");
        }
        mail.append("\nx\n");
        for (int i = 4_999; i >= 0; i--) {
            mail.append("--b").append(i).append("--\n");
        }
        assertUnreadable(mail.toString(), "more than 20 deep");
    }

    @Test
    void has_a_body_that_nobody_reads() {
        assertUnreadable(Eml.simple("text/plain", "x".repeat(1_000_001)), "has 1000001 characters of text");
    }

    @Test
    void is_encoded_in_a_way_that_nobody_knows() {
        assertUnreadable(Eml.simple("text/plain\nContent-Transfer-Encoding: x-rot13", "x"), "cannot be read as a mail");
        assertUnreadable(
                Eml.simple("text/plain\nContent-Transfer-Encoding: base64", "QUJDR"), "cannot be read as a mail");
        assertUnreadable(
                Eml.simple("multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64", "--b--"),
                "cannot be read as a mail");
    }

    @Test
    void is_in_a_charset_that_nobody_knows_or_in_another_one() {
        assertThat(Eml.read(Eml.simple("text/html; charset=klingon", "<p>x</p>"))
                        .faults())
                .extracting(CampaignFault::toString)
                .containsExactly("html: 'klingon' is the name of a charset that nobody knows");
        CampaignImport wrong = Eml.readOctets(Eml.simple("text/plain; charset=utf-8", "gr\u00FC\u00DFe"));
        assertThat(wrong.faults())
                .extracting(CampaignFault::toString)
                .containsExactly("text: 'UTF-8' is not the charset that it is written in");
        assertThat(wrong.draft().parts()).containsEntry("text", "gr\uFFFD\uFFFDe");
        assertThat(Eml.read("Subject: =?klingon?q?x?=\n\nx").faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.category()).isEqualTo(Category.UNREADABLE));
    }

    @Test
    void is_signed_or_encrypted() {
        CampaignImport signed = Eml.read(Eml.multipart(
                "multipart/signed; protocol=\"application/pgp-signature\"",
                "Content-Type: text/plain\n\nx",
                "Content-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----"));
        assertThat(signed.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString()).contains("multipart/signed", "unsigned"));
    }

    @Test
    void is_mangled_at_random() {
        Random chance = new Random(4711);
        byte[] whole = Eml.WHOLE.getBytes(UTF_8);
        int read = 0;
        for (int round = 0; round < 1_000; round++) {
            byte[] mangled = whole.clone();
            for (int i = chance.nextInt(20); i >= 0; i--) {
                mangled[chance.nextInt(mangled.length)] = (byte) chance.nextInt(256);
            }
            try {
                CampaignImport imported = Eml.read(mangled);
                MustacheTemplates.inCode().compile("mail", imported.draft());
                read++;
            } catch (CampaignException e) {
                assertThat(e.faults()).isNotEmpty();
            }
        }
        assertThat(read).isPositive();
    }
}
