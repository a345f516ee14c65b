package dev.triggered.templates;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.Iteration;
import com.github.mustachejava.ObjectHandler;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.util.Wrapper;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks lists and conditions of plain values. Names are looked up by {@link Lookup}, never here. */
final class PlainObjectHandler implements ObjectHandler {
    /** What stands in the context where an item of a list is {@code null}, so that names do not reach past it by mistake. */
    static final Object NOTHING = new Object();

    @Override
    public Writer iterate(Iteration iteration, Writer writer, @Nullable Object object, List<Object> scopes) {
        Writer out = writer;
        if (object instanceof List<?> items) {
            for (Object item : items) {
                out = iteration.next(out, item == null ? NOTHING : item, scopes);
            }
        } else if (object != null && holds(object)) {
            out = iteration.next(out, object, scopes);
        }
        return out;
    }

    @Override
    public Writer falsey(Iteration iteration, Writer writer, @Nullable Object object, List<Object> scopes) {
        return holds(object) ? writer : iteration.next(writer, NOTHING, scopes);
    }

    /** Says whether a value counts as true. */
    static boolean holds(@Nullable Object value) {
        boolean isEmpty =
                (value instanceof List<?> items && items.isEmpty()) || (value instanceof String text && text.isEmpty());
        return value != null && value != NOTHING && !Boolean.FALSE.equals(value) && !isEmpty;
    }

    @Override
    public Binding createBinding(String name, TemplateContext place, Code code) {
        return scopes -> null;
    }

    @Override
    public Wrapper find(String name, List<Object> scopes) {
        throw new UnsupportedOperationException("names are looked up elsewhere");
    }

    @Override
    public Object coerce(Object object) {
        return object;
    }

    @Override
    public String stringify(Object object) {
        return object.toString();
    }
}
