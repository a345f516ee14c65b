package dev.triggered;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsonFormatVisitors.JsonAnyFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonArrayFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonMapFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * The paths that a Java type gives: its record components or bean properties, and theirs in turn, by the names under which
 * {@link PlainValues} finds them.
 */
final class TypePaths extends JsonFormatVisitorWrapper.Base {
    private final Set<String> paths;
    private final Set<JavaType> above;
    private final String path;
    private boolean unknown;

    private TypePaths(@Nullable SerializationContext context, Set<String> paths, Set<JavaType> above, String path) {
        super(context);
        this.paths = paths;
        this.above = above;
        this.path = path;
        paths.add(path);
    }

    static Set<String> of(String root, Class<?> type) {
        Set<String> paths = new TreeSet<>();
        try {
            new TypePaths(null, paths, Set.of(), root).visit(visitor -> PlainValues.describe(type, visitor));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the type " + type.getName() + " does not say what data it gives: declare paths instead", e);
        }
        return paths;
    }

    @Override
    public @Nullable JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
        if (above.contains(type)) {
            addAnything();
            return null;
        }
        unknown = true;
        Set<JavaType> below = new HashSet<>(above);
        below.add(type);
        return new Properties(below);
    }

    @Override
    public JsonArrayFormatVisitor expectArrayFormat(JavaType type) {
        return new Items();
    }

    @Override
    public @Nullable JsonMapFormatVisitor expectMapFormat(JavaType type) {
        addAnything();
        return null;
    }

    @Override
    public @Nullable JsonAnyFormatVisitor expectAnyFormat(JavaType type) {
        addAnything();
        return null;
    }

    /** Shows itself what a type becomes: anything at all, where that is an object of which nothing is known. */
    private void visit(Consumer<TypePaths> description) {
        description.accept(this);
        if (unknown) {
            addAnything();
        }
    }

    private void addAnything() {
        paths.add(DataContract.anythingBelow(path));
    }

    /** The properties of a record or a bean. */
    private final class Properties extends JsonObjectFormatVisitor.Base {
        private final Set<JavaType> below;

        Properties(Set<JavaType> below) {
            super(TypePaths.this.getContext());
            this.below = below;
        }

        @Override
        public void property(BeanProperty property) {
            optionalProperty(property);
        }

        @Override
        public void optionalProperty(BeanProperty property) {
            ValueSerializer<?> known = property instanceof BeanPropertyWriter writer ? writer.getSerializer() : null;
            optionalProperty(
                    property.getName(),
                    known == null ? getContext().findPrimaryPropertySerializer(property.getType(), property) : known,
                    property.getType());
        }

        @Override
        public void property(String name, JsonFormatVisitable handler, JavaType type) {
            optionalProperty(name, handler, type);
        }

        @Override
        public void optionalProperty(String name, JsonFormatVisitable handler, JavaType type) {
            unknown = false;
            new TypePaths(getContext(), paths, below, path + "." + name)
                    .visit(visitor -> handler.acceptJsonFormatVisitor(visitor, type));
        }
    }

    /** The items of a list or an array, whose paths are the list's own. */
    private final class Items extends JsonArrayFormatVisitor.Base {
        Items() {
            super(TypePaths.this.getContext());
        }

        @Override
        public void itemsFormat(JsonFormatVisitable handler, JavaType itemType) {
            new TypePaths(getContext(), paths, above, path)
                    .visit(visitor -> handler.acceptJsonFormatVisitor(visitor, itemType));
        }
    }
}
