package dev.triggered.examples;

import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.TriggeredMail;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.web.Credentials;
import dev.triggered.web.Role;
import dev.triggered.web.TriggeredWeb;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Serves the HTTP API on the JDK's own server, and triggers a mail by it. */
public final class WebDemo {
    private static final ExternalEvent ORDER_PLACED =
            ExternalEvent.named("order-placed").requires("number");

    private WebDemo() {}

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
            String token = Credentials.newToken();
            out.println(serve(mailbox.relay(), token, Credentials.hashToken(token)));
            out.println(mailbox.html());
        }
    }

    private static String serve(SmtpRelay relay, String token, String shopsHash) throws Exception {
        try (TriggeredMail mail = start(relay)) {
            Credentials credentials = Credentials.none().token("shop", shopsHash, Role.TRIGGER);

            TriggeredWeb web = TriggeredWeb.of(mail).authorizer(credentials).serve(0);

            try (web) {
                return trigger("http://127.0.0.1:" + web.address().getPort(), token);
            }
        }
    }

    private static TriggeredMail start(SmtpRelay relay) {
        return TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(SmtpDispatcher.to(relay).build())
                .stream(MailStream.named("order-confirmation")
                        .on(ORDER_PLACED)
                        .purpose(Purpose.ORDER_CONFIRMATION)
                        .from("Acme <shop@notify.acme.example>")
                        .content(MailContent.of("Your order {{event.number}}")
                                .html("<p>Your order {{event.number}} is on its way.</p>"))
                        .build())
                .start();
    }

    private static String trigger(String base, String token) throws Exception {
        String json = "{\"to\": {\"address\": \"jane@example.com\"}, \"data\": {\"number\": \"4711\"}}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1/events/order-placed/triggers"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "order-4711")
                .POST(BodyPublishers.ofString(json))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
