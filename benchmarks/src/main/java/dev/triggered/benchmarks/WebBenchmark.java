package dev.triggered.benchmarks;

import dev.triggered.web.Credentials;
import dev.triggered.web.Role;
import dev.triggered.web.TriggeredWeb;
import dev.triggered.web.WebLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long each page of the dashboard takes with a million messages of 50 streams in the embedded store, and what a trigger over HTTP
 * costs beside one in the process. The store is filled once, which takes minutes, and copied for each run.
 */
final class WebBenchmark {
    private static final long MESSAGES = 1_000_000;
    private static final Path FOLDER = Path.of("benchmarks", "target", "web");

    private WebBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        boolean quick = List.of(arguments).contains("--quick");
        Path filled = filled(quick ? MESSAGES / 50 : MESSAGES);
        Path used = FOLDER.resolve("used");
        StoreSource source = StoreSource.embedded(used);
        source.clear();
        Files.createDirectories(used);
        try (Stream<Path> files = Files.list(filled)) {
            for (Path file : List.copyOf(files.toList())) {
                Files.copy(file, used.resolve(file.getFileName()));
            }
        }
        try (WebHost host = WebHost.open(source)) {
            measure(host, quick);
        }
        source.clear();
        Runtime.getRuntime().halt(0);
    }

    private static Path filled(long count) throws IOException, InterruptedException {
        Path filled = FOLDER.resolve("filled-" + count);
        Path mark = FOLDER.resolve("filled-" + count + ".complete");
        if (!Files.exists(mark)) {
            StoreSource source = StoreSource.embedded(filled);
            source.clear();
            WebHost.fill(source, count);
            Files.writeString(mark, Long.toString(count));
        }
        return filled;
    }

    private static void measure(WebHost host, boolean quick) throws Exception {
        String token = Credentials.newToken();
        Credentials credentials =
                Credentials.none().token("benchmark", Credentials.hashToken(token), Role.OPERATOR, Role.TRIGGER);
        WebLimits limits = WebLimits.standard().rate(Integer.MAX_VALUE);
        try (TriggeredWeb web = TriggeredWeb.of(host.mail())
                .authorizer(credentials)
                .limits(limits)
                .serve(0)) {
            WebPages.run(host.mail(), web.address(), token, quick ? 20 : 300);
            WebTriggers.run(host.mail(), web.address(), token, quick ? 1 : 7, quick ? 1 : 3);
        }
    }
}
