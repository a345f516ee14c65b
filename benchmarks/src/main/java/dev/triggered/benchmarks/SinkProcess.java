package dev.triggered.benchmarks;

import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sink in its own process. */
final class SinkProcess implements AutoCloseable {
    private final ChildProcess process;
    private final Map<String, Integer> ports = new HashMap<>();

    private SinkProcess(ChildProcess process) {
        this.process = process;
    }

    static SinkProcess start() throws IOException {
        SinkProcess sink = new SinkProcess(ChildProcess.start(List.of(), SmtpSink.class));
        String[] numbers = sink.process.answer().split(" ", -1);
        for (int i = 0; i < numbers.length; i++) {
            sink.ports.put(SinkPort.ALL.get(i), Integer.valueOf(numbers[i]));
        }
        return sink;
    }

    /** Returns the number of a port, by the name that {@link SinkPort#named} reads. */
    int port(String name) {
        return ports.getOrDefault(name, 0);
    }

    long count() throws IOException {
        return Long.parseLong(process.ask("count"));
    }

    /** Checks the mails that were kept since the last call, of which there has to be one. */
    void check(boolean attachment) throws IOException {
        String[] samples = process.ask("samples").split(" ", -1);
        for (String sample : samples) {
            SmtpCheck.require(Base64.getDecoder().decode(sample), attachment);
        }
    }

    /** Forgets the mails that were kept. */
    void forget() throws IOException {
        String unused = process.ask("samples");
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
