package dev.triggered.templates;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.Selector;

/** Makes the text part of a mail from its HTML part. */
final class HtmlToText implements NodeFilter {
    private static final Set<String> SKIPPED =
            Set.of("head", "title", "style", "script", "template", "noscript", "svg", "object", "iframe");
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "pre", "dl", "figure", "address");
    private static final Evaluator BLOCKS_IN_CELLS =
            Selector.evaluatorOf("table,p,div,ul,ol,h1,h2,h3,h4,h5,h6,pre,blockquote");
    private static final Pattern HIDING_STYLE = Pattern.compile(
            "(^|;)(display:none|visibility:hidden|mso-hide:all|(max-height|opacity):0(\\.0+)?(px|pt|em|%)?)(!important)?(;|$)");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final String BETWEEN_CELLS = " | ";

    private final TextLines out = new TextLines();
    private final Deque<Integer> linkStarts = new ArrayDeque<>();
    private final Map<String, Boolean> hiding = new HashMap<>();
    private final IdentityHashMap<Element, Boolean> rowsWithBlocks = new IdentityHashMap<>();
    private int preformatted;
    private int items;

    private HtmlToText() {}

    /**
     * Makes text: links as {@code text (url)}, items with a dash or number, table rows as lines, images as what they are said
     * to show. What is not seen in the HTML is not in the text.
     */
    static String convert(String html) {
        Element tidy = TidyHtml.parse(html);
        return convert(tidy == null ? Jsoup.parse(html) : tidy);
    }

    static String convert(Element root) {
        HtmlToText conversion = new HtmlToText();
        NodeTraversor.filter(conversion, root);
        return conversion.out.toString();
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode text) {
            addText(text.getWholeText());
            return FilterResult.CONTINUE;
        }
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        if (SKIPPED.contains(element.normalName()) || isHidden(element)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        begin(element);
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            end(element);
        }
        return FilterResult.CONTINUE;
    }

    private void addText(String text) {
        if (preformatted > 0) {
            out.preformatted(text);
        } else {
            out.inline(text);
        }
    }

    private void begin(Element element) {
        breakAround(element);
        switch (element.normalName()) {
            case "br" -> out.lineBreak();
            case "hr" -> out.inline("-----");
            case "img" -> out.inline(element.attr("alt"));
            case "a" -> linkStarts.push(out.length());
            case "pre" -> preformatted++;
            case "blockquote" -> out.indent("> ", "> ");
            case "li" -> {
                items++;
                beginItem(element);
            }
            case "td", "th" -> beginCell(element);
            default -> {}
        }
    }

    private void end(Element element) {
        switch (element.normalName()) {
            case "a" -> endLink(element);
            case "pre" -> preformatted--;
            case "blockquote" -> out.outdent();
            case "li" -> {
                items--;
                out.outdent();
            }
            default -> {}
        }
        if (!element.normalName().equals("br")) {
            breakAround(element);
        }
    }

    private void breakAround(Element element) {
        String name = element.normalName();
        boolean list = name.equals("ul") || name.equals("ol");
        if (PARAGRAPHS.contains(name) || name.equals("hr") || (list && items == 0)) {
            out.paragraph();
        } else if (list || (element.isBlock() && !name.equals("td") && !name.equals("th"))) {
            out.line();
        }
    }

    private void beginItem(Element item) {
        Element list = item.parent();
        String mark = "- ";
        if (list != null && list.normalName().equals("ol")) {
            long before = item.previousElementSiblings().stream()
                    .filter(sibling -> sibling.normalName().equals("li"))
                    .count();
            mark = (before + 1) + ". ";
        }
        out.indent(mark, " ".repeat(mark.length()));
    }

    private void beginCell(Element cell) {
        Element row = cell.parent();
        if (row == null || cell.previousElementSibling() == null) {
            return;
        }
        if (rowsWithBlocks.computeIfAbsent(row, asked -> asked.selectFirst(BLOCKS_IN_CELLS) != null)) {
            out.line();
        } else {
            out.separate(BETWEEN_CELLS);
        }
    }

    private void endLink(Element link) {
        String label = out.since(linkStarts.pop());
        String target = SPACE.matcher(link.attr("href")).replaceAll("");
        if (isWorthShowing(target, label)) {
            out.inline(label.isEmpty() ? target : " (" + target + ")");
        }
    }

    private static boolean isWorthShowing(String target, String label) {
        String scheme = target.toLowerCase(Locale.ROOT);
        if (target.isEmpty() || target.startsWith("#") || scheme.startsWith("javascript:")) {
            return false;
        }
        String bare = target.replaceFirst("^(?i)(https?://|mailto:|tel:)", "").replaceFirst("/$", "");
        return !label.equals(target) && !label.replaceFirst("/$", "").equals(bare);
    }

    private boolean isHidden(Element element) {
        if (element.hasAttr("hidden")) {
            return true;
        }
        String style = element.attr("style");
        return !style.isEmpty() && hiding.computeIfAbsent(style, HtmlToText::hides);
    }

    private static boolean hides(String style) {
        return HIDING_STYLE
                .matcher(SPACE.matcher(style).replaceAll("").toLowerCase(Locale.ROOT))
                .find();
    }
}
