package dev.triggered.examples.crash;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link MailNode} as the test sees it: what it has said so far. */
final class NodeProcess implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("(accepted|sending|sent) (\\d+)\\.");

    private final ChildJvm process;
    private final Fate fate;
    private final Thread reader = new Thread(this::read);
    private final Set<Long> accepted = ConcurrentHashMap.newKeySet();
    private final Set<Long> sending = ConcurrentHashMap.newKeySet();
    private final Set<Long> sent = ConcurrentHashMap.newKeySet();
    private volatile boolean done;
    private final AtomicInteger lines = new AtomicInteger();

    private NodeProcess(ChildJvm process, Fate fate) {
        this.process = process;
        this.fate = fate;
    }

    /** Starts one that triggers from a number up to another one. */
    static NodeProcess start(Site site, long first, long end) throws IOException {
        return start(site, first, end, new Fate(Integer.MAX_VALUE, ChildJvm::kill));
    }

    /** Starts one that meets its fate. */
    static NodeProcess start(Site site, long first, long end, Fate fate) throws IOException {
        return start(MailNode.class, site, first, end, fate);
    }

    /** Starts another application, which takes the same arguments and says the same, and meets its fate. */
    static NodeProcess start(Class<?> main, Site site, long first, long end, Fate fate) throws IOException {
        ChildJvm process = ChildJvm.start(main, site.store(), site.lease(), site.relay(), first, end);
        NodeProcess node = new NodeProcess(process, fate);
        node.reader.start();
        return node;
    }

    Set<Long> accepted() {
        return accepted;
    }

    /** Returns what it had begun and not recorded as sent, as far as it could say. */
    Set<Long> inFlight() {
        Set<Long> open = new TreeSet<>(sending);
        open.removeAll(sent);
        return open;
    }

    Set<Long> attempted() {
        return sending;
    }

    /** Says whether it has triggered all that it should. */
    boolean isDone() {
        return done;
    }

    int lines() {
        return lines.get();
    }

    void kill() throws InterruptedException {
        process.kill();
        awaitEnd();
    }

    void pause() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    /** Waits for its end, and for the last of what it had said; returns its exit status. */
    int awaitEnd() throws InterruptedException {
        reader.join();
        return process.exitStatus();
    }

    /** Asks it to send what is due and to end; returns its exit status. */
    int end() throws IOException, InterruptedException {
        int status = process.end();
        reader.join();
        return status;
    }

    @Override
    public void close() {
        process.close();
    }

    private void read() {
        try {
            for (String line = process.readLine(); line != null; line = process.readLine()) {
                take(line);
                if (lines.incrementAndGet() == fate.lines()) {
                    fate.end().accept(process);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes a line; one that was cut off by the end says nothing. */
    private void take(String line) {
        done |= line.equals("done");
        Matcher said = LINE.matcher(line);
        if (said.matches()) {
            Set<Long> numbers = switch (said.group(1)) {
                case "accepted" -> accepted;
                case "sending" -> sending;
                default -> sent;
            };
            numbers.add(Long.parseLong(said.group(2)));
        }
    }

    /**
     * What ends a process.
     *
     * @param lines after how many lines that it has said
     * @param end ends it
     */
    record Fate(int lines, Consumer<ChildJvm> end) {}
}
