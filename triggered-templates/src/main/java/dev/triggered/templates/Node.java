package dev.triggered.templates;

import java.util.List;

/** A piece of a parsed template. */
sealed interface Node {
    /** Text that is written as it stands. */
    record Text(String text) implements Node {}

    /** A value; {@code raw} ones are never escaped. */
    record Value(Place place, String name, boolean raw) implements Node {}

    /** A section, an inverted section, or the call of a helper. */
    record Section(Place place, String name, boolean inverted, List<Node> body) implements Node {
        /** Says whether it shows its body once, whatever value there is, and leaves names as they are. */
        boolean isCondition() {
            return name.endsWith("?");
        }

        /** Returns the name of the value that it looks at. */
        String valueName() {
            return isCondition() ? name.substring(0, name.length() - 1) : name;
        }
    }

    /** Another file in this place, each of its lines indented. */
    record Partial(Place place, String name, String indent) implements Node {}

    /** A layout with what replaces its blocks. */
    record Layout(Place place, String name, String indent, List<Block> blocks) implements Node {}

    /** A part of a layout that may be replaced, or what replaces it. */
    record Block(Place place, String name, List<Node> body) implements Node {}
}
