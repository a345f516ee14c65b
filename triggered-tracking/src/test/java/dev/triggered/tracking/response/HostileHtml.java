package dev.triggered.tracking.response;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** HTML that is broken, and HTML that means something else than it seems to. */
final class HostileHtml {
    private static final List<String> SAMPLES = List.of(
            "",
            "<",
            "<a",
            "<a href",
            "<a href=",
            "<a href=\"https://a.example",
            "<a href=https://a.example/>x",
            "<a href=https://a.example/",
            "no tags & no links",
            "a < b and <3 and <> and </> and </ x>y",
            "<A HREF='https://a.example/?a=1&amp;b=2&copy=3'>x</A>",
            "<a\nhref\n=\n\"https://a.example/\"\n>x</a>",
            "<a/href=\"https://a.example/\"/>x",
            "<a title=\"a > b\" href=\"https://a.example/\">x</a>",
            "<a title='<a href=\"https://b.example/\">' href=https://a.example/>x</a>",
            "<a href=\"https://a.example/\" href=\"https://b.example/\">first counts</a>",
            "<a href='' href=\"https://b.example/\">empty counts</a>",
            "<a href href=\"https://b.example/\">none counts</a>",
            "<a href=\"https://a.example/\"class=x data-no-track>x</a>",
            "<a data-no-track href=\"https://a.example/\">x</a>",
            "<a DATA-NO-TRACK=\"yes > no\"href=https://a.example/>x</a>",
            "<a href=https://a.example/ data-no-track/>x</a>",
            "<a data-no-track data-no-track='2' href=https://a.example/>x</a>",
            "<a =href=x href=\"https://a.example/\">x</a>",
            "<a \"=\" href=\"https://a.example/\">x</a>",
            "<!-- <a href=\"https://a.example/\">x</a> -->y",
            "<!--><a href=\"https://a.example/\">x</a>-->",
            "<!---><a href=\"https://a.example/\">x</a>",
            "<!-- a --!><a href=\"https://a.example/\">x</a>",
            "<!-- a -- b ---><a href=\"https://a.example/\">x</a>",
            "<!-- never closed <a href=\"https://a.example/\">x</a>",
            "<!--[if mso]><a href=\"https://a.example/\">x</a><![endif]--><a href=\"https://b.example/\">y</a>",
            "<![if !mso]><a href=\"https://a.example/\">x</a><![endif]>",
            "<!doctype html><html><body><a href=\"https://a.example/\">x</a></body></html>\n",
            "<?xml version=\"1.0\"?><a href=\"https://a.example/\">x</a>",
            "<![CDATA[<a href=\"https://a.example/\">x</a>]]>",
            "<style>a:before { content: '<a href=\"https://a.example/\">' }</style><a href=\"https://b.example/\">x</a>",
            "<STYLE>x</styles></STYLE ><a href=\"https://b.example/\">x</a>",
            "<title><a href=\"https://a.example/\"></title><a href=\"https://b.example/\">x</a>",
            "<textarea><a href=\"https://a.example/\"></textarea><a href=\"https://b.example/\">x</a>",
            "<script>document.write('<a href=\"https://a.example/\">')</script><a href=\"https://b.example/\">x</a>",
            "<script><!--<script></script><a href=\"https://a.example/\">--></script><a href=\"https://b.example/\">x</a>",
            "<style>never closed <a href=\"https://a.example/\">x</a>",
            "<noscript><a href=\"https://a.example/\">x</a></noscript>",
            "<svg><a href=\"https://a.example/\"><style><a href=\"https://b.example/\"></style></a></svg>",
            "<math><![CDATA[<a href=\"https://a.example/\">]]></math><a href=\"https://b.example/\">x</a>",
            "<select><a href=\"https://a.example/\">x</a></select><a href=\"https://b.example/\">y</a>",
            "<template><a href=\"https://a.example/\">x</a></template>",
            "<xmp><a href=\"https://a.example/\">x</a></xmp><a href=\"https://b.example/\">y</a>",
            "<iframe><a href=\"https://a.example/\">x</a></iframe><a href=\"https://b.example/\">y</a>",
            "<plaintext><a href=\"https://a.example/\">x</a>",
            "<table><a href=\"https://a.example/\">x</a><tr><td><a href=\"https://b.example/\">y</a></table>",
            "<a href=\"https://a.example/\"><a href=\"https://b.example/\">nested</a></a>",
            "<map><area href=\"https://a.example/\" shape=rect><AREA href=https://b.example/></map>",
            "<a href=\"https://a.example/\u0000\">x</a>",
            "<a href=\" https://a.example/ \">x</a><a href=\"https://a.example/a\nb\">y</a>",
            "<a href=\"&#104;ttps://a.example/\">x</a><a href=\"https&colon;//a.example/\">y</a>",
            "<a href=\"https://a.example/?x=&lt;&quot;&#x3e;\">x</a>",
            "</body><a href=\"https://a.example/\">behind the body</a>",
            "<body><p>x</body></body>\n</html> <a href=\"https://a.example/\">y</a>",
            "<abbr href=\"https://a.example/\">x</abbr><article href=\"https://a.example/\">y</article>",
            "<a href=\"https://a.example/\u00fc\ud83c\udf89\">\u00fc\ud83c\udf89</a>",
            "<ſcript><a href=\"https://a.example/\">x</a>",
            "<div".repeat(2_000) + "<a href=\"https://a.example/\">deep</a>",
            "<div>".repeat(2_000) + "<a href=\"https://a.example/\">deep</a>");

    private static final List<String> PIECES = List.of(
            "<a href='https://b.example/'>",
            "<A class=x HREF = \"https://a.example/?a&amp;b\">",
            "<area class=x href=https://a.example/ >",
            "<a data-no-track href=https://a.example/>",
            "<a ",
            "<A\n",
            "<area ",
            "<p>",
            "</p",
            "</a>",
            ">",
            "/>",
            " ",
            "\n",
            "href=",
            "HREF = ",
            "href",
            "\"",
            "'",
            "https://a.example/",
            "\"https://a.example/?a&amp;b\"",
            "'https://b.example/'",
            "mailto:x@y.example",
            "data-no-track ",
            "data-no-track=\"1\"",
            "=",
            "/",
            "<!--",
            "-->",
            "--!>",
            "<!",
            "<?",
            "<style>",
            "</style>",
            "<title>",
            "</title>",
            "<textarea>",
            "</textarea>",
            "<script>",
            "</script>",
            "<svg>",
            "text",
            "&",
            "&amp;",
            "<",
            "</",
            "<br/>",
            "<body>",
            "</body>",
            "<table>",
            "<td>",
            "class=x ",
            "title='>' ");

    private HostileHtml() {}

    static Stream<String> samples() {
        return SAMPLES.stream();
    }

    /** Returns pieces of HTML in any order, the same each time. */
    static Stream<String> shuffled(int count) {
        Random random = new Random(4711);
        return Stream.generate(() -> {
                    StringBuilder html = new StringBuilder();
                    for (int i = random.nextInt(15); i >= 0; i--) {
                        html.append(PIECES.get(random.nextInt(PIECES.size())));
                    }
                    return html.toString();
                })
                .limit(count);
    }
}
