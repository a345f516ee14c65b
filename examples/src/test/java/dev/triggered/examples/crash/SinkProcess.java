package dev.triggered.examples.crash;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The {@link RecordingSink} as the test sees it. */
final class SinkProcess implements AutoCloseable {
    private final ChildJvm process;
    private final int port;

    private SinkProcess(ChildJvm process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a relay that takes its time over each mail. */
    static SinkProcess start(Duration pause) throws IOException {
        ChildJvm process = ChildJvm.start(RecordingSink.class, pause.toNanos() / 1_000);
        return new SinkProcess(process, Integer.parseInt(process.readLine()));
    }

    int port() {
        return port;
    }

    /** Returns how many different messages came so far. */
    int count() {
        try {
            return Integer.parseInt(process.ask("count"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until all that dead clients had written is taken; what comes then belongs to the next life. */
    void settle() throws IOException {
        process.ask("settle");
    }

    List<Arrival> arrivals() throws IOException {
        List<Arrival> arrivals = new ArrayList<>();
        for (String line = process.ask("arrivals"); !line.equals("end"); line = process.readLine()) {
            arrivals.add(Arrival.parse(line));
        }
        return arrivals;
    }

    @Override
    public void close() {
        process.close();
    }
}
