package dev.triggered.benchmarks;

import dev.triggered.MessageQuery;
import dev.triggered.TriggeredMail;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** How long each page takes, over one connection. Pages are found by their links, one of each kind. */
final class WebPages {
    private static final double MILLI = 1e6;
    private static final int WARM_UP = 10;

    private final WebClient client;
    private final int requests;
    private final Map<String, String> byKind = new LinkedHashMap<>();
    private double slowestMedian;
    private double slowestP99;

    private WebPages(WebClient client, int requests) {
        this.client = client;
        this.requests = requests;
    }

    static void run(TriggeredMail mail, InetSocketAddress address, String token, int requests) throws IOException {
        try (WebClient client = new WebClient(address, token)) {
            WebPages pages = new WebPages(client, requests);
            pages.find(mail.messages()
                    .search(MessageQuery.all().limit(1))
                    .messages()
                    .get(0)
                    .message()
                    .id()
                    .value());
            pages.measure();
        }
    }

    private void find(String message) throws IOException {
        Deque<String> todo = new ArrayDeque<>(List.of(
                "/dashboard",
                "/dashboard/messages/" + message,
                "/api/v1/streams",
                "/api/v1/messages",
                "/api/v1/messages?stream=stream-7",
                "/api/v1/messages?recipient=jane4711%40example.com",
                "/api/v1/events"));
        Set<String> seen = new HashSet<>();
        while (!todo.isEmpty()) {
            String path = todo.pop();
            if (!seen.add(path) || byKind.putIfAbsent(kind(path), path) != null) {
                continue;
            }
            WebClient.Answer answer = client.get(path);
            if (answer.status() != 200) {
                throw new IllegalStateException(path + " is answered with " + answer.status() + ": " + answer.body());
            }
            for (Element link : Jsoup.parse(answer.body()).select("a[href^=/dashboard], iframe[src^=/dashboard]")) {
                todo.add(link.hasAttr("href") ? link.attr("href") : link.attr("src"));
            }
        }
    }

    /** Returns a path without the names and values in it. */
    private static String kind(String path) {
        String[] halves = path.split("\\?", 2);
        String[] segments = halves[0].split("/", -1);
        for (int i = 3; i < segments.length; i++) {
            boolean isWord = segments[i].matches("[a-z]+(-[a-z]+)?") && !segments[i].equals("welcoming");
            segments[i] = isWord ? segments[i] : "*";
        }
        String query = halves.length == 1 ? "" : "?" + halves[1].replaceAll("=[^&]*", "");
        return String.join("/", segments) + query;
    }

    private void measure() throws IOException {
        System.out.printf(Locale.ROOT, "%-60s %10s %10s%n", "ms at the server, one after the other", "median", "p99");
        for (Map.Entry<String, String> page : byKind.entrySet()) {
            long[] nanos = new long[requests];
            for (int i = -WARM_UP; i < requests; i++) {
                long began = System.nanoTime();
                client.get(page.getValue());
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - began;
                }
            }
            double median = Quantiles.of(nanos, 0.5) / MILLI;
            double p99 = Quantiles.of(nanos, 0.99) / MILLI;
            slowestMedian = Math.max(slowestMedian, median);
            slowestP99 = Math.max(slowestP99, p99);
            System.out.printf(Locale.ROOT, "%-60s %10.1f %10.1f%n", page.getKey(), median, p99);
        }
        System.out.printf(Locale.ROOT, "%nratio web.slowest_page_p50_ms %.1f%n", slowestMedian);
        System.out.printf(Locale.ROOT, "ratio web.slowest_page_p99_ms %.1f%n", slowestP99);
    }
}
