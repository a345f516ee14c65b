package dev.triggered.templates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes templates and data by chance: inner names hold maps, lists and conditions, outer ones values. */
final class RandomTemplates {
    private static final List<String> INNER = List.of("m", "n");
    private static final List<String> LEAVES = List.of("x", "y", "z");

    private final RandomGenerator chance;

    RandomTemplates(RandomGenerator chance) {
        this.chance = chance;
    }

    MustacheTemplates templates() {
        MustacheTemplates templates = MustacheTemplates.inCode()
                .part("mail.subject", body(1, false))
                .part("mail.html", "{{<layout}}{{$one}}" + body(4, false) + "{{/one}}{{/layout}}" + body(3, false))
                .part("layout.html", body(2, false) + "{{$one}}{{/one}}\n{{#event.m}}{{>p}}{{/event.m}}")
                .part("p.html", body(2, true))
                .part("p.text", body(1, true))
                .part("p_de.html", body(2, true));
        if (chance.nextBoolean()) {
            templates = templates.part("mail.text", body(3, false) + "\n{{#event}}{{>p}}{{/event}}");
        }
        return chance.nextBoolean() ? templates : templates.part("mail_de.html", body(3, false));
    }

    private String body(int depth, boolean inSection) {
        StringBuilder body = new StringBuilder();
        for (int i = chance.nextInt(4); i >= 0; i--) {
            body.append(piece(depth, inSection)).append(chance.nextBoolean() ? "\n" : " ");
        }
        return body.toString();
    }

    private String piece(int depth, boolean inSection) {
        int kind = chance.nextInt(depth > 0 ? 8 : 4);
        String inner = name(INNER, inSection);
        return switch (kind) {
            case 0, 1 -> "{{" + name(LEAVES, inSection) + "}}";
            case 2 -> "{{{" + name(LEAVES, inSection) + "}}}";
            case 3 -> "{{#upper}}" + "{{" + name(LEAVES, inSection) + "}}{{/upper}}";
            case 4, 5 -> "{{#" + inner + "}}" + body(depth - 1, true) + "{{/" + inner + "}}";
            case 6 -> "{{^" + inner + "}}" + body(depth - 1, inSection) + "{{/" + inner + "}}";
            default -> "{{#number}}{{" + name(LEAVES, inSection) + "}}{{/number}}";
        };
    }

    private String name(List<String> last, boolean inSection) {
        StringBuilder name = new StringBuilder(inSection && chance.nextBoolean() ? "" : "event.");
        while (chance.nextInt(3) == 0) {
            name.append(pick(INNER)).append('.');
        }
        return name.append(pick(last)).toString();
    }

    Map<String, Object> model() {
        return Map.of("event", map(3), "contact", Map.of());
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> map = new HashMap<>();
        INNER.forEach(name -> putPerhaps(map, name, depth == 0 ? true : inner(depth - 1)));
        LEAVES.forEach(name -> putPerhaps(map, name, chance.nextInt(8) == 0 ? "no number" : chance.nextInt(100)));
        return map;
    }

    private void putPerhaps(Map<String, Object> map, String name, @Nullable Object value) {
        if (chance.nextInt(6) > 0) {
            map.put(name, value);
        }
    }

    private @Nullable Object inner(int depth) {
        return switch (chance.nextInt(6)) {
            case 0 -> null;
            case 1 -> chance.nextBoolean();
            case 2, 3 -> {
                List<Object> items = new ArrayList<>();
                for (int i = chance.nextInt(3); i > 0; i--) {
                    items.add(chance.nextInt(8) == 0 ? null : map(depth));
                }
                yield items;
            }
            default -> map(depth);
        };
    }

    private String pick(List<String> names) {
        return names.get(chance.nextInt(names.size()));
    }
}
