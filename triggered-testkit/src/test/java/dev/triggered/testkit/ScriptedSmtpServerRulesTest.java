package dev.triggered.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptedSmtpServerRulesTest {
    private final ScriptedSmtpServer smtp = ScriptedSmtpServer.start();

    @AfterEach
    void closeServer() {
        smtp.close();
    }

    @Test
    void plays_once_and_then_the_next_rule() throws IOException {
        smtp.on("noop").reply(450);
        smtp.on("NOOP").reply(550);
        assertThat(codesOfNoop(3)).isEqualTo("450 550 250");
    }

    @Test
    void plays_at_the_nth_occurrence() throws IOException {
        smtp.on("NOOP").nth(3).reply(450);
        assertThat(codesOfNoop(4)).isEqualTo("250 250 450 250");
    }

    @Test
    void counts_occurrences_at_which_another_rule_plays() throws IOException {
        smtp.on("NOOP").nth(1).reply(450);
        smtp.on("NOOP").nth(3).times(2).reply(550);
        assertThat(codesOfNoop(5)).isEqualTo("450 250 550 550 250");
    }

    @Test
    void plays_several_times() throws IOException {
        smtp.on("NOOP").times(2).reply(450);
        assertThat(codesOfNoop(3)).isEqualTo("450 450 250");
    }

    @Test
    void plays_always_from_the_nth_occurrence_on() throws IOException {
        smtp.on("NOOP").nth(2).always().reply(450);
        assertThat(codesOfNoop(4)).isEqualTo("250 450 450 450");
    }

    @Test
    void counts_all_connections_together_by_default() throws IOException {
        smtp.on("NOOP").nth(2).reply(450);
        assertThat(codesOfNoop(1) + " " + codesOfNoop(2)).isEqualTo("250 450 250");
    }

    @Test
    void counts_each_connection_by_itself_if_told_so() throws IOException {
        smtp.on("NOOP").nth(2).perConnection().reply(450);
        assertThat(codesOfNoop(3) + " " + codesOfNoop(3)).isEqualTo("250 450 250 250 450 250");
    }

    @Test
    void plays_on_one_connection_only() throws IOException {
        smtp.on("NOOP").onConnection(2).always().reply(450);
        assertThat(codesOfNoop(1) + " " + codesOfNoop(2) + " " + codesOfNoop(1)).isEqualTo("250 450 450 250");
    }

    @Test
    void plays_at_any_command() throws IOException {
        smtp.on("*")
                .when(line -> line.contains("NOOP 2") || line.equals("WHAT"))
                .times(2)
                .reply(421);
        assertThat(codesOfNoop(2)).isEqualTo("250 421");
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say("WHAT")).startsWith("421 ");
        }
    }

    @Test
    void plays_for_an_argument() throws IOException {
        smtp.on("MAIL").when(argument -> argument.contains("SIZE=")).reply(452);
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            assertThat(client.say("MAIL FROM:<a@acme.example>")).startsWith("250 ");
            client.say("RSET");
            assertThat(client.say("MAIL FROM:<a@acme.example> SIZE=1")).startsWith("452 ");
        }
    }

    @Test
    void plays_for_what_the_content_says() throws IOException {
        smtp.on("BODY").when(content -> content.contains("order-2")).reply(550);
        try (RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.say("DATA");
            client.send("order-1", ".");
            assertThat(client.reply()).startsWith("250 ");
            client.sendRaw("MAIL FROM:<a@acme.example>\r\nRCPT TO:<jane@example.com>\r\nBDAT 7 LAST\r\norder-2");
            assertThat(client.reply()).startsWith("250 ");
            assertThat(client.reply()).startsWith("250 ");
            assertThat(client.reply()).startsWith("550 ");
        }
    }

    @Test
    void plays_for_a_recipient() throws IOException {
        smtp.on("RCPT").forRecipient("JOE@example.com").reply(550);
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            client.say("MAIL FROM:<a@acme.example>");
            assertThat(client.say("RCPT TO:<jane@example.com>")).startsWith("250 ");
            assertThat(client.say("RCPT TO:<joe@example.com>")).startsWith("550 ");
        }
    }

    @ParameterizedTest
    @MethodSource
    void plays_at_the_content_for_a_recipient(String moment, String content) throws IOException {
        smtp.on(moment).forRecipient("joe@example.com").reply(550);
        try (RawSmtpClient client = RawSmtpClient.addressed(smtp)) {
            client.sendRaw(content.replace("#", "1"));
            assertThat(client.reply()).startsWith(content.startsWith("BDAT") ? "250 " : "354 ");
            if (!content.startsWith("BDAT")) {
                assertThat(client.reply()).startsWith("250 ");
            }
            client.say("MAIL FROM:<a@acme.example>");
            client.say("RCPT TO:<joe@example.com>");
            client.sendRaw(content);
            if (moment.equals("BODY") && content.startsWith("DATA")) {
                assertThat(client.reply()).startsWith("354 ");
            }
            assertThat(client.reply()).startsWith("550 ");
        }
    }

    static Stream<Arguments> plays_at_the_content_for_a_recipient() {
        return Stream.of(
                Arguments.of("DATA", "DATA\r\n.\r\n"),
                Arguments.of("BODY", "DATA\r\n.\r\n"),
                Arguments.of("BODY", "BDAT 2 LAST\r\nab"),
                Arguments.of("BDAT", "BDAT 2 LAST\r\nab"));
    }

    @Test
    void tells_which_rules_have_not_played() throws IOException {
        smtp.on("NOOP").reply(450);
        smtp.on("NOOP").nth(7).reply(450);
        codesOfNoop(2);
        assertThat(smtp.unplayed()).containsExactly("on(NOOP).nth(7)");
    }

    @ParameterizedTest
    @MethodSource
    void refuses_a_script_that_makes_no_sense(
            Consumer<ScriptedSmtpServer> script, Class<? extends Exception> type, String message) {
        assertThatThrownBy(() -> {
                    try (ScriptedSmtpServer server = ScriptedSmtpServer.start()) {
                        script.accept(server);
                    }
                })
                .isInstanceOf(type)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> refuses_a_script_that_makes_no_sense() {
        return Stream.of(
                illegalArgument(smtp -> smtp.on("RCTP"), "not 'RCTP'"),
                illegalArgument(smtp -> smtp.on("RCPT").nth(0), "counted from 1: 0"),
                illegalArgument(smtp -> smtp.on("RCPT").times(0), "at least once: 0"),
                illegalArgument(smtp -> smtp.on("BODY").afterOctets(0), "at least 1 octet: 0"),
                illegalArgument(smtp -> smtp.on("RCPT").reply(199), "between 200 and 599: 199"),
                illegalArgument(smtp -> smtp.on("RCPT").reply(600), "between 200 and 599: 600"),
                illegalArgument(smtp -> smtp.on("RCPT").reply(250, "two\r\nlines"), "control characters"),
                illegalArgument(smtp -> smtp.on("RCPT").replyLines(250), "at least one line"),
                illegalArgument(smtp -> smtp.on("RCPT").reply(450, "5.1.1", "no"), "not '5.1.1'"),
                illegalArgument(smtp -> smtp.on("RCPT").reply(450, "4.x", "no"), "not '4.x'"),
                illegalArgument(smtp -> smtp.on("RCPT").reply(450).splitAfter(0, new SmtpGate()), "at least 1 octet"),
                illegalArgument(
                        smtp -> smtp.on("RCPT")
                                .reply(450)
                                .splitAfter(3, new SmtpGate())
                                .splitAfter(3, new SmtpGate()),
                        "already is after 3"),
                illegalState(smtp -> smtp.on("EHLO").forRecipient("jane@example.com"), "EHLO has no recipients"),
                illegalState(smtp -> smtp.on("DATA").afterOctets(5), "DATA has none"),
                illegalState(smtp -> smtp.on("RCPT").times(2).always(), "says already how often"),
                illegalState(smtp -> smtp.on("RCPT").always().times(2), "says already how often"),
                illegalState(smtp -> smtp.on("BODY").afterOctets(5).proceed(), "after 5 octets"),
                illegalState(smtp -> smtp.on("BODY").afterOctets(5).acceptSilently(), "after 5 octets"),
                illegalState(smtp -> smtp.on("TLS").reply(454), "no meaning at TLS"),
                illegalState(smtp -> smtp.on("RCPT").hold(new SmtpGate()).splitAfter(1, new SmtpGate()), "to split"),
                illegalState(ScriptedSmtpServerRulesTest::narrowAfterAction, "has its action already"),
                illegalState(ScriptedSmtpServerRulesTest::actTwice, "go on with then()"),
                illegalState(smtp -> smtp.on("RCPT"), "rules without an action: [on(RCPT)]"));
    }

    @Test
    void reports_a_predicate_that_throws() throws IOException {
        ScriptedSmtpServer server = ScriptedSmtpServer.start();
        server.on("NOOP")
                .when(argument -> {
                    throw new IllegalArgumentException("the predicate's own fault");
                })
                .reply(450);
        try (RawSmtpClient client = RawSmtpClient.greeted(server)) {
            client.send("NOOP");
            assertThat(client.isEnded()).isTrue();
        }
        assertThatThrownBy(() -> server.awaitMessages(1, Duration.ofSeconds(10)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the predicate's own fault");
        assertThatThrownBy(server::close)
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("the predicate's own fault");
    }

    private static void narrowAfterAction(ScriptedSmtpServer smtp) {
        SmtpRule rule = smtp.on("RCPT");
        rule.reply(450);
        rule.nth(2);
    }

    private static void actTwice(ScriptedSmtpServer smtp) {
        SmtpRule rule = smtp.on("RCPT");
        rule.reply(450);
        rule.closeSocket();
    }

    private static Arguments illegalArgument(Consumer<ScriptedSmtpServer> script, String message) {
        return Arguments.of(script, IllegalArgumentException.class, message);
    }

    private static Arguments illegalState(Consumer<ScriptedSmtpServer> script, String message) {
        return Arguments.of(script, IllegalStateException.class, message);
    }

    private String codesOfNoop(int count) throws IOException {
        StringBuilder codes = new StringBuilder();
        try (RawSmtpClient client = RawSmtpClient.greeted(smtp)) {
            for (int number = 1; number <= count; number++) {
                codes.append(' ').append(client.say("NOOP " + number), 0, 3);
            }
        }
        return codes.substring(1);
    }
}
