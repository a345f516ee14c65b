package dev.triggered.testkit;

import dev.triggered.MailContent;
import dev.triggered.MissingData;
import dev.triggered.RenderedMail;
import dev.triggered.TemplateException;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import dev.triggered.spi.TemplateEngine;
import dev.triggered.testkit.TemplatePart.Kind;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simplest engine that keeps the contract: {@code {path}}, {@code {?path}...{.}} and {@code {*path}...{.}}. */
final class TinyTemplates implements TemplateEngine {
    private static final Pattern TAG = Pattern.compile("\\{([?*]?)([\\w.]*)}");

    private final List<TemplatePart> parts;

    TinyTemplates(List<TemplatePart> parts) {
        this.parts = List.copyOf(parts);
    }

    @Override
    public MailTemplate load(String name) {
        List<String> faults = new ArrayList<>();
        List<Compiled> compiled = new ArrayList<>();
        for (TemplatePart part : parts) {
            if (part.template().equals(name)) {
                compiled.add(compile(part, faults));
            }
        }
        if (compiled.isEmpty()) {
            faults.add("no template '" + name + "'");
        }
        if (!faults.isEmpty()) {
            throw new TemplateException(faults);
        }
        return new Tiny(name, compiled);
    }

    @Override
    public MailTemplate compile(String name, MailContent content) {
        return new TinyTemplates(TemplatePart.of(name, content)).load(name);
    }

    private static Compiled compile(TemplatePart part, List<String> faults) {
        String source = part.source();
        Node root = new Node("", "", 1);
        Deque<Node> open = new ArrayDeque<>(List.of(root));
        Matcher tag = TAG.matcher(source);
        int end = 0;
        for (; tag.find(); end = tag.end()) {
            int line = 1
                    + (int) source.substring(0, tag.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            open.element().inner.add(new Node("text", source.substring(end, tag.start()), line));
            if (tag.group(2).equals(".")) {
                open.pop();
            } else if (tag.group(2).isEmpty()) {
                faults.add(part.template() + "." + part.kind() + ":" + line + " has an empty tag");
            } else {
                Node node = new Node(tag.group(1).isEmpty() ? "value" : tag.group(1), tag.group(2), line);
                open.element().inner.add(node);
                if (!tag.group(1).isEmpty()) {
                    open.push(node);
                }
            }
        }
        root.inner.add(new Node("text", source.substring(end), 0));
        return new Compiled(part, root);
    }

    private record Compiled(TemplatePart part, Node root) {}

    private record Node(String kind, String text, int line, List<Node> inner) {
        Node(String kind, String text, int line) {
            this(kind, text, line, new ArrayList<>());
        }
    }

    private record Tiny(String name, List<Compiled> parts) implements MailTemplate {
        @Override
        public List<DataPath> paths() {
            List<DataPath> paths = new ArrayList<>();
            parts.forEach(part -> collect(part, part.root, "", paths));
            return paths;
        }

        @Override
        public List<DataPath> missing(Map<String, Object> model, Locale locale) {
            List<DataPath> missing = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                write(kind, model, locale, missing);
            }
            return missing;
        }

        @Override
        public RenderedMail render(Map<String, Object> model, Locale locale, MissingData rule) {
            List<DataPath> missing = missing(model, locale);
            if (rule == MissingData.REFUSE && !missing.isEmpty()) {
                throw new TemplateException(
                        missing.stream().map(path -> name + " misses " + path).toList());
            }
            return new RenderedMail(
                    write(Kind.SUBJECT, model, locale, missing),
                    write(Kind.HTML, model, locale, missing),
                    write(Kind.TEXT, model, locale, missing));
        }

        private Optional<Compiled> nearest(Kind kind, Locale locale) {
            Locale language = Locale.forLanguageTag(locale.getLanguage());
            return List.of(locale, language, Locale.ROOT).stream()
                    .flatMap(wanted -> parts.stream()
                            .filter(each -> each.part.kind() == kind
                                    && each.part.locale().equals(wanted)))
                    .findFirst();
        }

        private static void collect(Compiled part, Node node, String prefix, List<DataPath> paths) {
            for (Node inner : node.inner) {
                if (!inner.kind.equals("text")) {
                    paths.add(path(part, inner, prefix));
                    collect(part, inner, inner.kind.equals("*") ? prefix + inner.text + "." : prefix, paths);
                }
            }
        }

        private String write(Kind kind, Map<String, Object> model, Locale locale, List<DataPath> missing) {
            StringBuilder out = new StringBuilder();
            nearest(kind, locale).ifPresent(part -> write(part, part.root, model, "", missing, out));
            return out.toString();
        }

        private static void write(
                Compiled part, Node node, Object scope, String prefix, List<DataPath> missing, StringBuilder out) {
            for (Node inner : node.inner) {
                Optional<Object> value = inner.kind.equals("text") ? Optional.empty() : find(scope, inner.text);
                if (inner.kind.equals("text")) {
                    out.append(inner.text);
                } else if (inner.kind.equals("*")) {
                    ((List<?>) value.orElse(List.of()))
                            .forEach(item -> write(part, inner, item, prefix + inner.text + ".", missing, out));
                } else if (inner.kind.equals("?")) {
                    if (value.isPresent() && !value.get().equals(false)) {
                        write(part, inner, scope, prefix, missing, out);
                    }
                } else if (value.isEmpty()) {
                    missing.add(path(part, inner, prefix));
                } else {
                    out.append(shown(part.part.kind(), value.get()));
                }
            }
        }

        private static DataPath path(Compiled part, Node node, String prefix) {
            return new DataPath(prefix + node.text, part.part.template() + "." + part.part.kind(), node.line);
        }

        private static Optional<Object> find(Object scope, String path) {
            Object value = scope;
            for (String name : path.split("\\.", -1)) {
                value = value instanceof Map<?, ?> map ? map.get(name) : null;
            }
            return Optional.ofNullable(value);
        }

        private static String shown(Kind kind, Object value) {
            String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
            return kind != Kind.HTML
                    ? text
                    : text.replace("&", "&amp;")
                            .replace("<", "&lt;")
                            .replace(">", "&gt;")
                            .replace("\"", "&quot;")
                            .replace("'", "&#39;");
        }
    }
}
