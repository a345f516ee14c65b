package dev.triggered.tracking.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.tracking.response.HtmlMarks.Mark;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TagScanTest {
    static Stream<String> samples() {
        return HostileHtml.samples();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void finds_the_links_that_a_parser_finds_or_gives_up(String html) {
        TagScan.of(html).ifPresent(found -> assertThat(links(found, html)).isEqualTo(parsed(html)));
    }

    @Test
    void finds_the_links_that_a_parser_finds_in_any_order_of_pieces() {
        assertThat(HostileHtml.shuffled(5_000))
                .allSatisfy(html -> TagScan.of(html)
                        .ifPresent(
                                found -> assertThat(links(found, html)).as(html).isEqualTo(parsed(html))));
        assertThat(HostileHtml.shuffled(5_000)
                        .filter(html ->
                                TagScan.of(html).isPresent() && !parsed(html).isEmpty())
                        .count())
                .as("how many of them have links and are not given up")
                .isGreaterThan(500);
    }

    @Test
    void gives_up_where_tags_do_not_tell() {
        assertThat(TagScan.of("<svg><style></svg>")).isEmpty();
        assertThat(TagScan.of("<p>\u0000</p>")).isEmpty();
        assertThat(TagScan.of("<p>svg</p><style>svg</style>")).isPresent();
    }

    @Test
    void has_no_place_for_an_image_where_a_text_ends_within_something() {
        assertThat(TagScan.of("<p>x").orElseThrow().end()).contains(4);
        assertThat(TagScan.of("<body>x</body>\n").orElseThrow().end()).contains(7);
        for (String cut : List.of("<!-- x", "<style>x", "<p>x<p class=\"", "<p>x<p ", "<p>x</p", "<!doctype")) {
            assertThat(TagScan.of(cut).orElseThrow().end()).as(cut).isEmpty();
        }
    }

    @Test
    void passes_a_megabyte_of_what_never_ends() {
        for (String piece :
                List.of("<", "<!--", "<a ", "</", "<style>", "<a href=\"", "<!-- --", "<title></", "&", "-->")) {
            assertThat(TagScan.of(piece.repeat(1_000_000 / piece.length()))).isPresent();
        }
    }

    private static List<String> links(HtmlMarks marks, String html) {
        assertThat(marks.marks())
                .allSatisfy(mark ->
                        assertThat(html.substring(mark.start(), mark.end())).isNotEmpty());
        return addresses(marks);
    }

    private static List<String> parsed(String html) {
        return addresses(ParsedMarks.of(html));
    }

    private static List<String> addresses(HtmlMarks marks) {
        return marks.marks().stream()
                .map(Mark::address)
                .flatMap(Optional::stream)
                .toList();
    }
}
