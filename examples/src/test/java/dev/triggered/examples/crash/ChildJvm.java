package dev.triggered.examples.crash;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with our class path, which starts fast. What it says as an error is appended to {@code target/crash.log}. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    static ChildJvm start(Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        File log = new File("target", "crash.log");
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start());
    }

    /** Returns the next line; {@code null} where the process has ended and all was read. */
    String readLine() throws IOException {
        return output.readLine();
    }

    String ask(String question) throws IOException {
        input.write(question);
        input.newLine();
        input.flush();
        return readLine();
    }

    /** Ends it by SIGKILL. Its output can still be read, which {@link Process#destroyForcibly} would not permit. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Sends a signal by name. */
    void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, "" + process.pid())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + " ended with " + status);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Ends its input, by which it is asked to end, and waits for that; returns its exit status. */
    int end() throws IOException, InterruptedException {
        input.close();
        return process.waitFor();
    }

    int exitStatus() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
