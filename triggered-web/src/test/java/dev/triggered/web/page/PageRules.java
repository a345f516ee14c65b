package dev.triggered.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What each page has to be like: for a screen reader, for a keyboard, and under the policy that it comes with. */
final class PageRules {
    private PageRules() {}

    static void check(String path, Document page) {
        assertThat(page.select("html").attr("lang")).as(path).isNotBlank();
        assertThat(page.title()).as(path).isNotBlank();
        assertThat(page.select("h1")).as(path).hasSize(1);
        headings(path, page);
        assertThat(page.select("style, [style], script:not([src])")).as(path).isEmpty();
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey()).as(path).doesNotStartWith("on");
            }
        }
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).as(path).doesNotHaveDuplicates();
        for (String target : page.select("[aria-labelledby]").eachAttr("aria-labelledby")) {
            assertThat(ids).as(path).contains(target);
        }
        for (String target : page.select("[aria-describedby]").eachAttr("aria-describedby")) {
            assertThat(ids).as(path).contains(target);
        }
        fields(path, page);
        lists(path, page);
    }

    /** On a phone, each cell of a list says under which heading it stands. */
    private static void lists(String path, Document page) {
        for (Element cell : page.select("table.cards tbody td")) {
            Element heading = cell.closest("table").select("thead tr").first().child(cell.elementSiblingIndex());
            assertThat(cell.attr("data-label")).as(path + ": " + cell).isEqualTo(heading.text());
        }
    }

    private static void headings(String path, Document page) {
        int before = 0;
        for (Element heading : page.select("h1, h2, h3, h4")) {
            int level = heading.tagName().charAt(1) - '0';
            assertThat(level).as(path + ": " + heading).isLessThanOrEqualTo(before + 1);
            assertThat(heading.text()).as(path).isNotBlank();
            before = level;
        }
    }

    private static void fields(String path, Document page) {
        for (Element field : page.select("input:not([type=hidden]), select, textarea")) {
            assertThat(page.select("label[for=\"" + field.id() + "\"]"))
                    .as(path + ": " + field)
                    .hasSize(1);
        }
        for (Element form : page.select("form[method=post]")) {
            assertThat(form.select("input[name=token]").attr("value"))
                    .as(path + ": " + form)
                    .isNotBlank();
        }
        for (Element button : page.select("button, a")) {
            assertThat(button.text() + button.attr("aria-label")).as(path).isNotBlank();
        }
        assertThat(page.select("iframe:not([title]), iframe:not([sandbox])"))
                .as(path)
                .isEmpty();
    }
}
