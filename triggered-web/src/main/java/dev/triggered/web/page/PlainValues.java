package dev.triggered.web.page;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.Iteration;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.ObjectHandler;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.util.Wrapper;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks names up in maps and walks lists: no method is called, no field is read, and a name that is not there is a fault. */
final class PlainValues implements ObjectHandler {
    @Override
    public Wrapper find(String name, List<Object> scopes) {
        return now -> value(name, now);
    }

    @Override
    public Binding createBinding(String name, TemplateContext place, Code code) {
        return scopes -> value(name, scopes);
    }

    /** Of a name such as {@code t.streams.title} the part before the first dot is looked up, and the rest in what that is. */
    private static Object value(String name, List<Object> scopes) {
        if (name.equals(".")) {
            return scopes.get(scopes.size() - 1);
        }
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        for (int i = scopes.size() - 1; i >= 0; i--) {
            if (scopes.get(i) instanceof Map<?, ?> map && map.containsKey(first)) {
                return dot < 0 ? there(map, name) : inner(there(map, first), name.substring(dot + 1));
            }
        }
        throw new MustacheException("no value is named '" + name + "'");
    }

    private static Object inner(Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return there(map, name);
        }
        throw new MustacheException("no values are below '" + name + "'");
    }

    private static Object there(Map<?, ?> map, String name) {
        Object value = map.get(name);
        if (value == null) {
            throw new MustacheException("no value is named '" + name + "'");
        }
        return value;
    }

    @Override
    public Writer iterate(Iteration iteration, Writer writer, @Nullable Object object, List<Object> scopes) {
        Writer out = writer;
        if (object instanceof List<?> items) {
            for (Object item : items) {
                out = iteration.next(out, item, scopes);
            }
        } else if (holds(object)) {
            out = iteration.next(out, object, scopes);
        }
        return out;
    }

    @Override
    public Writer falsey(Iteration iteration, Writer writer, @Nullable Object object, List<Object> scopes) {
        return holds(object) ? writer : iteration.next(writer, Map.of(), scopes);
    }

    private static boolean holds(@Nullable Object value) {
        boolean isEmpty = (value instanceof List<?> items && items.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof String text && text.isEmpty());
        return value != null && !Boolean.FALSE.equals(value) && !isEmpty;
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
