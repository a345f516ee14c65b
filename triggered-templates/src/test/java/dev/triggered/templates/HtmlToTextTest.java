package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlToTextTest {
    private static Arguments of(String name, String html, String text) {
        return Arguments.of(name, html, text);
    }

    static Stream<Arguments> pieces() {
        return Stream.of(
                of("nothing", "", ""),
                of("text", "hello", "hello"),
                of("white space", "  a \n\t b&nbsp;&nbsp;c  ", "a b c"),
                of("inline tags", "a<b>b</b> <i>c</i>", "ab c"),
                of("paragraphs", "<p>a</p><p>b</p>", "a\n\nb"),
                of("lines", "<div>a</div><div>b<div>c</div></div>d", "a\nb\nc\nd"),
                of("breaks", "a<br>b<br><br>c<br><br><br><br>d", "a\nb\n\nc\n\nd"),
                of("headings", "<h1>Title</h1>text<h2>More</h2>text", "Title\n\ntext\n\nMore\n\ntext"),
                of("rules", "a<hr>b", "a\n\n-----\n\nb"),
                of("entities", "&lt;b&gt; &amp; &euro; &#8364; &amp;lt;", "<b> & € € &lt;"),
                of(
                        "links",
                        "<a href='https://a.example/x?a=1&amp;b=2'>Go</a> now",
                        "Go (https://a.example/x?a=1&b=2) now"),
                of("a link in bold", "<a href='https://a.example/'><b>Go</b></a>.", "Go (https://a.example/)."),
                of(
                        "a link that shows its address",
                        "<a href='https://a.example/x'>https://a.example/x</a>",
                        "https://a.example/x"),
                of("a link that shows its host", "<a href='https://a.example/'>a.example</a>", "a.example"),
                of("a link to an address", "<a href='mailto:a@b.example'>a@b.example</a>", "a@b.example"),
                of("a link to a telephone", "<a href='tel:+49123'>Call</a>", "Call (tel:+49123)"),
                of(
                        "links that lead nowhere",
                        "<a>a</a> <a href=''>b</a> <a href='#top'>c</a> <a href='javascript:x'>d</a>",
                        "a b c d"),
                of(
                        "a link around an image",
                        "<a href='https://a.example/x'><img src='x.png'></a>",
                        "https://a.example/x"),
                of("images", "<img src='x' alt='Acme logo'> <img src='y' alt=''><img src='z'>text", "Acme logo text"),
                of("a list", "a<ul><li>b</li><li>c<br>d</li></ul>e", "a\n\n- b\n- c\n  d\n\ne"),
                of("a numbered list", "<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
                of("a list in a list", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
                of("paragraphs in a list", "<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n\n- b"),
                of("a quotation", "a<blockquote>b<br>c</blockquote>d", "a\n\n> b\n> c\n\nd"),
                of("preformatted text", "<pre>a  b\n  c\n\nd</pre>", "a  b\n  c\n\nd"),
                of(
                        "a table",
                        "<table><tr><th>Item</th><th>Price</th></tr><tr><td>Tea</td><td>€ 3</td></tr></table>",
                        "Item | Price\nTea | € 3"),
                of(
                        "a table with empty cells",
                        "<table><tr><td></td><td>a</td><td> </td><td>b</td></tr></table>",
                        "a | b"),
                of(
                        "a table that makes columns",
                        "<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>",
                        "a\n\nb"),
                of(
                        "a table around a table",
                        "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>",
                        "a | b"),
                of("a head", "<head><title>t</title><style>p{}</style></head><body>a<script>x()</script></body>", "a"),
                of("a style in the body", "a<style>p {}</style>b", "ab"),
                of("comments", "a<!-- b --><!--[if mso]><p>c</p><![endif]-->d", "ad"),
                of("what is not displayed", "<div style='DISPLAY : none'>a</div>b", "b"),
                of("what is hidden", "<div hidden>a</div><p style=\"color:red;visibility:hidden\">b</p>c", "c"),
                of(
                        "a preheader",
                        "<div style=\"max-height:0px;overflow:hidden;mso-hide:all\">psst&zwnj;&nbsp;</div>c",
                        "c"),
                of("a tall text", "<div style='max-height:0.5em'>a</div><div style='font-size:0px'>b</div>", "a\nb"),
                of("invisible characters", "a\u200B\u00ADb\uFEFF", "ab"),
                of("marks that are not closed", "<p>a<p>b <b>c <i>d", "a\n\nb c d"),
                of("something that looks like a tag", "1 < 2 & 3 > 2", "1 < 2 & 3 > 2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pieces")
    void makes_text_of(String name, String html, String text) {
        assertThat(HtmlToText.convert(html)).as(name).isEqualTo(text);
    }

    @Test
    void makes_text_of_html_that_is_nested_beyond_reason() {
        assertThat(HtmlToText.convert("<div>".repeat(20_000) + "a")).isEqualTo("a");
        assertThat(HtmlToText.convert("<blockquote>".repeat(2_000) + "a")).endsWith("> a");
    }
}
