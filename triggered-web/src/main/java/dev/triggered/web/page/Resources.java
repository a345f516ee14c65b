package dev.triggered.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files of the dashboard, which stand beside its classes. */
final class Resources {
    private Resources() {}

    static Reader reader(String name) {
        return new InputStreamReader(stream(name), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String name) {
        try (InputStream in = stream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + name + " of the dashboard cannot be read", e);
        }
    }

    /** Returns a file of another library, which stands in no package. */
    static byte[] foreign(String name) {
        try (InputStream in = Resources.class.getClassLoader().getResourceAsStream(name)) {
            return Objects.requireNonNull(in, () -> "there is no " + name + ": is its WebJar missing?")
                    .readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + name + " cannot be read", e);
        }
    }

    private static InputStream stream(String name) {
        return Objects.requireNonNull(
                Resources.class.getResourceAsStream(name), () -> "the dashboard has no file " + name);
    }
}
