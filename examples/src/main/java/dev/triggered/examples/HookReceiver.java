package dev.triggered.examples;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Another application, which is told what became of messages: it takes what is genuine, and each notice once. */
final class HookReceiver implements AutoCloseable {
    private final byte[] key;
    private final HttpServer server;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

    HookReceiver(String secret) throws IOException {
        key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** Returns the notices that were taken, as JSON. */
    BlockingQueue<String> notices() {
        return notices;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(take(exchange.getRequestHeaders(), body), -1);
        exchange.close();
    }

    private int take(Headers headers, byte[] body) {
        try {
            Told told = new Told(
                    headers.getFirst("webhook-id"),
                    Long.parseLong(headers.getFirst("webhook-timestamp")),
                    headers.getFirst("webhook-signature"),
                    body);
            if (!isGenuine(key, told, Instant.now())) {
                return 401;
            }
            if (known.add(told.id())) {
                notices.add(new String(body, StandardCharsets.UTF_8));
            }
            return 204;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return 400;
        }
    }

    static boolean isGenuine(byte[] key, Told told, Instant now) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update((told.id() + "." + told.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(told.body()));
        boolean signed = false;
        for (String signature : told.signatures().split(" ", -1)) {
            signed |= MessageDigest.isEqual(bytes(expected), bytes(signature));
        }
        long age = Duration.between(Instant.ofEpochSecond(told.timestamp()), now)
                .abs()
                .toSeconds();
        return signed && age <= 300;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /**
     * What came.
     *
     * @param id the id of the notice
     * @param timestamp when it was told, in seconds since 1970
     * @param signatures what it is signed with, with spaces between
     * @param body the document
     */
    @SuppressWarnings("ArrayRecordComponent") // what is signed are these bytes
    record Told(String id, long timestamp, String signatures, byte[] body) {}
}
