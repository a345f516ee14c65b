package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ''",
                "' \t ' | ''",
                "'one two' | one two",
                "' one  two ' | one two",
                "'one\r\n two' | one two",
                "'one\r\n\r\ntwo' | one two",
                "'one\0\u001b[31mtwo' | one [31mtwo",
                "'one\u0085two\u2028three\u2029four' | one two three four",
                "'\r\none\r\n' | one"
            })
    void puts_text_on_one_line(String text, String line) {
        assertThat(Text.singleLine(text)).isEqualTo(line);
    }

    @Test
    void leaves_no_control_character_whatever_it_is() {
        for (char c = 0; c < 0x300; c++) {
            assertThat(Text.singleLine("a" + c + "b").chars()).noneMatch(Character::isISOControl);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void cuts_to_at_most_so_many_characters_and_never_inside_a_pair(int longest) {
        String text = "a\ud83d\ude00b\ud83d\ude00\ud83d\ude00c";

        String cut = Text.excerpt(text, longest);

        assertThat(cut).hasSizeLessThanOrEqualTo(longest);
        assertThat(cut.codePoints()).noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
        assertThat(cut.equals(text)).isEqualTo(longest >= text.length());
        assertThat(Text.excerpt(cut, longest)).isEqualTo(cut);
    }

    @Test
    void marks_a_cut() {
        assertThat(Text.excerpt("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Text.excerpt("abcdef", 5)).isEqualTo("abcd…");
    }

    @Test
    void makes_one_line_whatever_the_character() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String text = "a" + c + "b" + c;
            String line = text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ")
                    .replaceAll("\\s+", " ")
                    .strip();

            assertThat(Text.singleLine(text)).as("U+%04X", (int) c).isEqualTo(line);
            assertThat(Text.hasControls(text))
                    .as("U+%04X", (int) c)
                    .isEqualTo(text.matches("(?s).*[\\p{Cc}\\u2028\\u2029].*"));
        }
    }
}
