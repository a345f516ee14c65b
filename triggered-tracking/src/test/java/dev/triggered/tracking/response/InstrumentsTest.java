package dev.triggered.tracking.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MailStream;
import dev.triggered.RenderedMail;
import dev.triggered.Tracking;
import dev.triggered.spi.MailInstrument.Sending;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentsTest {
    static Stream<String> samples() {
        return HostileHtml.samples();
    }

    @Test
    void puts_signed_links_in_the_place_of_those_of_the_web_and_changes_nothing_else() {
        String html = "<p>Hello <a  class='b' HREF = \"https://shop.example/?a=1&amp;b=2\" >shop</A>"
                + " <map><area href=http://shop.example/></map>";

        String tracked = Tracked.clicks(html);

        assertThat(Tracked.targets(tracked)).containsExactly("https://shop.example/?a=1&b=2", "http://shop.example/");
        assertThat(Tracked.undone(tracked)).isEqualTo(html.replace("&amp;", "&"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:jane@example.com",
                "tel:+4912345",
                "#top",
                "orders.html",
                "cid:logo",
                "javascript:alert(1)",
                "https://click.acme.example/t/abc"
            })
    void leaves_other_links_as_they_are(String address) {
        String html = "<a href=\"" + address + "\">x</a>";

        assertThat(Tracked.clicks(html)).isEqualTo(html);
    }

    @Test
    void leaves_links_alone_that_say_so_and_takes_the_mark_out() {
        assertThat(Tracked.clicks("<a data-no-track href=\"https://a.example/\">x</a>"))
                .isEqualTo("<a  href=\"https://a.example/\">x</a>");
        assertThat(Tracked.clicks("<a href=https://a.example/ data-no-track=\"yes\"/>x"))
                .isEqualTo("<a href=https://a.example/ />x");
    }

    @Test
    void numbers_links_in_the_order_of_the_mail_and_says_how_many_there_are() {
        String html = "<a href='https://a.example/'>x</a><a href='tel:1'>y</a><a href='https://a.example/'>z</a>";

        RenderedMail tracked =
                Tracked.instrumented(new RenderedMail("s", html, "See https://b.example/."), Tracking.CLICKS);

        assertThat(Tracked.tokens(tracked.html() + tracked.text()))
                .map(token -> new LinkTokens(Tracked.KEYS)
                        .read(token)
                        .orElseThrow()
                        .link()
                        .orElseThrow())
                .containsExactly(
                        new LinkToken.Link(1, 3, "https://a.example/"),
                        new LinkToken.Link(2, 3, "https://a.example/"),
                        new LinkToken.Link(3, 3, "https://b.example/"));
    }

    @Test
    void tracks_links_in_plain_text_only_if_asked() {
        RenderedMail mail = new RenderedMail(
                "s",
                "",
                "Order (https://a.example/x_(y)), or http://b.example/?q=1&r=2. <https://c.example> \"https://d.example\"");

        RenderedMail tracked = Tracked.instrumented(mail, Tracking.CLICKS);
        RenderedMail plain = new Instruments(Tracked.BASE, new LinkTokens(Tracked.KEYS), false)
                .instrument(mail, sending(Tracked.stream(Tracking.BOTH)));

        assertThat(Tracked.undone(tracked.text())).isEqualTo(mail.text());
        assertThat(Tracked.targets(tracked.text()))
                .containsExactly(
                        "https://a.example/x_(y)",
                        "http://b.example/?q=1&r=2",
                        "https://c.example",
                        "https://d.example");
        assertThat(plain).isEqualTo(mail);
    }

    @Test
    void puts_an_image_at_the_end_of_the_body() {
        String image = "<img src=\"https://click.acme.example/t/[\\w-]{48}\" width=\"1\" height=\"1\" alt=\"\""
                + " style=\"border:0\">";

        assertThat(Tracked.opens("<html><body><p>x</p></body></html>\n"))
                .matches("<html><body><p>x</p>" + image + "</body></html>\n");
        assertThat(Tracked.opens("<p>x</p>")).matches("<p>x</p>" + image);
        assertThat(Tracked.opens("<p>x <!-- never closed")).isEqualTo("<p>x <!-- never closed");
        assertThat(Tracked.opens("")).isEmpty();
    }

    @Test
    void tracks_what_the_stream_says() {
        RenderedMail mail = new RenderedMail("s", "<a href='https://a.example/'>x</a>", "https://a.example/");

        assertThat(Tracked.instrumented(mail, Tracking.OFF)).isSameAs(mail);
        assertThat(Tracked.instrumented(mail, Tracking.OPENS).html())
                .contains("<img")
                .contains("'https://a.example/'");
        assertThat(Tracked.instrumented(mail, Tracking.OPENS).text()).isEqualTo(mail.text());
        assertThat(Tracked.instrumented(mail, Tracking.CLICKS).html()).doesNotContain("<img");
        assertThat(Tracked.tokens(Tracked.instrumented(mail, Tracking.BOTH).html()))
                .hasSize(2);
    }

    @Test
    void passes_a_megabyte_of_hostile_text() {
        for (String piece : List.of(")", "]", ".", "http://a.example/", "https://")) {
            String text = "https://a.example/" + piece.repeat(1_000_000 / piece.length());
            assertThat(Tracked.undone(Tracked.instrumented(new RenderedMail("s", "", text), Tracking.CLICKS)
                            .text()))
                    .isEqualTo(text);
        }
    }

    @Test
    void leaves_links_alone_behind_the_five_hundredth() {
        String html = "<a href=https://a.example/>x</a>".repeat(600);

        assertThat(Tracked.tokens(Tracked.clicks(html))).hasSize(500);
        assertThat(Tracked.undone(Tracked.clicks(html))).isEqualTo(html);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void leaves_the_meaning_of_any_html_as_it_is(String html) {
        assertSameMeaning(html);
    }

    @Test
    void leaves_the_meaning_of_pieces_in_any_order_as_it_is() {
        assertThat(HostileHtml.shuffled(3_000)).allSatisfy(InstrumentsTest::assertSameMeaning);
    }

    /** Checks that a browser would see the same, but for where links lead, marks that were taken out, and one image. */
    private static void assertSameMeaning(String html) {
        Document before = parsed(html);
        before.select("a[data-no-track], area[data-no-track]").removeAttr("data-no-track");
        Document after = parsed(Tracked.clicks(html));
        assertSameLinks(html, before, after);
        before.select("a[href], area[href]").attr("href", "");
        after.select("a[href], area[href]").attr("href", "");
        assertThat(after.outerHtml()).as(html).isEqualTo(before.outerHtml());
        Document opened = parsed(Tracked.opens(html));
        assertThat(opened.select("img[src^=" + Tracked.BASE + "]").size())
                .as(html)
                .isLessThanOrEqualTo(1);
        assertThat(opened.wholeText()).as(html).isEqualTo(parsed(html).wholeText());
    }

    private static Document parsed(String html) {
        Document document = Jsoup.parse(html);
        document.outputSettings().prettyPrint(false);
        return document;
    }

    private static void assertSameLinks(String html, Document before, Document after) {
        List<String> addresses = before.select("a[href], area[href]").eachAttr("href");
        List<String> now = after.select("a[href], area[href]").eachAttr("href").stream()
                .map(address -> address.startsWith(Tracked.BASE) ? Tracked.undone(address) : address)
                .toList();
        assertThat(now).as(html).hasSameSizeAs(addresses);
        for (int i = 0; i < now.size(); i++) {
            assertThat(now.get(i))
                    .isIn(addresses.get(i), WebTarget.of(addresses.get(i)).orElse(addresses.get(i)));
        }
    }

    private static Sending sending(MailStream.Builder stream) {
        return new Sending(Tracked.ID, stream.build(), Tracked.SENT);
    }
}
