package dev.triggered.templates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a piece of a template.
 *
 * @param path the path of the innermost section; {@code null} outside of all
 * @param blocks what replaces the blocks of a layout
 * @param files the keys of the files that are open
 * @param inHelper whether a helper turns what is written
 * @param depth how deep sections, files and blocks are nested
 */
record Scope(@Nullable String path, Map<String, Node.Block> blocks, List<String> files, boolean inHelper, int depth) {
    static Scope top(String file) {
        return new Scope(null, Map.of(), List.of(file), false, 0);
    }

    Scope below(String section) {
        return new Scope(section, blocks, files, inHelper, depth);
    }

    Scope insideHelper() {
        return new Scope(path, blocks, files, true, depth);
    }

    Scope deeper() {
        return new Scope(path, blocks, files, inHelper, depth + 1);
    }

    Scope inFile(String file, Map<String, Node.Block> replacements) {
        List<String> open = new ArrayList<>(files);
        open.add(file);
        return new Scope(path, replacements, open, inHelper, depth + 1);
    }

    Scope without(String block) {
        Map<String, Node.Block> others = new HashMap<>(blocks);
        others.remove(block);
        return new Scope(path, others, files, inHelper, depth);
    }

    /** Returns the path that a name asks for here; {@code null} if there is none. */
    @Nullable
    String pathOf(String name) {
        if (Lookup.isRooted(name)) {
            return name;
        }
        return path == null || name.equals(".") ? path : path + "." + name;
    }
}
