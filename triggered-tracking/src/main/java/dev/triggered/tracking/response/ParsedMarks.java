package dev.triggered.tracking.response;

import dev.triggered.tracking.response.HtmlMarks.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Range;
import org.jsoup.parser.Parser;
import org.jsoup.select.Elements;

/** Finds the links of any HTML as jsoup parses it. What jsoup does not know the place of is left out. */
final class ParsedMarks {
    private final String html;
    private final Document document;
    private final List<Mark> marks = new ArrayList<>();

    private ParsedMarks(String html) {
        this.html = html;
        this.document = Parser.htmlParser().setTrackPosition(true).parseInput(html, "");
    }

    static HtmlMarks of(String html) {
        ParsedMarks parsed = new ParsedMarks(html);
        for (Element element : parsed.document.select("a, area")) {
            if (element.hasAttr(HtmlMarks.UNTRACKED)) {
                parsed.removal(element);
            } else if (element.hasAttr("href")) {
                parsed.link(element);
            }
        }
        parsed.marks.sort(Comparator.comparingInt(Mark::start));
        return new HtmlMarks(withoutOverlaps(parsed.marks), parsed.end());
    }

    private void link(Element element) {
        Range value = element.attributes().sourceRange("href").valueRange();
        if (value.isTracked() && value.startPos() < value.endPos()) {
            String address = element.attr("href");
            String raw = html.substring(value.startPos(), value.endPos());
            if (Parser.unescapeEntities(raw, true).equals(address)) {
                marks.add(new Mark(value.startPos(), value.endPos(), Optional.of(address)));
            }
        }
    }

    private void removal(Element element) {
        Range.AttributeRange place = element.attributes().sourceRange(HtmlMarks.UNTRACKED);
        Range name = place.nameRange();
        if (!name.isTracked()
                || !html.regionMatches(true, name.startPos(), HtmlMarks.UNTRACKED, 0, HtmlMarks.UNTRACKED.length())) {
            return;
        }
        int end = name.endPos();
        Range value = place.valueRange();
        if (value.isTracked() && value.startPos() > end) {
            boolean quoted = "\"'".indexOf(html.charAt(value.startPos() - 1)) >= 0;
            end = quoted ? Math.min(value.endPos() + 1, html.length()) : value.endPos();
        }
        marks.add(Mark.removal(name.startPos(), end));
    }

    /** Returns the end of the body or of the text, whichever is a place where an image changes nothing else. */
    private Optional<Integer> end() {
        Range body = document.body().endSourceRange();
        String before = written(document);
        return Stream.of(body.isTracked() && !body.isImplicit() ? body.startPos() : html.length(), html.length())
                .filter(place -> isHarmless(place, before))
                .findFirst();
    }

    private boolean isHarmless(int place, String before) {
        Document with = Parser.htmlParser()
                .parseInput(html.substring(0, place) + "<img id=\"end-of-mail\">" + html.substring(place), "");
        Elements image = with.select("img#end-of-mail");
        image.remove();
        return image.size() == 1 && written(with).equals(before);
    }

    private static String written(Document document) {
        document.outputSettings().prettyPrint(false);
        return document.outerHtml();
    }

    private static List<Mark> withoutOverlaps(List<Mark> sorted) {
        List<Mark> apart = new ArrayList<>();
        int end = 0;
        for (Mark mark : sorted) {
            if (mark.start() >= end) {
                apart.add(mark);
                end = mark.end();
            }
        }
        return apart;
    }
}
