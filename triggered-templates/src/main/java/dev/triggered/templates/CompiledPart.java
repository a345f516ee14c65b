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
    private final Asked asked;
    private final int distance;
    private final AtomicReference<@Nullable PartWriter> spare = new AtomicReference<>();
    private volatile int expected = 256;

    CompiledPart(String source, Mustache code, Asked asked, int distance) {
        this.source = source;
        this.code = code;
        this.asked = asked;
        this.distance = distance;
    }

    List<DataPath> paths() {
        return asked.lookups.stream().map(Lookup::path).toList();
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

    /** Finds out all that rendering does, and keeps nothing but what the rendering notes. */
    void probe(Rendering rendering) {
        if (!asked.always || !fits(rendering)) {
            run(PartWriter.counting(source), rendering);
        }
    }

    /** Looks up all values of a part that has nothing but values and text; returns whether it cannot become too long. */
    private boolean fits(Rendering rendering) {
        List<Object> scopes = rendering.scopes();
        long most = asked.text;
        for (Lookup lookup : asked.lookups) {
            String value = lookup.findText(scopes);
            most += value == null ? 0 : (long) value.length() * Html.MOST_OF_ONE;
        }
        return most <= PartWriter.LONGEST;
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

    /**
     * What a part asks for.
     *
     * @param lookups each name, in the order in which they stand there
     * @param always whether each of them is written each time, as there are neither sections nor helpers
     * @param text the most characters that stand between them
     */
    record Asked(List<Lookup> lookups, boolean always, long text) {}
}
