package dev.triggered.tracking.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.MailStream;
import dev.triggered.RenderedMail;
import dev.triggered.Tracking;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import dev.triggered.spi.MailInstrument.Sending;
import dev.triggered.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTrackingTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualClock clock = ManualClock.at(Tracked.SENT);
    private final InMemoryResponses responses = InMemoryResponses.keeping(1_000);

    @Test
    void leads_a_reader_to_the_target_and_records_who_it_was() {
        try (ResponseTracking tracking = tracking(responses, 100)) {
            String token = click(tracking, "https://shop.example/?a=1&amp;b=2");
            clock.advance(HOUR);

            TrackingResponse answer = tracking.handle(Tracked.get(token, Tracked.People.CHROME));
            Tracked.end(tracking);

            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.headers())
                    .containsEntry("Location", "https://shop.example/?a=1&b=2")
                    .containsEntry("Cache-Control", "no-store")
                    .containsEntry("Referrer-Policy", "no-referrer");
            assertThat(responses.of(Tracked.ID)).singleElement().satisfies(click -> {
                assertThat(click.link()).isEqualTo(1);
                assertThat(click.isClick()).isTrue();
                assertThat(click.at()).isEqualTo(Tracked.SENT.plus(HOUR));
                assertThat(click.by()).isEqualTo(Responder.PERSON);
                assertThat(click.client()).isEqualTo(ClientFamily.BROWSER);
            });
        }
    }

    @Test
    void answers_an_open_with_an_image() {
        try (ResponseTracking tracking = tracking(responses, 100)) {
            String token = Tracked.tokens(instrumented(tracking, "<p>x</p>", Tracking.OPENS))
                    .get(0);
            clock.advance(HOUR);

            TrackingResponse answer = tracking.handle(Tracked.get(token, "Mozilla/5.0"));
            Tracked.end(tracking);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers())
                    .containsEntry("Content-Type", "image/gif")
                    .containsEntry("Cache-Control", "no-store");
            assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .startsWith("GIF89a");
            assertThat(responses.all()).singleElement().satisfies(open -> {
                assertThat(open.isClick()).isFalse();
                assertThat(open.by()).isEqualTo(Responder.MACHINE);
                assertThat(open.client()).isEqualTo(ClientFamily.PRIVACY_PROXY);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "https://evil.example/", "../../etc", "\r\nLocation: https://evil.example/"})
    void leads_nobody_anywhere_by_a_forged_link(String forged) {
        try (ResponseTracking tracking = tracking(responses, 100)) {
            TrackingResponse answer = tracking.handle(Tracked.get(forged, Tracked.People.CHROME));
            Tracked.end(tracking);

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.headers()).doesNotContainKey("Location");
            assertThat(answer.body()).isEmpty();
            assertThat(responses.all()).isEmpty();
        }
    }

    @Test
    void leads_nobody_anywhere_by_an_altered_link() {
        try (ResponseTracking tracking = tracking(responses, 100)) {
            String token = click(tracking, "https://shop.example/");
            char[] altered = token.toCharArray();
            altered[60] = altered[60] == 'A' ? 'B' : 'A';

            assertThat(tracking.handle(Tracked.get(new String(altered), "x")).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void answers_other_methods_with_what_is_allowed() {
        try (ResponseTracking tracking = tracking(responses, 100)) {
            String token = click(tracking, "https://shop.example/");

            TrackingResponse post = tracking.handle(new TrackingRequest("POST", token, Map.of()));
            TrackingResponse head = tracking.handle(new TrackingRequest("HEAD", token, Map.of()));

            assertThat(post.status()).isEqualTo(405);
            assertThat(post.headers()).containsEntry("Allow", "GET, HEAD").doesNotContainKey("Location");
            assertThat(head.status()).isEqualTo(302);
        }
    }

    @Test
    void leads_readers_on_while_the_sink_hangs_and_counts_what_it_drops() {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        ResponseSink slow = batch -> {
            asked.countDown();
            await(hanging);
            responses.record(batch);
        };
        try (ResponseTracking tracking = tracking(slow, 10)) {
            String token = click(tracking, "https://shop.example/");
            clock.advance(HOUR);
            assertThat(tracking.handle(Tracked.get(token, "x")).status()).isEqualTo(302);
            awaitRecording(asked);

            for (int i = 0; i < 100; i++) {
                assertThat(tracking.handle(Tracked.get(token, "x")).status()).isEqualTo(302);
            }
            assertThat(tracking.dropped()).isEqualTo(90);
            hanging.countDown();
            Tracked.end(tracking);

            assertThat(responses.all()).hasSize(11);
            assertThat(tracking.dropped()).isEqualTo(90);
        }
    }

    @Test
    void records_the_same_responses_again_when_the_sink_failed() {
        List<List<Response>> tried = new CopyOnWriteArrayList<>();
        AtomicBoolean down = new AtomicBoolean(true);
        ResponseSink shaky = batch -> {
            tried.add(batch);
            if (down.get()) {
                throw new IllegalStateException("down");
            }
            responses.record(batch);
        };
        try (ResponseTracking tracking = tracking(shaky, 10)) {
            String token = click(tracking, "https://shop.example/");
            clock.advance(HOUR);
            assertThat(tracking.handle(Tracked.get(token, "x")).status()).isEqualTo(302);
            Awaitility.await().until(() -> {
                clock.advance(Duration.ofSeconds(5));
                return tried.size() >= 2;
            });
            down.set(false);
            Awaitility.await().until(() -> {
                clock.advance(Duration.ofSeconds(31));
                return !responses.all().isEmpty();
            });

            assertThat(responses.all()).hasSize(1);
            assertThat(tried).allSatisfy(batch -> assertThat(batch).isEqualTo(tried.get(0)));
            assertThat(tracking.dropped()).isZero();
        }
    }

    @Test
    void counts_what_is_lost_when_the_sink_fails_to_the_end() {
        ResponseSink down = batch -> {
            throw new IllegalStateException("down");
        };
        try (ResponseTracking tracking = tracking(down, 10)) {
            String token = click(tracking, "https://shop.example/");
            assertThat(tracking.handle(Tracked.get(token, "x")).status()).isEqualTo(302);
            Tracked.end(tracking);

            assertThat(tracking.dropped()).isEqualTo(1);
            assertThat(tracking.handle(Tracked.get(token, "x")).status()).isEqualTo(302);
            assertThat(tracking.dropped()).isEqualTo(2);
        }
    }

    @Test
    void shows_nothing_of_who_asked() {
        assertThat(Tracked.get("token", "agent")).hasToString("TrackingRequest[GET]");
        assertThat(TrackingResponse.redirect("https://shop.example/?jane")).hasToString("TrackingResponse[302]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "click.acme.example/",
                "https://click.acme.example",
                "https://click.acme.example/t",
                "https://click.acme.example/?t=",
                "https://click.acme.example/\"/",
                "ftp://click.acme.example/"
            })
    void refuses_a_base_that_is_none(String base) {
        assertThatThrownBy(() -> ResponseTracking.at(base, Tracked.KEYS, responses))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends with a slash");
    }

    private ResponseTracking tracking(ResponseSink sink, int queue) {
        return ResponseTracking.at(Tracked.BASE, Tracked.KEYS, sink)
                .clock(clock)
                .queue(queue)
                .start();
    }

    private static String click(ResponseTracking tracking, String address) {
        return Tracked.tokens(instrumented(tracking, "<a href=\"" + address + "\">x</a>", Tracking.CLICKS))
                .get(0);
    }

    private static String instrumented(ResponseTracking tracking, String html, Tracking what) {
        MailStream stream = Tracked.stream(what).build();
        return tracking.instrument()
                .instrument(new RenderedMail("s", html, ""), new Sending(Tracked.ID, stream, Tracked.SENT))
                .html();
    }

    private void awaitRecording(CountDownLatch asked) {
        Awaitility.await().until(() -> {
            clock.advance(Duration.ofSeconds(10));
            return asked.getCount() == 0;
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
