package dev.triggered;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The paths that a Java type gives: its record components or bean properties, and theirs in turn. */
final class TypePaths {
    private final Set<String> paths = new TreeSet<>();
    private final Set<Type> above = new HashSet<>();

    private TypePaths() {}

    static Set<String> of(String root, Class<?> type) {
        TypePaths found = new TypePaths();
        found.visit(root, type);
        return found.paths;
    }

    private void visit(String path, Type type) {
        paths.add(path);
        if (type instanceof ParameterizedType generic) {
            visitGeneric(path, generic);
        } else if (type instanceof WildcardType wildcard) {
            visit(path, wildcard.getUpperBounds()[0]);
        } else if (type instanceof Class<?> plain) {
            visitClass(path, plain);
        } else {
            paths.add(DataContract.anythingBelow(path));
        }
    }

    private void visitGeneric(String path, ParameterizedType generic) {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type[] arguments = generic.getActualTypeArguments();
        if ((Iterable.class.isAssignableFrom(raw) || raw == Optional.class) && arguments.length == 1) {
            visit(path, arguments[0]);
        } else if (Map.class.isAssignableFrom(raw)) {
            paths.add(DataContract.anythingBelow(path));
        } else {
            visitClass(path, raw);
        }
    }

    private void visitClass(String path, Class<?> type) {
        if (type.isArray()) {
            visit(path, type.getComponentType());
        } else if (type == Object.class || type == PlainData.class || isContainer(type)) {
            paths.add(DataContract.anythingBelow(path));
        } else if (!isScalar(type)) {
            if (above.add(type)) {
                properties(type).forEach((name, property) -> visit(path + "." + name, property));
                above.remove(type);
            } else {
                paths.add(DataContract.anythingBelow(path));
            }
        }
    }

    private static boolean isContainer(Class<?> type) {
        return Map.class.isAssignableFrom(type) || Iterable.class.isAssignableFrom(type);
    }

    private static boolean isScalar(Class<?> type) {
        return type.isPrimitive() || type.isEnum() || type.getName().startsWith("java.");
    }

    private static Map<String, Type> properties(Class<?> type) {
        Map<String, Type> properties = new LinkedHashMap<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                properties.put(component.getName(), component.getGenericType());
            }
            return properties;
        }
        for (Method method : type.getMethods()) {
            String name = propertyOf(method);
            if (!name.isEmpty()) {
                properties.put(name, method.getGenericReturnType());
            }
        }
        Arrays.stream(type.getFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .forEach(field -> properties.put(field.getName(), field.getGenericType()));
        return properties;
    }

    private static String propertyOf(Method method) {
        boolean getter = method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass() != Object.class;
        String name = method.getName();
        if (getter && name.length() > 3 && name.startsWith("get")) {
            return decapitalized(name.substring(3));
        }
        boolean truth = method.getReturnType() == boolean.class;
        return getter && truth && name.length() > 2 && name.startsWith("is") ? decapitalized(name.substring(2)) : "";
    }

    private static String decapitalized(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
