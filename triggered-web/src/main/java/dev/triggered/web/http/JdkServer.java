package dev.triggered.web.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.triggered.TriggeredException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A site on the JDK's own HTTP server, with a bounded number of threads and a time for each request. Thread-safe. */
public final class JdkServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdkServer.class);
    private static final int THREADS = 64;
    /** Whether the JDK's server sends at once what it writes, for all such servers of the process (module {@code jdk.httpserver}). */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private static final int BUFFER = 65_536;
    private static final long LOOK_MILLIS = 100;
    private static final int LONGEST_END_SECONDS = 5;

    private final Function<Incoming, Reply> site;
    private final InstantSource clock;
    private final Duration requestTime;
    private final HttpServer server;
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor watch;
    private final Map<Thread, TimeLimit> limits = new ConcurrentHashMap<>();

    private JdkServer(
            Function<Incoming, Reply> site, InetSocketAddress address, InstantSource clock, Duration requestTime)
            throws IOException {
        this.site = site;
        this.clock = clock;
        this.requestTime = requestTime;
        this.server = HttpServer.create(address, 0);
        this.workers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon(task, "triggered-web"));
        this.workers.allowCoreThreadTimeOut(true);
        this.watch = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "triggered-web-watch"));
    }

    /**
     * Begins to serve.
     *
     * @param site answers requests, and throws nothing
     * @param address where; port 0 for a free one
     * @param clock what tells the time
     * @param requestTime how long a client may take
     * @return the server
     * @throws TriggeredException if it cannot listen there
     */
    public static JdkServer start(
            Function<Incoming, Reply> site, InetSocketAddress address, InstantSource clock, Duration requestTime) {
        sendAtOnce();
        try {
            JdkServer server = new JdkServer(site, address, clock, requestTime);
            server.begin();
            return server;
        } catch (IOException e) {
            throw new TriggeredException("nothing can be served at " + address + ": is the port taken?", e);
        }
    }

    /**
     * Has answers sent at once, unless the host has said otherwise: header and body are written apart, and the body would wait until the client has
     * acknowledged the header, which takes it some 40 ms (RFC 896; RFC 1122, section 4.2.3.2).
     */
    private static void sendAtOnce() {
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private void begin() {
        ScheduledFuture<?> unused = watch.scheduleWithFixedDelay(
                () -> limits.values().forEach(TimeLimit::look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        server.setExecutor(task -> workers.execute(() -> withinTime(task)));
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Returns where it listens.
     *
     * @return the address
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** The task reads a request from its first byte on, and hands it to the handler below. */
    private void withinTime(Runnable task) {
        TimeLimit mine = new TimeLimit(Thread.currentThread(), clock, requestTime);
        limits.put(Thread.currentThread(), mine);
        try {
            mine.enter();
            task.run();
        } catch (IOException e) {
            throw new IllegalStateException("no time was given", e);
        } finally {
            mine.leave(0);
            limits.remove(Thread.currentThread());
        }
    }

    /** What it throws has the server close the connection, so that an answer that broke off does not look whole. */
    private void handle(HttpExchange exchange) throws IOException {
        TimeLimit mine = Objects.requireNonNull(limits.get(Thread.currentThread()));
        mine.leave(0);
        try {
            write(exchange, site.apply(incoming(exchange, mine)), mine);
        } catch (RuntimeException e) {
            LOG.warn("an answer broke off", e);
            throw new IOException("the answer broke off", e);
        }
        mine.restart();
        mine.enter();
        exchange.close();
    }

    private static Incoming incoming(HttpExchange exchange, TimeLimit mine) {
        URI target = exchange.getRequestURI();
        String path = Optional.ofNullable(target.getRawPath()).orElse("");
        return new Incoming(
                new Incoming.Line(
                        exchange.getRequestMethod(),
                        "",
                        path.isEmpty() ? "/" : path,
                        Optional.ofNullable(target.getRawQuery()).orElse("")),
                new Incoming.Peer(exchange.getRemoteAddress().getAddress().getHostAddress(), false),
                new HeaderFields(exchange.getRequestHeaders()),
                new TimedInput(exchange.getRequestBody(), mine),
                exchange);
    }

    private static void write(HttpExchange exchange, Reply reply, TimeLimit mine) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::put);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head && reply.length() >= 0) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(reply.length()));
        }
        boolean empty = head || reply.length() == 0;
        mine.restart();
        mine.enter();
        try {
            exchange.sendResponseHeaders(reply.status(), empty ? -1 : Math.max(0, reply.length()));
        } finally {
            mine.leave(0);
        }
        if (!empty) {
            OutputStream out = new BufferedOutputStream(new TimedOutput(exchange.getResponseBody(), mine), BUFFER);
            reply.content().writeTo(out);
            out.flush();
        }
    }

    /** Answers what is there, for at most five seconds. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("requests are still being answered: their connections are closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        watch.shutdown();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
