package dev.triggered.web.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record is put together from, found out once for each type: reflection reads annotations again each time. Immutable. */
final class RecordShape {
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final Constructor<?> constructor;
    private final List<Component> components;
    private final Set<String> names;

    private RecordShape(Class<?> type) {
        List<Component> found = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            found.add(Component.of(component));
            types.add(component.getType());
            known.add(component.getName());
        }
        this.components = List.copyOf(found);
        this.names = Collections.unmodifiableSet(known);
        this.constructor = constructor(type, types.toArray(new Class<?>[0]));
    }

    private static Constructor<?> constructor(Class<?> type, Class<?>[] types) {
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical;
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " is no record", e);
        }
    }

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    List<Component> components() {
        return components;
    }

    /** Returns the names of the components, in their order. */
    Set<String> names() {
        return names;
    }

    /** Returns a record of values in the order of the components. */
    Object create(@Nullable Object[] values) throws InvocationTargetException {
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException(constructor + " could not be called", e);
        }
    }

    /** One component; it may be absent in a document where its {@link Field} says so. */
    record Component(String name, Class<?> type, Type genericType, boolean isOptional, Method accessor) {
        private static Component of(RecordComponent component) {
            Field field = component.getAnnotation(Field.class);
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            boolean optional = field != null && field.optional();
            return new Component(
                    component.getName(), component.getType(), component.getGenericType(), optional, accessor);
        }

        @Nullable
        Object get(Record value) {
            try {
                return accessor.invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(accessor + " could not be read", e);
            }
        }
    }
}
