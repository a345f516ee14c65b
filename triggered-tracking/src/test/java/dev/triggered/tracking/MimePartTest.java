package dev.triggered.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MimePartTest {
    private static MimePart read(String mail) {
        byte[] bytes = mail.getBytes(StandardCharsets.ISO_8859_1);
        return MimePart.read(new Octets(bytes, 0, bytes.length));
    }

    private static String text(String header, String body) {
        return read(header + "\n\n" + body).text(1_000);
    }

    @Test
    void unfolds_fields_whatever_their_case() {
        Header header = read("SUBJECT: one\n\ttwo\nX : three\nx: four\n\nbody").header();

        assertThat(header.first("Subject")).isEqualTo("one two");
        assertThat(header.all("x")).containsExactly("three", "four");
        assertThat(header.first("Body")).isEmpty();
    }

    @Test
    void passes_over_a_line_that_is_no_field_among_fields() {
        assertThat(read("A: 1\n!!! what is this\nB: 2\n\nC: 3").header().first("B"))
                .isEqualTo("2");
        assertThat(read("A: 1\nno field\nand no field\nB: 2").header().has("B")).isFalse();
    }

    @Test
    void reads_parameters_with_and_without_quotes() {
        assertThat(ContentType.of("Text/Plain; format=flowed; charset=\"UTF-8\""))
                .isEqualTo(new ContentType("text/plain", "", "UTF-8"));
        assertThat(ContentType.of("multipart/mixed;boundary=a;charset = utf-8"))
                .isEqualTo(new ContentType("multipart/mixed", "a", "utf-8"));
        assertThat(ContentType.of("multipart/mixed; x-boundary=no; boundary=\"a b\""))
                .isEqualTo(new ContentType("multipart/mixed", "a b", ""));
    }

    @Test
    void splits_by_the_boundary_and_what_follows_it_only() {
        MimePart mail = read(
                "Content-Type: multipart/mixed; boundary=b\n\nprolog\n--b\n\none\n--bc\n--b \n\ntwo\n--b--\nepilog");

        assertThat(mail.parts()).extracting(part -> part.text(100)).containsExactly("one\n--bc\n", "two\n");
    }

    @Test
    void takes_the_last_part_although_nothing_ends_it() {
        assertThat(read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none")
                        .parts())
                .hasSize(1);
    }

    @Test
    void decodes_what_is_encoded() {
        String base64 = "Content-Transfer-Encoding: base64";
        String quoted = "Content-Transfer-Encoding: Quoted-Printable";

        assertThat(text(base64, "SGVs\nbG8h")).isEqualTo("Hello!");
        assertThat(text(base64, "SGVsbG8")).isEqualTo("Hello");
        assertThat(text(quoted, "H=65l=\nlo=21 =3D =ZZ")).isEqualTo("Hello! = =ZZ");
        assertThat(text("X: y", "H=65")).isEqualTo("H=65");
    }

    @Test
    void decodes_no_more_than_wanted() {
        assertThat(read("Content-Transfer-Encoding: base64\n\nSGVsbG8h").text(2))
                .isEqualTo("He");
        assertThat(read("Content-Transfer-Encoding: quoted-printable\n\nH=65llo")
                        .text(2))
                .isEqualTo("He");
    }

    @Test
    void decodes_character_sets_as_far_as_they_are_known() {
        assertThat(text("Content-Type: text/plain; charset=iso-8859-1", "J\u00fcrgen"))
                .isEqualTo("Jürgen");
        assertThat(text("X: y", "J\u00c3\u00bcrgen")).isEqualTo("Jürgen");
        assertThat(text("X: y", "J\u00fcrgen")).isEqualTo("Jürgen");
        assertThat(text("X: y", "\u001b$BIT:_\u001b(B")).isEqualTo("不在");
        assertThat(text("Content-Type: text/plain; charset=us-ascii", "J\u00c3\u00bcrgen"))
                .isEqualTo("Jürgen");
    }

    @Test
    void decodes_words_in_headers() {
        assertThat(EncodedWords.decode("=?utf-8?B?SsO8?= =?UTF-8?q?rgen=20=C3=9F_?= is=?bad?= out"))
                .isEqualTo("Jürgen ß  is=?bad?= out");
    }
}
