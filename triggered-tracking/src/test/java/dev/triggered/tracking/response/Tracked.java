package dev.triggered.tracking.response;

import dev.triggered.ExternalEvent;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.Purpose;
import dev.triggered.RenderedMail;
import dev.triggered.Tracking;
import dev.triggered.spi.MailInstrument.Sending;
import dev.triggered.tracking.TrackingKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the tests of tracked mails have in common. */
final class Tracked {
    static final String BASE = "https://click.acme.example/t/";
    static final MessageId ID = new MessageId("01jzk4w8y2h6p9q3r5s7t0v1zz");
    static final Instant SENT = Instant.parse("2026-01-01T00:00:00Z");
    static final byte[] SECRET = secret("first");
    static final TrackingKeys KEYS = TrackingKeys.of(1, SECRET);
    static final ExternalEvent EVENT = ExternalEvent.named("order-placed");

    private static final Pattern LINK = Pattern.compile(Pattern.quote(BASE) + "([A-Za-z0-9_-]+)");

    private Tracked() {}

    static byte[] secret(String seed) {
        return (seed + "-secret-of-more-than-32-bytes-for-tests").getBytes(StandardCharsets.US_ASCII);
    }

    static MailStream.Builder stream(Tracking tracking) {
        return MailStream.named("orders")
                .on(EVENT)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("Acme <orders@acme.example>")
                .template("order")
                .tracking(tracking);
    }

    static RenderedMail instrumented(RenderedMail mail, Tracking tracking) {
        return new Instruments(BASE, new LinkTokens(KEYS), true)
                .instrument(mail, new Sending(ID, stream(tracking).build(), SENT));
    }

    /** Returns HTML with its links tracked. */
    static String clicks(String html) {
        return instrumented(new RenderedMail("s", html, ""), Tracking.CLICKS).html();
    }

    /** Returns HTML with an image that tells of an open. */
    static String opens(String html) {
        return instrumented(new RenderedMail("s", html, ""), Tracking.OPENS).html();
    }

    /** Returns the tokens that stand in a text, in their order. */
    static List<String> tokens(String text) {
        return LINK.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** Returns where the links of a text lead to, in their order. */
    static List<String> targets(String text) {
        List<String> targets = new ArrayList<>();
        for (String token : tokens(text)) {
            new LinkTokens(KEYS).read(token).orElseThrow().link().ifPresent(link -> targets.add(link.target()));
        }
        return targets;
    }

    /** Returns a text with its tokens replaced by where they lead to. */
    static String undone(String text) {
        return LINK.matcher(text).replaceAll((MatchResult match) -> {
            LinkToken token = new LinkTokens(KEYS).read(match.group(1)).orElseThrow();
            return java.util.regex.Matcher.quoteReplacement(
                    token.link().orElseThrow().target());
        });
    }

    /** Has what was responded recorded. */
    static void end(ResponseTracking tracking) {
        tracking.close();
    }

    static TrackingRequest get(String token, String agent) {
        return TrackingRequest.get(token, agent);
    }

    static TrackingRequest with(String header, String value) {
        return new TrackingRequest("GET", "", Map.of(header, value, "User-Agent", People.CHROME));
    }

    /** How browsers and programs that people read mail with call themselves. */
    static final class People {
        static final String CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/131.0.0.0 Safari/537.36";

        private People() {}
    }
}
