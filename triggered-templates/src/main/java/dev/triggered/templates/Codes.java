package dev.triggered.templates;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.DefaultCode;
import com.github.mustachejava.codes.IterableCode;
import com.github.mustachejava.codes.NotIterableCode;
import com.github.mustachejava.codes.ValueCode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codes of mustache.java, with names looked up in plain data only. */
final class Codes {
    private Codes() {}

    static TemplateContext context(Place place) {
        return new TemplateContext("{{", "}}", place.source(), place.line(), false);
    }

    /** Writes a value. */
    static final class Value extends ValueCode {
        private final Lookup lookup;

        Value(Place place, Lookup lookup, boolean escaped) {
            super(context(place), PlainFactory.INSTANCE, lookup.path().path(), escaped);
            this.lookup = lookup;
        }

        @Override
        public @Nullable Object get(List<Object> scopes) {
            return lookup.findText(scopes);
        }
    }

    /** Runs its body for each item, or once where the value holds. */
    static final class Section extends IterableCode {
        private final Lookup lookup;

        Section(Place place, Lookup lookup, Mustache body) {
            super(context(place), PlainFactory.INSTANCE, body, lookup.path().path());
            this.lookup = lookup;
        }

        @Override
        public @Nullable Object get(List<Object> scopes) {
            return lookup.find(scopes);
        }

        /** Takes every value as data: mustache.java would call functions. */
        @Override
        protected Writer handle(Writer writer, @Nullable Object value, List<Object> scopes) {
            return execute(writer, value, scopes);
        }
    }

    /** Runs its body once where the value holds, or where it does not, in the context that is there. */
    static final class Condition extends NotIterableCode {
        private final Lookup lookup;
        private final boolean wanted;

        Condition(Place place, Lookup lookup, Mustache body, boolean wanted) {
            super(context(place), PlainFactory.INSTANCE, body, lookup.path().path());
            this.lookup = lookup;
            this.wanted = wanted;
        }

        @Override
        public @Nullable Object get(List<Object> scopes) {
            return lookup.find(scopes);
        }

        @Override
        protected Writer handle(Writer writer, @Nullable Object value, List<Object> scopes) {
            return PlainObjectHandler.holds(value) == wanted
                    ? next(writer, PlainObjectHandler.NOTHING, scopes)
                    : writer;
        }
    }

    /** Runs its body and writes what a helper makes of it. */
    static final class HelperCall extends DefaultCode {
        private static final int EXPECTED = 64;

        private final BoundHelper helper;
        private final boolean escaped;

        HelperCall(Place place, BoundHelper helper, Mustache body, boolean escaped) {
            super(context(place), PlainFactory.INSTANCE, body, helper.name(), "#");
            this.helper = helper;
            this.escaped = escaped;
        }

        @Override
        public Writer execute(Writer writer, List<Object> scopes) {
            Rendering rendering = Rendering.of(scopes);
            int before = rendering.misses();
            PartWriter body = PartWriter.keeping(tc.file(), EXPECTED);
            run(body, scopes);
            if (rendering.misses() == before) {
                write(helper.apply(body.toString(), rendering), writer);
            }
            return writer;
        }

        private void write(String text, Writer writer) {
            try {
                if (escaped) {
                    df.encode(text, writer);
                } else {
                    writer.write(text);
                }
            } catch (IOException e) {
                throw new MustacheException("cannot write", e, tc);
            }
        }
    }
}
