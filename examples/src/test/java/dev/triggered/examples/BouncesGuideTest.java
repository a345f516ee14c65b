package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.tracking.intake.ImapMailbox;
import dev.triggered.tracking.intake.MaildirFolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/bounces.md}, and the example that goes all the way. */
class BouncesGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "bounces.md");

    @Test
    void its_code_is_code_that_compiles() throws Exception {
        String source = Snippets.source(BounceRoundTrip.class, ReturnedMail.class)
                + Files.readString(Path.of("src/test/java/dev/triggered/examples/BouncesGuideTest.java"))
                        .replaceAll("\\s+", "");

        List<String> statements = Snippets.statements(Files.readString(GUIDE));

        assertThat(statements)
                .hasSize(6)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void its_mailboxes_show_where_they_are_and_no_login() {
        String secret = "a-secret";
        ImapMailbox mailbox =
                ImapMailbox.at("imap.acme.example").login("bounces", secret).build();
        MaildirFolder folder = MaildirFolder.at(Path.of("/var/mail/bounces"));

        assertThat(mailbox).hasToString("ImapMailbox[imap.acme.example:993/INBOX, IMPLICIT_TLS]");
        assertThat(folder).hasToString("MaildirFolder[/var/mail/bounces]");
    }

    @Test
    void who_bounced_is_not_written_to_again() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        BounceRoundTrip.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0)).contains("jane@customer.example", "ACCEPTED");
        assertThat(lines.get(1)).isEqualTo("BOUNCED, known by its RETURN_PATH: USER_UNKNOWN, 550 5.1.1 User unknown");
        assertThat(lines.get(2)).contains("jane@customer.example", "SUPPRESSED");
        assertThat(lines.get(3)).isEqualTo("1 sent, 1 bounced");
        assertThat(lines.get(4)).startsWith("Unmatched");
        assertThat(lines.get(5)).isEqualTo("marked as seen: 1");
        assertThat(Files.readString(GUIDE)).contains(lines.get(1));
    }
}
