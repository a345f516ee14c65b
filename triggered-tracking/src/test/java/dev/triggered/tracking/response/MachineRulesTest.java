package dev.triggered.tracking.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.Responder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineRulesTest {
    private static final Duration LATER = Duration.ofHours(1);

    private final MachineRules rules = MachineRules.standard();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MACHINE | PRIVACY_PROXY | Mozilla/5.0",
                "MACHINE | PREFETCHER | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                        + " Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0",
                "PERSON | GMAIL | Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
                "PERSON | YAHOO | YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
                "PERSON | APPLE | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)",
                "PERSON | APPLE | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
                "PERSON | OUTLOOK | Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)",
                "PERSON | THUNDERBIRD | Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0",
                "PERSON | ANDROID | Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36",
                "PERSON | BROWSER | Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
                "MACHINE | SCANNER | Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "MACHINE | SCANNER | Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 HeadlessChrome/120.0 Safari/537.36",
                "MACHINE | SCANNER | BarracudaSentinel (EE)",
                "MACHINE | SCANNER | python-requests/2.31.0",
                "MACHINE | SCANNER | curl/8.5.0",
                "MACHINE | SCANNER | Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "MACHINE | SCANNER | Mozilla/5.0 (Windows NT 6.1) AppleWebKit/534+ (KHTML, like Gecko) BingPreview/1.0b",
                "MACHINE | SCANNER | facebookexternalhit/1.1",
                "PERSON | UNKNOWN | Acme Reader 3"
            })
    void knows_who_asks_by_the_agent(Responder by, ClientFamily client, String agent) {
        assertThat(rules.judge(Tracked.get("", agent), true, LATER)).isEqualTo(new MachineRules.Judgement(by, client));
        assertThat(rules.judge(Tracked.get("", agent), false, LATER)).isEqualTo(new MachineRules.Judgement(by, client));
    }

    @Test
    void takes_nobody_who_names_no_agent_for_a_person() {
        assertThat(rules.judge(Tracked.get("", ""), true, LATER).by()).isEqualTo(Responder.MACHINE);
        assertThat(rules.judge(new TrackingRequest("GET", "", Map.of()), true, LATER)
                        .by())
                .isEqualTo(Responder.MACHINE);
    }

    @ParameterizedTest
    @CsvSource({"Sec-Purpose, prefetch;prerender", "purpose, Prefetch", "X-Moz, prefetch", "X-Purpose, preview"})
    void knows_what_is_fetched_ahead(String header, String value) {
        assertThat(rules.judge(Tracked.with(header, value), true, LATER))
                .isEqualTo(new MachineRules.Judgement(Responder.MACHINE, ClientFamily.PREFETCHER));
    }

    @Test
    void takes_a_look_at_the_headers_for_a_machine() {
        TrackingRequest head = new TrackingRequest("HEAD", "", Map.of("user-agent", Tracked.People.CHROME));

        assertThat(rules.judge(head, true, LATER).by()).isEqualTo(Responder.MACHINE);
    }

    @Test
    void takes_whoever_is_faster_than_a_reader_for_a_machine() {
        TrackingRequest chrome = Tracked.get("", Tracked.People.CHROME);

        assertThat(rules.judge(chrome, true, Duration.ofMillis(2_999)).by()).isEqualTo(Responder.MACHINE);
        assertThat(rules.judge(chrome, true, Duration.ofSeconds(3)).by()).isEqualTo(Responder.PERSON);
        assertThat(rules.judge(chrome, false, Duration.ofMillis(1_999)).by()).isEqualTo(Responder.MACHINE);
        assertThat(rules.judge(chrome, false, Duration.ofSeconds(2)).by()).isEqualTo(Responder.PERSON);
    }

    @Test
    void looks_at_the_beginning_of_an_agent_only() {
        String agent = "Mozilla/5.0 " + "x".repeat(1_000_000) + " curl/8";

        assertThat(rules.judge(Tracked.get("", agent), true, LATER).by()).isEqualTo(Responder.PERSON);
    }

    @Test
    void refuses_a_table_that_it_does_not_understand() {
        for (String line : List.of(
                "PERSON | GMAIL | agent has", "NOBODY | GMAIL | agent has | x", "PERSON | GMAIL | agent was | x")) {
            assertThatThrownBy(() -> MachineRules.of(List.of(line))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
