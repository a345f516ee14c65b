package dev.triggered.tracking.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageState;
import dev.triggered.testkit.CapturedMail;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made to hurt whoever takes it in. The time limit is far above what each needs: it ends what does not end. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileIntakeTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String JANE = "jane@customer.example";

    /** Returns mails that name a message and hurt, by what is wrong with them. */
    private static Map<String, byte[]> mails(CapturedMail sent) {
        byte[] bounce = Returned.bounce(sent.sender(), JANE, ReturnShop.messageIdOf(sent));
        String text = new String(bounce, StandardCharsets.ISO_8859_1);
        Map<String, byte[]> mails = new LinkedHashMap<>();
        mails.put("50 MB", Arrays.copyOf(bounce, 50 * MEBIBYTE));
        mails.put("nested", nested(text));
        mails.put("packed", octets(text.replace("Content-Type: text/plain", "Content-Type: application/zip")));
        mails.put("charset", octets(text.replace("text/plain", "text/plain; charset=no-such-\u00ff")));
        mails.put("CR", octets(text.replace("\r\n", "\r")));
        mails.put("LF", octets(text.replace("\r\n", "\n")));
        mails.put("no end of a header", octets(text.replace("\r\n\r\n", "\r\n")));
        mails.put("NUL", octets(text.replace("mx.customer", "mx\0customer").replace("unknown", "unknown\0")));
        mails.put("long host", octets(text.replace("dns; mx", "dns; " + "x".repeat(MEBIBYTE))));
        mails.put("many addresses", octets("To: " + "a@b.example, ".repeat(100_000) + "\r\n" + text));
        mails.put("many recipients", Returned.report(sent.sender(), "1@x", recipients()));
        return mails;
    }

    private static byte[] nested(String report) {
        StringBuilder mail = new StringBuilder(report.substring(0, report.indexOf("Content-Type")));
        for (int i = 0; i < 20_000; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=c%d\r\n\r\n--c%d\r\n".formatted(i, i));
        }
        return octets(
                mail.append(report.substring(report.indexOf("Content-Type"))).toString());
    }

    private static String recipients() {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            fields.append(Returned.fields("r" + i + "@customer.example", "failed", "5.0.0", "no"))
                    .append('\n');
        }
        return fields.toString();
    }

    private static byte[] octets(String mail) {
        return mail.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatever_a_mail_holds_it_is_taken_in() {
        try (ReturnShop shop = ReturnShop.open()) {
            mails(shop.sendTo(JANE))
                    .forEach((what, mail) ->
                            assertThat(shop.tracking().accept(mail)).as(what).isNotNull());
        }
    }

    @Test
    void whatever_became_of_a_mail_it_is_taken_in_and_hurts_nobody_else() {
        Random random = new Random(42);
        try (ReturnShop shop = ReturnShop.open()) {
            CapturedMail toJoe = shop.sendTo("joe@customer.example");
            CapturedMail sent = shop.sendTo(JANE);
            byte[] bounce = Returned.bounce(sent.sender(), JANE, ReturnShop.messageIdOf(sent));
            for (int round = 0; round < 500; round++) {
                byte[] mail = Arrays.copyOf(bounce, random.nextInt(bounce.length) + 1);
                for (int i = 0; i < 1 + mail.length / 100; i++) {
                    mail[random.nextInt(mail.length)] = (byte) random.nextInt(256);
                }
                assertThat(shop.tracking().accept(mail)).isNotNull();
            }

            assertThat(shop.stateOf(toJoe)).isEqualTo(MessageState.SENT);
            assertThat(shop.mail().suppressions().find("joe@customer.example")).isEmpty();
        }
    }
}
