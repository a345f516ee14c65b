package dev.triggered.templates;

import dev.triggered.templates.CampaignFault.Category;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeVisitor;
import org.jsoup.select.Selector;

/** Finds in HTML what no mail program runs, and what only marketing shows. */
final class HtmlInspection {
    private static final Evaluator ACTIVE =
            Selector.evaluatorOf("script:not([type=application/ld+json]),form,input,select,"
                    + "textarea,iframe,frame,frameset,object,embed,applet,meta[http-equiv=refresh]");
    private static final Pattern UNSUBSCRIBE = Pattern.compile("(?i)unsubscri|opt[-_ ]?out|abbestell|newsletter.?abmeld"
            + "|d[eé]sabonn|d[eé]sinscri|disiscri|darse de baja|cancelar.{0,20}suscripci");
    private static final Pattern IN_TEXT = Pattern.compile("(?i)https?://\\S*");
    private static final Pattern HANDLER = Pattern.compile("on[a-z]{3,}");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private HtmlInspection() {}

    /** Notes what is wrong; returns the title of the page, or an empty text. */
    static String inspect(String html, Findings findings) {
        Document page = Jsoup.parse(html, Parser.htmlParser().setTrackPosition(true));
        page.traverse((NodeVisitor) (node, depth) -> {
            if (node instanceof Element element) {
                inspect(element, findings);
            }
        });
        return page.title();
    }

    private static void inspect(Element element, Findings findings) {
        int line = Math.max(0, element.sourceRange().start().lineNumber());
        if (element.is(ACTIVE)) {
            findings.add(
                    Category.ACTIVE, line, "<" + element.normalName() + ">", "does nothing in a mail: take it out");
        }
        for (Attribute attribute : element.attributes()) {
            boolean script = (attribute.hasDeclaredValue()
                            && HANDLER.matcher(attribute.getKey()).matches())
                    || BLANKS.matcher(attribute.getValue()).replaceAll("").regionMatches(true, 0, "javascript:", 0, 11);
            if (script) {
                findings.add(
                        Category.ACTIVE,
                        line,
                        attribute.getKey() + " of <" + element.normalName() + ">",
                        "is a script, which does nothing in a mail: take it out");
            }
        }
        if (element.normalName().equals("a") && isUnsubscribing(element.attr("href") + " " + element.text())) {
            findings.add(Category.MARKETING, line, element.text(), unsubscribing());
        }
    }

    /** Notes what is wrong in a text part. */
    static void inspectText(String text, Findings findings) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (IN_TEXT.matcher(lines[i]).results().anyMatch(link -> isUnsubscribing(link.group()))) {
                findings.add(Category.MARKETING, i + 1, lines[i], unsubscribing());
            }
        }
    }

    private static boolean isUnsubscribing(String link) {
        return UNSUBSCRIBE.matcher(link).find();
    }

    private static String unsubscribing() {
        return "ends a subscription, which an operational mail has none of: take it out";
    }
}
