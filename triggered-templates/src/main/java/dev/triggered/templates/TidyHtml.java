package dev.triggered.templates;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTML in which nothing has to be mended: each element stands where it may, and is closed in the order of nesting. What it
 * makes of it is the tree of jsoup without what no text is made from, several times as fast. All other HTML is left to jsoup.
 */
final class TidyHtml {
    private static final int DEEPEST = 100;
    private static final String ROOT = "html";
    private static final Set<String> KEPT = Set.of("style", "hidden", "href", "alt");
    private static final Set<String> UNSEEN = Set.of("style", "title");
    private static final Set<String> IN_HEAD = Set.of("meta", "link");
    private static final Set<String> EMPTY = Set.of("br", "hr", "img");
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");
    private static final Set<String> INLINE = Set.of(
            "a", "b", "big", "br", "code", "em", "font", "i", "img", "s", "small", "span", "strike", "strong", "sub",
            "sup", "tt", "u");
    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "blockquote",
            "center",
            "div",
            "footer",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "section",
            "table",
            "ul");
    private static final Set<String> ROW_GROUPS = Set.of("tbody", "thead", "tfoot");
    private static final Set<String> CELLS = Set.of("td", "th");
    private static final Map<String, Tag> TAGS = Stream.of(
                    Set.of("body", "head", "html", "tr"), HEADINGS, INLINE, BLOCKS, ROW_GROUPS, CELLS)
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Tag::valueOf));

    private final TagReader in;
    private final Element root = new Element(ROOT);
    private Element top = root;
    private int depth;
    private int links;
    private int paragraphs;
    private boolean headRead;
    private boolean begun;
    private boolean over;

    private TidyHtml(String html) {
        this.in = new TagReader(html);
    }

    /** Returns the tree; {@code null} if the HTML is not known to be tidy. */
    static @Nullable Element parse(String html) {
        return html.indexOf('\0') < 0 ? new TidyHtml(html).read() : null;
    }

    private @Nullable Element read() {
        in.skipDoctype();
        while (!in.isAtEnd()) {
            if (!(in.isAtTag() ? readTag() : addText(in.text()))) {
                return null;
            }
        }
        return depth == 0 ? root : null;
    }

    private boolean readTag() {
        if (in.isAtComment()) {
            return in.skipComment();
        }
        boolean end = in.skip("</");
        if (!end && !in.skip("<")) {
            return false;
        }
        String name = in.name();
        return end ? in.skip(">") && close(name) : open(name);
    }

    private boolean addText(String text) {
        if (TagReader.isBlank(text)) {
            top.appendChild(new TextNode(text));
            return true;
        }
        begun = true;
        if (over || !holdsText(top.normalName())) {
            return false;
        }
        top.appendChild(new TextNode(Html.unescape(text, false)));
        return true;
    }

    private boolean open(String name) {
        Attributes attributes = new Attributes();
        if (over || !in.readAttributes(attributes, KEPT, EMPTY.contains(name) || IN_HEAD.contains(name))) {
            return false;
        }
        boolean inHead = top.normalName().equals("head");
        if (UNSEEN.contains(name)) {
            return (inHead || holdsText(top.normalName())) && in.skipBeyondEndOf(name);
        }
        if (inHead) {
            return IN_HEAD.contains(name);
        }
        Tag tag = TAGS.get(name);
        if (tag == null || !mayStart(name) || depth > DEEPEST) {
            return false;
        }
        Element element = new Element(tag, null, attributes);
        top.appendChild(element);
        if (!EMPTY.contains(name)) {
            top = element;
            count(name, 1);
        }
        return true;
    }

    private boolean close(String name) {
        Element parent = top.parent();
        if (parent == null || !top.normalName().equals(name)) {
            return false;
        }
        over |= name.equals("body") || name.equals(ROOT);
        top = parent;
        count(name, -1);
        return true;
    }

    private void count(String name, int step) {
        depth += step;
        links += name.equals("a") ? step : 0;
        paragraphs += name.equals("p") ? step : 0;
    }

    private boolean mayStart(String name) {
        switch (name) {
            case ROOT -> {
                return !begun && !headRead && depth == 0;
            }
            case "head" -> {
                boolean first = !begun && !headRead;
                headRead = true;
                return first;
            }
            case "body" -> {
                boolean first = !begun;
                begun = true;
                return first;
            }
            default -> {
                begun = true;
                return mayStand(name, top.normalName());
            }
        }
    }

    private boolean mayStand(String name, String parent) {
        if (parent.equals("table")) {
            return ROW_GROUPS.contains(name) || name.equals("tr");
        }
        if (ROW_GROUPS.contains(parent)) {
            return name.equals("tr");
        }
        if (parent.equals("tr")) {
            return CELLS.contains(name);
        }
        if (INLINE.contains(name)) {
            return !name.equals("a") || links == 0;
        }
        if (HEADINGS.contains(name)) {
            return paragraphs == 0 && !HEADINGS.contains(parent);
        }
        boolean item = name.equals("li");
        return BLOCKS.contains(name) && paragraphs == 0 && (!item || parent.equals("ul") || parent.equals("ol"));
    }

    private static boolean holdsText(String parent) {
        return !parent.equals("head")
                && !parent.equals("table")
                && !parent.equals("tr")
                && !ROW_GROUPS.contains(parent);
    }
}
