package dev.triggered.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A relay that answers correctly, takes every mail and keeps a few, in a process of its own. It prints the numbers of its ports, in
 * the order of {@link SinkPort#ALL}; then, for each line {@code count}, how many mails it took so far, and for each line
 * {@code samples} the mails that it kept, in Base64. It ends with its input.
 */
final class SmtpSink {
    private SmtpSink() {}

    public static void main(String[] arguments) throws IOException {
        List<SinkListener> listeners = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String name : SinkPort.ALL) {
            SinkListener listener = SinkListener.open(SinkPort.named(name));
            listeners.add(listener);
            ports.add(Integer.toString(listener.number()));
        }
        System.out.println(String.join(" ", ports));
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(line.equals("count") ? count(listeners) : samples(listeners));
            }
        }
    }

    private static String count(List<SinkListener> listeners) {
        return Long.toString(
                listeners.stream().mapToLong(one -> one.tally().count()).sum());
    }

    private static String samples(List<SinkListener> listeners) {
        return listeners.stream()
                .flatMap(one -> one.tally().drain().stream())
                .map(Base64.getEncoder()::encodeToString)
                .collect(Collectors.joining(" "));
    }
}
