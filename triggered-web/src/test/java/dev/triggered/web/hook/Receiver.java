package dev.triggered.web.hook;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of webhooks that answers as a test says, and 204 otherwise. */
final class Receiver implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=hush";
    }

    /** Has it answer so next, one after the other. */
    Receiver answering(Answer... next) {
        answers.addAll(Arrays.asList(next));
        return this;
    }

    Receiver answering(int... statuses) {
        Arrays.stream(statuses).forEach(status -> answers.add(status(status)));
        return this;
    }

    static Answer status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    /** Breaks the connection off. */
    static Answer breaking() {
        return HttpExchange::close;
    }

    /** Answers when the test says so, or when the receiver is closed. */
    Answer slow() {
        return exchange -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };
    }

    /** Answers with a body that never ends. */
    Answer endless() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            slow().give(exchange);
        };
    }

    List<Received> received() {
        return received;
    }

    List<Received> await(int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> received.size() >= count);
        return List.copyOf(received);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Headers headers = exchange.getRequestHeaders();
        Answer answer = answers.poll();
        received.add(new Received(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(), headers, body, JSON.readTree(body)));
        (answer == null ? status(204) : answer).give(exchange);
    }

    @Override
    public void close() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** What it answers. */
    interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    /** What it was told. */
    @SuppressWarnings("ArrayRecordComponent") // what is signed are these bytes
    record Received(String line, Headers headers, byte[] bytes, JsonNode json) {
        String header(String name) {
            return headers.getFirst(name);
        }

        String id() {
            return header("webhook-id");
        }

        String type() {
            return json.get("type").asString();
        }

        String message() {
            return json.get("message").get("id").asString();
        }
    }
}
