package dev.triggered.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.StreamState;
import dev.triggered.testkit.CapturedMail;
import dev.triggered.tracking.TrackingKeys;
import dev.triggered.tracking.response.InMemoryResponses;
import dev.triggered.tracking.response.ResponseTracking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered, whichever server takes the requests. */
abstract class FaceContract {
    private static final String TRIGGERS = "/api/v1/events/order-placed/triggers";
    private static final String ORDER = "{\"to\":{\"address\":\"jane@example.com\"},\"data\":{\"number\":\"4711\"}}";
    private static final String PAUSE = "/api/v1/streams/order-confirmation/pause";

    final Shop shop = new Shop();

    /** Serves something, and returns the address that it is mounted under, without a slash at its end. */
    abstract URI serve(TriggeredWeb.Builder web) throws Exception;

    abstract void stop() throws Exception;

    @AfterEach
    void end() throws Exception {
        stop();
        shop.close();
    }

    private Client as(String token) throws Exception {
        return new Client(serve(shop.web()), token);
    }

    @Test
    void an_order_is_triggered_and_its_mail_is_sent() throws Exception {
        Client.Answer answer = as(Shop.APPLICATION).post(TRIGGERS, ORDER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/answers/0/verdict")).isEqualTo("ACCEPTED");
        assertThat(answer.text("/answers/0/stream")).isEqualTo("order-confirmation");
        assertThat(shop.dispatcher.awaitMail().subject()).isEqualTo("Order 4711");
    }

    @Test
    void a_refusal_is_a_problem_with_its_verdict() throws Exception {
        Client.Answer answer = as(Shop.APPLICATION).post(TRIGGERS, "{\"to\":{\"address\":\"jane@example.com\"}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("/answers/0/verdict")).isEqualTo("MISSING_DATA");
        assertThat(answer.text("/answers/0/missing/0")).isEqualTo("event.number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/openapi.json", "/api/v1/streams", TRIGGERS, "/t/x", "/favicon.ico"})
    void without_an_authorizer_there_is_nothing(String path) throws Exception {
        Client nobody = new Client(serve(TriggeredWeb.of(shop.mail)), Shop.OPERATOR);

        assertThat(nobody.get(path).status()).isEqualTo(404);
        assertThat(nobody.post(path, ORDER).status()).isEqualTo(404);
    }

    @Test
    void without_an_authorizer_tracking_answers_still() throws Exception {
        TrackingKeys keys = TrackingKeys.of(1, new byte[32]);
        try (ResponseTracking tracking = ResponseTracking.at(
                        "https://click.acme.example/t/", keys, InMemoryResponses.keeping(10))
                .start()) {
            Client reader = new Client(serve(TriggeredWeb.of(shop.mail).tracking(tracking::handle, "/t/")), "");

            Client.Answer forged = reader.get("/t/forged");
            assertThat(forged.status()).isEqualTo(404);
            assertThat(forged.header("X-Robots-Tag")).isEqualTo("noindex, nofollow");
            assertThat(reader.post("/t/forged", "{}").header("Allow")).isEqualTo("GET, HEAD");
        }
    }

    @Test
    void a_stranger_is_told_how_to_come_back() throws Exception {
        Client.Answer answer = as("").get("/api/v1/streams");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(as(Credentials.newToken()).get("/nowhere").status()).isEqualTo(401);
    }

    @Test
    void a_viewer_who_tries_to_pause_is_refused_and_an_operator_is_not() throws Exception {
        Client viewer = as(Shop.VIEWER);

        assertThat(viewer.get("/api/v1/streams/order-confirmation").status()).isEqualTo(200);
        assertThat(viewer.post(PAUSE, "").status()).isEqualTo(403);
        assertThat(state()).isEqualTo(StreamState.LIVE);

        assertThat(viewer.as(Shop.OPERATOR).post(PAUSE, "").text("/changedBy")).isEqualTo("olga");
        assertThat(state()).isEqualTo(StreamState.PAUSED);
    }

    @Test
    void an_application_may_trigger_and_look_at_nothing() throws Exception {
        Client application = as(Shop.APPLICATION);

        assertThat(application.get("/api/v1/streams").status()).isEqualTo(403);
        assertThat(application.as(Shop.OPERATOR).post(TRIGGERS, ORDER).status()).isEqualTo(403);
    }

    @Test
    void a_post_of_another_site_changes_nothing() throws Exception {
        Client operator = as(Shop.OPERATOR);

        assertThat(operator.post(PAUSE, "{}", "Origin", "https://evil.example").status())
                .isEqualTo(403);
        assertThat(operator.post(PAUSE, "{}", "Origin", "null").status()).isEqualTo(403);
        assertThat(operator.post(PAUSE, "{}", "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
        assertThat(operator.post(PAUSE, "{}", "Sec-Fetch-Site", "same-site").status())
                .isEqualTo(403);
        assertThat(state()).isEqualTo(StreamState.LIVE);

        String own = "http://" + operator.base().getAuthority();
        assertThat(operator.post(PAUSE, "{}", "Origin", own).status()).isEqualTo(200);
    }

    @Test
    void what_a_form_of_another_site_could_send_is_no_request() throws Exception {
        Client operator = as(Shop.OPERATOR);

        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            assertThat(operator.postAs(type, PAUSE, "{}").status()).as(type).isEqualTo(415);
        }
        assertThat(operator.send("POST", PAUSE, BodyPublishers.noBody()).status())
                .isEqualTo(415);
        assertThat(operator.as(Shop.APPLICATION)
                        .postAs("multipart/form-data; boundary=x", TRIGGERS, "")
                        .status())
                .isEqualTo(415);
        assertThat(state()).isEqualTo(StreamState.LIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/streams/../streams",
                "/api/v1/streams/%2e%2e/streams",
                "/api//v1/streams",
                "/api/v1/streams/",
                "/api/v1/streams;x=1",
                "/api/v1/streams%2Forder-confirmation",
                "/api/v1/streams/a%5Cb",
                "/api/v1/streams/a%00b",
                "/api/v1/streams/a%C0%AFb",
                "/api/v1/streams/%zz",
                "/API/V1/STREAMS"
            })
    void a_path_means_one_thing_or_nothing(String path) throws Exception {
        URI base = serve(shop.web());

        assertThat(raw(
                        base,
                        "GET " + base.getRawPath() + path
                                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + Shop.VIEWER
                                + "\r\n\r\n"))
                .matches("HTTP/1.1 40[04] [\\s\\S]*");
    }

    @Test
    void a_stream_whose_name_has_quotes_and_markup_is_found_and_harms_nobody() throws Exception {
        String name = "\"><b onload='x'>&amp;\u00e4";
        shop.mail
                .streams()
                .create(MailStream.named(name)
                        .on(shop.mail.events().find("hello").orElseThrow().event())
                        .purpose(Purpose.SERVICE_NOTICE)
                        .from("shop@notify.acme.example")
                        .template("x")
                        .build());
        Client viewer = as(Shop.VIEWER);

        Client.Answer all = viewer.get("/api/v1/streams");
        assertThat(all.header("Content-Type")).isEqualTo("application/json");
        assertThat(all.json()
                        .at("/streams")
                        .valueStream()
                        .map(each -> each.at("/name").asString()))
                .contains(name);
        assertThat(viewer.get("/api/v1/streams/%22%3E%3Cb%20onload='x'%3E&amp%3B%C3%A4")
                        .text("/name"))
                .isEqualTo(name);
    }

    @Test
    void every_reply_forbids_what_no_reply_needs() throws Exception {
        Client viewer = as(Shop.VIEWER);

        for (Client.Answer answer : List.of(
                viewer.get("/api/v1/streams"),
                viewer.get("/nowhere"),
                viewer.as("").get("/"))) {
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void a_header_that_is_too_tooLongis_refused() throws Exception {
        Client.Answer answer = new Client(
                        serve(shop.web().limits(WebLimits.standard().header(2_000))), Shop.VIEWER)
                .send("GET", "/api/v1/streams", BodyPublishers.noBody(), "X-Long", "x".repeat(2_000));

        assertThat(answer.status()).isEqualTo(431);
    }

    @Test
    void a_content_that_is_too_tooLongis_refused_where_it_says_so_and_where_it_does_not() throws Exception {
        Client application =
                new Client(serve(shop.web().limits(WebLimits.standard().bytes(1_000, 1_000))), Shop.APPLICATION);
        byte[] body = "x".repeat(1_001).getBytes(StandardCharsets.UTF_8);

        String[] json = {"Content-Type", "application/json"};
        assertThat(application
                        .send("POST", TRIGGERS, BodyPublishers.ofByteArray(body), json)
                        .status())
                .isEqualTo(413);
        String tooLong = ORDER.replace("4711", "x".repeat(1_000));
        assertThat(application
                        .send(
                                "POST",
                                TRIGGERS,
                                BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(tooLong.getBytes(StandardCharsets.UTF_8))),
                                json)
                        .status())
                .isEqualTo(413);
        assertThat(application.post(TRIGGERS, ORDER).status()).isEqualTo(200);
    }

    @Test
    void a_hundred_megabytes_are_refused_and_the_next_request_is_answered() throws Exception {
        URI base = serve(shop.web());
        long limit = WebLimits.standard().bodyBytes();

        String answer = flood(base, 100_000_000);

        assertThat(answer).isIn("", "HTTP/1.1 413");
        assertThat(limit).isLessThan(100_000_000);
        assertThat(new Client(base, Shop.APPLICATION).post(TRIGGERS, ORDER).status())
                .isEqualTo(200);
        assertThat(shop.dispatcher.awaitMails(1)).hasSize(1);
    }

    @Test
    void who_asks_too_often_is_told_to_wait() throws Exception {
        Client viewer = new Client(
                serve(shop.web().limits(WebLimits.standard().rate(2)).clock(() -> Instant.EPOCH)), Shop.VIEWER);

        List<Integer> statuses = List.of(
                viewer.get("/nowhere").status(),
                viewer.get("/nowhere").status(),
                viewer.get("/nowhere").status(),
                viewer.get("/nowhere").status(),
                viewer.get("/nowhere").status(),
                viewer.get("/nowhere").status());

        assertThat(statuses).contains(429).first().isEqualTo(404);
    }

    @Test
    void a_head_is_a_get_without_its_content() throws Exception {
        Client viewer = as(Shop.VIEWER);

        Client.Answer head = viewer.send("HEAD", "/api/v1/streams", BodyPublishers.noBody());
        Client.Answer get = viewer.get("/api/v1/streams");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length"))
                .isEqualTo(Integer.toString(get.body().getBytes(StandardCharsets.UTF_8).length));
    }

    @Test
    void a_path_tells_which_methods_it_takes() throws Exception {
        Client.Answer answer = as(Shop.OPERATOR).delete("/api/v1/streams");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, POST");
    }

    @Test
    void files_come_behind_the_trigger_in_a_form() throws Exception {
        String form = "--x\r\nContent-Disposition: form-data; name=\"trigger\"\r\n\r\n" + ORDER
                + "\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"invoice.pdf\"\r\n"
                + "Content-Type: application/pdf\r\n\r\n%PDF\r\n--not the end\r\r\n\r\n--x--\r\n";

        Client.Answer answer = as(Shop.APPLICATION)
                .postAs("multipart/form-data; boundary=x", TRIGGERS, form, "Idempotency-Key", "order-4711");

        assertThat(answer.text("/answers/0/verdict")).isEqualTo("ACCEPTED");
        CapturedMail mail = shop.dispatcher.awaitMail();
        assertThat(mail.attachments()).hasSize(1);
        assertThat(mail.attachments().get(0).name()).isEqualTo("invoice.pdf");
        assertThat(new String(mail.attachments().get(0).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("%PDF\r\n--not the end\r\r\n");
    }

    private StreamState state() {
        return shop.mail.streams().find("order-confirmation").orElseThrow().state();
    }

    static String raw(URI base, String request) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Returns the status that came, or nothing where the connection was cut before. */
    private static String flood(URI base, int bytes) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(30_000);
            String header = "POST " + base.getRawPath() + TRIGGERS
                    + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + "Authorization: Bearer "
                    + Shop.APPLICATION + "\r\nContent-Length: " + bytes + "\r\n\r\n";
            socket.getOutputStream().write(header.getBytes(StandardCharsets.ISO_8859_1));
            byte[] part = new byte[1_000_000];
            for (int sent = 0; sent < bytes; sent += part.length) {
                socket.getOutputStream().write(part);
            }
            byte[] status = socket.getInputStream().readNBytes(12);
            return new String(status, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
