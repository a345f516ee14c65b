package dev.triggered.examples;

import dev.triggered.Contact;
import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.TriggeredMail;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.web.Bridge;
import dev.triggered.web.Role;
import dev.triggered.web.TriggeredWeb;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Serves the bridge, and has a client trigger events that was written for the API of Emarsys. */
public final class BridgeDemo {
    private static final String SECRET = UUID.randomUUID().toString();

    private BridgeDemo() {}

    /**
     * Runs the example, with an SMTP server and a web server inside the process.
     *
     * @param args nothing
     * @throws Exception if the servers do not work
     */
    public static void main(String[] args) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws Exception {
        try (LocalMailbox mailbox = new LocalMailbox()) {
            serve(mailbox.relay(), out);
            out.println(mailbox.html());
        }
    }

    private static void serve(SmtpRelay relay, PrintStream out) throws Exception {
        Vault vault = new Vault();
        Customers customers = new Customers();
        try (TriggeredMail mail = start(relay)) {
            Bridge bridge = Bridge.standard()
                    .user("acme001", vault::secret, Role.TRIGGER, Role.VIEWER)
                    .key("17", customers::byLoyaltyNumber)
                    .event(2354, "order-placed")
                    .stream(777, "order-confirmation");

            TriggeredWeb web = TriggeredWeb.of(mail).bridge(bridge).serve(0);

            try (web) {
                Client client = new Client("http://127.0.0.1:" + web.address().getPort() + "/api/v2/");
                out.println(client.get("event/2354/usages"));
                out.println(client.post(
                        "event/2354/trigger",
                        "{\"key_id\": 17, \"contacts\": ["
                                + "{\"external_id\": \"L-1\", \"data\": {\"global\": {\"number\": \"4711\"}}},"
                                + "{\"external_id\": \"L-2\", \"data\": {\"global\": {\"number\": \"4712\"}}}]}"));
            }
        }
    }

    private static TriggeredMail start(SmtpRelay relay) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(SmtpDispatcher.to(relay).build())
                .stream(MailStream.named("order-confirmation")
                        .on(ExternalEvent.named("order-placed").requires("number"))
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme <shop@notify.acme.example>")
                        .content(MailContent.of("Your order {{event.number}}")
                                .html("<p>Your order {{event.number}} is on its way.</p>"))
                        .build())
                .start();
    }

    /** Where secrets are kept. */
    private static final class Vault {
        String secret() {
            return SECRET;
        }
    }

    /** Where customers are kept. */
    private static final class Customers {
        List<Contact> byLoyaltyNumber(String number) {
            return number.equals("L-1") ? List.of(Contact.of("jane@example.com").name("Jane")) : List.of();
        }
    }

    /** A client as it was written for the other system: only the address is another one. */
    private static final class Client {
        private final HttpClient http = HttpClient.newHttpClient();
        private final String base;

        Client(String base) {
            this.base = base;
        }

        String get(String path) throws Exception {
            return send(request(path).GET());
        }

        String post(String path, String json) throws Exception {
            return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
        }

        private HttpRequest.Builder request(String path) throws Exception {
            return HttpRequest.newBuilder(URI.create(base + path)).header("X-WSSE", token());
        }

        private String send(HttpRequest.Builder request) throws Exception {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        }

        private static String token() throws Exception {
            String nonce = UUID.randomUUID().toString();
            String created = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((nonce + created + SECRET).getBytes(StandardCharsets.UTF_8));
            String digest = Base64.getEncoder()
                    .encodeToString(HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII));
            return "UsernameToken Username=\"acme001\", PasswordDigest=\"" + digest + "\", Nonce=\"" + nonce
                    + "\", Created=\"" + created + "\"";
        }
    }
}
