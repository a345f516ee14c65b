package dev.triggered.web.hook;

import dev.triggered.notice.Notice;
import dev.triggered.web.hook.HookAnswer.Busy;
import dev.triggered.web.hook.HookAnswer.Failed;
import dev.triggered.web.hook.HookAnswer.Gone;
import dev.triggered.web.hook.HookAnswer.Taken;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** Tells a receiver notices, signed as the Standard Webhooks convention has it. Reads no more of an answer than its head, and lets go of
 * a connection on which more came. Thread-safe. */
final class HookClient {
    private static final int OK = 200;
    private static final int REDIRECT = 300;
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final Webhook hook;
    private final InstantSource clock;
    private final HttpClient http;

    HookClient(Webhook hook, InstantSource clock) {
        this.hook = hook;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(hook.policy().timeout())
                .build();
    }

    /** Tells a notice, and waits for the answer. */
    HookAnswer tell(Notice notice) throws InterruptedException {
        Instant now = clock.instant();
        HttpRequest request = request(notice, now.getEpochSecond());
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            response.body().close();
            return answer(response, now);
        } catch (IOException e) {
            return new Failed(why(e));
        }
    }

    private HttpRequest request(Notice notice, long timestamp) {
        byte[] body = NoticeBody.of(notice, hook.tellsRecipients());
        String id = NoticeBody.idOf(notice);
        String signatures = hook.secrets().stream()
                .map(secret -> secret.sign(id, timestamp, body))
                .collect(Collectors.joining(" "));
        return HttpRequest.newBuilder(hook.url())
                .timeout(hook.policy().timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", "triggered")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", signatures)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private static HookAnswer answer(HttpResponse<?> response, Instant now) {
        int status = response.statusCode();
        if (status >= OK && status < REDIRECT) {
            return new Taken();
        }
        if (status == GONE) {
            return new Gone();
        }
        String why = "it answered " + status;
        if (status == TOO_MANY || status == UNAVAILABLE) {
            return response.headers()
                    .firstValue("Retry-After")
                    .flatMap(field -> RetryAfter.read(field, now))
                    .<HookAnswer>map(delay -> new Busy(why, delay))
                    .orElseGet(() -> new Failed(why));
        }
        return new Failed(why);
    }

    private String why(IOException failure) {
        if (failure instanceof HttpTimeoutException) {
            return "it did not answer in " + hook.policy().timeout();
        }
        if (failure instanceof ConnectException) {
            return "no connection is to be had";
        }
        return (failure instanceof SSLException ? "no TLS is to be had: " : "the connection broke: ")
                + failure.getClass().getSimpleName();
    }
}
