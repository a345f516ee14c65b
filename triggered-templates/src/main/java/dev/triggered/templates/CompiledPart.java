package dev.triggered.templates;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import dev.triggered.TemplateException;
import dev.triggered.spi.DataPath;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A part of a mail in one locale, ready to render. Thread-safe. */
final class CompiledPart {
    private static final int LONGEST_EXPECTED = 64 * 1024;

    private final String source;
    private final Mustache code;
    private final List<DataPath> paths;
    private final int distance;
    private final AtomicReference<@Nullable PartWriter> spare = new AtomicReference<>();
    private volatile int expected = 256;

    CompiledPart(String source, Mustache code, List<DataPath> paths, int distance) {
        this.source = source;
        this.code = code;
        this.paths = paths;
        this.distance = distance;
    }

    List<DataPath> paths() {
        return paths;
    }

    /** Returns how far the nearest of its files is from the locale that was asked for. */
    int distance() {
        return distance;
    }

    String render(Rendering rendering) {
        PartWriter idle = spare.getAndSet(null);
        PartWriter out = idle == null ? PartWriter.keeping(source, expected) : idle;
        run(out, rendering);
        String text = out.toString();
        if (text.length() > expected) {
            expected = Math.min(text.length() + text.length() / 8, LONGEST_EXPECTED);
        }
        if (text.length() <= LONGEST_EXPECTED) {
            out.clear();
            spare.set(out);
        }
        return text;
    }

    /** Does all that rendering does, and keeps nothing but what the rendering notes. */
    void probe(Rendering rendering) {
        run(PartWriter.counting(source), rendering);
    }

    private void run(PartWriter out, Rendering rendering) {
        try {
            code.execute(out, rendering.scopes());
        } catch (MustacheException e) {
            TemplateException known = templateException(e);
            throw known != null ? known : new TemplateException(source + ": cannot be rendered", e);
        }
    }

    private static @Nullable TemplateException templateException(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TemplateException known) {
                return known;
            }
        }
        return null;
    }
}
