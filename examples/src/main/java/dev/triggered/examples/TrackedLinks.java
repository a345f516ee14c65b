package dev.triggered.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.triggered.ExternalEvent;
import dev.triggered.FeedbackSettings;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.Tracking;
import dev.triggered.Trigger;
import dev.triggered.TriggeredMail;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.tracking.response.InMemoryResponses;
import dev.triggered.tracking.response.ResponseTracking;
import dev.triggered.tracking.response.TrackingKeys;
import dev.triggered.tracking.response.TrackingRequest;
import dev.triggered.tracking.response.TrackingResponse;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Tracks the links of a mail, which a reader follows to the JDK's own HTTP server. */
public final class TrackedLinks {
    private static final ExternalEvent SHIPPED =
            ExternalEvent.named("order-shipped").requires("number");
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";

    private TrackedLinks() {}

    /**
     * Runs the example, with an SMTP server and a web server inside the process.
     *
     * @param args nothing
     * @throws Exception if the servers do not work
     */
    public static void main(String[] args) throws Exception {
        run(InstantSource.system(), System.out);
    }

    static void run(InstantSource clock, PrintStream out) throws Exception {
        TrackingKeys keys = keys();
        InMemoryResponses responses = InMemoryResponses.keeping(1_000);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/t/";
        try (LocalMailbox mailbox = new LocalMailbox();
                ResponseTracking tracking =
                        ResponseTracking.at(base, keys, responses).clock(clock).start()) {
            server.createContext("/t/", exchange -> answer(tracking, exchange));
            server.start();
            send(mailbox.relay(), tracking);
            follow(link(mailbox.html(), base), out);
        } finally {
            server.stop(0);
        }
        responses
                .all()
                .forEach(click -> out.println("link " + click.link() + ": " + click.by() + ", " + click.client()));
    }

    private static TrackingKeys keys() {
        byte[] lastYears = new byte[32];
        byte[] secret = new byte[32];
        SecureRandom random = new SecureRandom();
        random.nextBytes(lastYears);
        random.nextBytes(secret);

        TrackingKeys keys = TrackingKeys.of(1, lastYears).rotatedTo(2, secret);

        return keys;
    }

    private static void send(SmtpRelay relay, ResponseTracking tracking) {
        try (TriggeredMail mail = start(relay, tracking)) {
            mail.trigger(SHIPPED, Trigger.to("jane@example.com").with("number", "4711"))
                    .orThrow();
        }
    }

    private static TriggeredMail start(SmtpRelay relay, ResponseTracking tracking) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(SmtpDispatcher.to(relay).build())
                .feedback(FeedbackSettings.standard().instrument(tracking.instrument()))
                .stream(MailStream.named("shipping-notice")
                        .on(SHIPPED)
                        .purpose(Purpose.SHIPPING_NOTICE)
                        .from("Acme <shop@notify.acme.example>")
                        .content(MailContent.of("Your order {{event.number}}")
                                .html("<p><a href=\"https://shop.acme.example/orders/{{event.number}}\">See it</a>, or"
                                        + " <a data-no-track href=\"https://acme.example/\">us</a>.</p>"))
                        .tracking(Tracking.CLICKS)
                        .build())
                .start();
    }

    private static void answer(ResponseTracking tracking, HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        String token = exchange.getRequestURI().getRawPath().substring("/t/".length());

        TrackingResponse answer = tracking.handle(new TrackingRequest(exchange.getRequestMethod(), token, headers));

        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = exchange.getRequestMethod().equals("HEAD") ? new byte[0] : answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String link(String html, String base) {
        return Pattern.compile(Pattern.quote(base) + "[\\w-]+")
                .matcher(html)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
    }

    private static void follow(String link, PrintStream out) throws IOException, InterruptedException {
        HttpClient reader = HttpClient.newHttpClient();
        for (String address : new String[] {link, link.replaceAll(".$", "!")}) {
            HttpRequest click = HttpRequest.newBuilder(URI.create(address))
                    .header("User-Agent", BROWSER)
                    .build();
            var answer = reader.send(click, BodyHandlers.discarding());
            out.println(answer.statusCode() + " "
                    + answer.headers().firstValue("Location").orElse("nowhere"));
        }
    }
}
