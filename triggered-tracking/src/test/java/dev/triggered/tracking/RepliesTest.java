package dev.triggered.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.feedback.BounceClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies of many servers, as Postfix reports them: is the address gone? */
class RepliesTest {
    private static final Path FILE = Path.of("src/test/resources/dev/triggered/tracking/replies.txt");
    private static final String REPORT = """
            Return-Path: <>
            From: MAILER-DAEMON@relay.acme.example
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; boundary=b

            --b

            <jane@customer.example>: host mx.customer.example[192.0.2.25] said: {reply}
                (in reply to {command} command)

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; relay.acme.example

            Final-Recipient: rfc822; jane@customer.example
            Action: failed
            Status: {status}
            Remote-MTA: dns; mx.customer.example
            Diagnostic-Code: smtp; {reply}
            --b--
            """;

    static Stream<String> replies() throws IOException {
        return Files.readAllLines(FILE).stream().filter(line -> !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void knows_what_a_reply_means_for_the_address(String row) {
        List<String> columns = List.of(row.split(" \\| ", 3));
        String reply = columns.get(2);
        String told = Codes.in(reply).status();
        String status = told.isEmpty() ? reply.charAt(0) + ".0.0" : told;
        String mail = REPORT.replace("{reply}", reply)
                .replace("{command}", columns.get(1))
                .replace("{status}", status);

        assertThat(BounceReader.standard()
                        .read(mail.getBytes(StandardCharsets.UTF_8))
                        .recipients())
                .singleElement()
                .satisfies(report -> assertThat(report.bounceClass() == BounceClass.HARD)
                        .as(report.reason().name())
                        .isEqualTo(columns.get(0).equals("gone")));
    }
}
