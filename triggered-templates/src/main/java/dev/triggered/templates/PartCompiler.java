package dev.triggered.templates;

import com.github.mustachejava.Mustache;
import dev.triggered.spi.DataPath;
import dev.triggered.templates.Catalog.Found;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one part in one locale: puts partials and layouts in their places, finds out what each name asks for, and builds the
 * codes. So nothing is left to find, to read or to parse when a mail is rendered.
 */
final class PartCompiler {
    private static final int DEEPEST = 100;
    private static final int LARGEST = PartWriter.LONGEST;

    /** What a tag counts for, in characters. */
    private static final int PIECE = 100;

    private final Catalog catalog;
    private final Kind kind;
    private final List<Locale> locales;
    private final Faults faults;
    private final List<Lookup> lookups = new ArrayList<>();
    private final Set<Node.Block> usedBlocks = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean always = true;
    private long size;
    private int distance;

    PartCompiler(Catalog catalog, Kind kind, List<Locale> locales, Faults faults) {
        this.catalog = catalog;
        this.kind = kind;
        this.locales = locales;
        this.faults = faults;
        this.distance = locales.size() - 1;
    }

    /** Compiles the part of a template; returns {@code null} if there is none. */
    @Nullable
    CompiledPart compile(String name) {
        Found found = catalog.find(name, kind, locales);
        if (found == null) {
            return null;
        }
        CodeList codes = new CodeList(new Place(catalog.display(found.key()), 1));
        emit(parse(found, ""), Scope.top(found.key()), codes);
        CompiledPart.Asked asked = new CompiledPart.Asked(List.copyOf(lookups), always, size);
        return new CompiledPart(codes.place().source(), codes.finish(), asked, distance);
    }

    private List<Node> parse(Found found, String indent) {
        distance = Math.min(distance, found.distance());
        String text = catalog.read(found.key(), faults);
        String indented = indent.isEmpty() ? text : text.replaceAll("(?m)^(?=.)", indent);
        return TemplateParser.parse(catalog.display(found.key()), indented, faults);
    }

    private void emit(List<Node> tree, Scope scope, CodeList out) {
        if (scope.depth() > DEEPEST) {
            faults.add(out.place(), "is nested more than " + DEEPEST + " deep, with its partials and layouts");
            return;
        }
        for (Node node : tree) {
            if (!mayGrow(node, out.place())) {
                return;
            }
            if (node instanceof Node.Text text) {
                out.addText(text.text());
            } else if (node instanceof Node.Value value) {
                emitValue(value, scope, out);
            } else if (node instanceof Node.Section section) {
                emitSection(section, scope, out);
            } else if (node instanceof Node.Partial partial) {
                emitPartial(partial, scope, out);
            } else if (node instanceof Node.Layout layout) {
                emitLayout(layout, scope, out);
            } else if (node instanceof Node.Block block) {
                emitBlock(block, scope, out);
            }
        }
    }

    /** Counts pieces and characters: partials within partials could otherwise grow without end. */
    private boolean mayGrow(Node node, Place place) {
        size += node instanceof Node.Text text ? text.text().length() : PIECE;
        if (size > LARGEST) {
            faults.add(place, "grows too large with its partials and layouts");
            return false;
        }
        return true;
    }

    private void emitValue(Node.Value value, Scope scope, CodeList out) {
        Lookup lookup = ask(value.place(), value.name(), scope);
        boolean escaped = kind == Kind.HTML && !value.raw() && !scope.inHelper();
        out.add(new Codes.Value(value.place(), lookup, escaped));
        out.addValue(lookup.path());
    }

    private void emitSection(Node.Section section, Scope scope, CodeList out) {
        always = false;
        if (Helpers.names().contains(section.name())) {
            emitHelper(section, scope, out);
            return;
        }
        Lookup lookup = ask(section.place(), section.valueName(), scope);
        boolean enters = !section.inverted() && !section.isCondition();
        Scope inner = enters ? scope.below(lookup.path().path()) : scope;
        Mustache body = body(section.place(), section.body(), inner, out);
        out.add(
                enters
                        ? new Codes.Section(section.place(), lookup, body)
                        : new Codes.Condition(section.place(), lookup, body, !section.inverted()));
    }

    private void emitHelper(Node.Section section, Scope scope, CodeList out) {
        HelperTag tag = HelperTag.of(section);
        CodeList values = new CodeList(section.place());
        Mustache body = body(section.place(), tag.body(), scope.insideHelper(), values);
        out.addValues(values);
        Helper helper = tag.bind(faults);
        if (values.values().isEmpty()) {
            faults.add(section.place(), "{{#" + section.name() + "}} holds no value");
        }
        BoundHelper bound = new BoundHelper(section.name(), section.place(), values.values(), helper);
        boolean escaped = kind == Kind.HTML && !scope.inHelper();
        out.add(new Codes.HelperCall(section.place(), bound, body, escaped));
    }

    private Mustache body(Place place, List<Node> tree, Scope scope, CodeList outer) {
        CodeList codes = new CodeList(place);
        emit(tree, scope.deeper(), codes);
        outer.addValues(codes);
        return codes.finish();
    }

    private Lookup ask(Place place, String name, Scope scope) {
        String path = scope.pathOf(name);
        if (path == null) {
            faults.add(
                    place,
                    name.equals(".")
                            ? "'.' stands outside of all sections"
                            : "'" + name + "' begins with neither event nor contact: write event." + name
                                    + ", say, or put it into a section");
            path = name;
        }
        Lookup lookup = new Lookup(name, new DataPath(path, place.source(), place.line()));
        lookups.add(lookup);
        return lookup;
    }

    private void emitPartial(Node.Partial partial, Scope scope, CodeList out) {
        Found found = findFile(partial.place(), partial.name(), scope);
        if (found != null) {
            emit(parse(found, partial.indent()), scope.inFile(found.key(), Map.of()), out);
        }
    }

    private void emitLayout(Node.Layout layout, Scope scope, CodeList out) {
        Found found = findFile(layout.place(), layout.name(), scope);
        if (found == null) {
            return;
        }
        Map<String, Node.Block> blocks = new HashMap<>();
        layout.blocks().forEach(block -> blocks.put(block.name(), block));
        blocks.putAll(scope.blocks());
        emit(parse(found, layout.indent()), scope.inFile(found.key(), blocks), out);
        for (Node.Block block : layout.blocks()) {
            if (!usedBlocks.contains(block) && !scope.blocks().containsKey(block.name())) {
                faults.add(
                        block.place(),
                        "the layout '" + layout.name() + "' has no use for the block '" + block.name()
                                + "': it has none of that name, or another block replaces it");
            }
        }
    }

    private void emitBlock(Node.Block block, Scope scope, CodeList out) {
        Node.Block replacement = scope.blocks().get(block.name());
        if (replacement == null) {
            emit(block.body(), scope, out);
            return;
        }
        usedBlocks.add(replacement);
        emit(replacement.body(), scope.without(block.name()).deeper(), out);
    }

    private @Nullable Found findFile(Place place, String name, Scope scope) {
        if (!Catalog.isName(name)) {
            faults.add(
                    place,
                    "'" + name + "' is no name of a partial or layout: names are letters, digits and '-', with '/'"
                            + " between folders, from the root of the templates down");
            return null;
        }
        catalog.reportMisnamed(name, faults);
        Found found = catalog.find(name, kind, locales);
        if (found == null) {
            faults.add(place, "there is no " + catalog.display(name + "." + kind.suffix()));
        } else if (scope.files().contains(found.key())) {
            faults.add(place, catalog.display(found.key()) + " contains itself");
            return null;
        }
        return found;
    }
}
