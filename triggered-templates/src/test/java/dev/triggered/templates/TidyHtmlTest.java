package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is the same whoever read the HTML. */
class TidyHtmlTest {
    private static final List<String> NAMES = List.of(
            "p",
            "div",
            "b",
            "a",
            "span",
            "table",
            "tr",
            "td",
            "tbody",
            "ul",
            "ol",
            "li",
            "h1",
            "h2",
            "i",
            "blockquote",
            "center",
            "font",
            "pre",
            "head",
            "body",
            "html",
            "title",
            "style",
            "form",
            "th",
            "section");
    private static final List<String> ATTRIBUTES = List.of(
            "",
            "",
            "",
            " style=\"color:red\"",
            " style='display:none'",
            " hidden",
            " href=\"https://a.example/x?a=1&amp;b=2&copyx=3\"",
            " width=600 border=0",
            " class=\"x > y\"",
            " alt=\"&lt;b\"",
            " STYLE=\"display:none\"",
            " href='a' href='b'",
            " style = \"display:none\"",
            " x=\"1\"y=\"2\"");
    private static final List<String> TEXTS = List.of(
            "a",
            " ",
            "\n",
            "b c",
            "&amp;",
            "&nbsp;",
            "&copy x",
            "&ampx",
            "<",
            "< ",
            "&#65;",
            "<!-- c -->",
            "<!-->",
            "<!--a--!>b-->",
            "<br>",
            "<br/>",
            "<hr>",
            "<img alt=x>",
            "</p>",
            "<p/>",
            "\u00ad",
            "€",
            "<!doctype html>",
            "<BR>",
            "<meta x='1'>",
            "&",
            "</br>",
            "<!--a--b-->",
            "<br\n/>",
            "<img alt='x'/ >",
            "<?x?>",
            "<![CDATA[x]]>",
            "</ p>",
            "</p >",
            "<a",
            "\r\n");

    private final Random chance = new Random(4711);

    @Test
    void makes_the_same_text_as_jsoup_of_whatever_is_tidy() {
        int tidy = 0;
        for (int round = 0; round < 60_000; round++) {
            String html = round % 3 == 0
                    ? "<!DOCTYPE html>\n<html><head>" + TEXTS.get(2) + "<title>t</title></head>\n<body>" + pieces(3)
                            + "</body></html>\n"
                    : pieces(4);
            Element root = TidyHtml.parse(html);
            if (root != null) {
                tidy++;
                assertThat(HtmlToText.convert(root)).as(html).isEqualTo(HtmlToText.convert(Jsoup.parse(html)));
            }
        }
        assertThat(tidy).isGreaterThan(5_000);
    }

    private String pieces(int depth) {
        StringBuilder html = new StringBuilder();
        for (int i = chance.nextInt(4); i > 0; i--) {
            html.append(depth > 0 && chance.nextInt(3) > 0 ? element(depth) : text());
        }
        return html.toString();
    }

    private String element(int depth) {
        String name = pick(NAMES);
        String inner = switch (name) {
            case "table" -> table(depth);
            case "ul", "ol" ->
                "<li>" + pieces(depth - 1) + "</li>" + pieces(depth - 1) + "<li>" + pieces(depth - 1) + "</li>";
            default -> pieces(depth - 1);
        };
        return "<" + name + pick(ATTRIBUTES) + ">" + inner + (chance.nextInt(40) == 0 ? "" : "</" + name + ">");
    }

    private String table(int depth) {
        String row = "<tr><td" + pick(ATTRIBUTES) + ">" + pieces(depth - 1) + "</td>\n<td>" + pieces(depth - 1)
                + "</td></tr>";
        return switch (chance.nextInt(4)) {
            case 0 -> "<tbody>" + row + "</tbody>";
            case 1 -> row + pieces(depth - 1);
            default -> row + "\n" + row;
        };
    }

    private String text() {
        return chance.nextInt(3) > 0 ? TEXTS.get(chance.nextInt(6)) : pick(TEXTS);
    }

    private String pick(List<String> of) {
        return of.get(chance.nextInt(of.size()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a <b>b</b>",
                "<p style=\"color:red\" class='x'>a<br/>b &amp; c</p>",
                "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><style>p > b {}</style></head><body><p>a</p></body></html>\n",
                "<table width=600 border=0><tr><td>a</td><td>b</td></tr></table>",
                "<ul><li>a</li><li><a href=\"https://a.example/\">b</a></li></ul>"
            })
    void reads_what_is_tidy(String html) {
        assertThat(TidyHtml.parse(html)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>a<p>b",
                "<p>a<div>b</div></p>",
                "<b><i>a</b></i>",
                "<a href=\"x\">a<a href=\"y\">b</a></a>",
                "<table>a<tr><td>b</td></tr></table>",
                "<li>a</li>",
                "1 < 2",
                "<body><body>a</body></body>",
                "<body>a</body>b",
                "a\0",
                "<x-mark>a</x-mark>",
                "<pre>a</pre>",
                "<P>a</P>"
            })
    void leaves_the_rest_to_jsoup(String html) {
        assertThat(TidyHtml.parse(html)).isNull();
    }
}
