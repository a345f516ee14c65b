package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailContentTest {
    private static final byte[] BYTES = {1, 2, 3};
    private static final Attachment LOGO = Attachment.of("logo.png", BYTES).inline("logo");

    @Test
    void holds_its_parts_by_key_and_its_files_in_order() {
        Attachment terms = Attachment.of("terms.pdf", BYTES);
        MailContent content = MailContent.of("Your order")
                .html("<p>Thank you</p>")
                .text("Thank you")
                .part("html_de", "<p>Danke</p>")
                .file(terms)
                .file(LOGO);

        assertThat(content.parts())
                .containsExactly(
                        Map.entry("html", "<p>Thank you</p>"),
                        Map.entry("html_de", "<p>Danke</p>"),
                        Map.entry("subject", "Your order"),
                        Map.entry("text", "Thank you"));
        assertThat(content.files()).containsExactly(terms, LOGO);
    }

    @Test
    void is_as_good_with_a_text_alone() {
        assertThat(MailContent.of("Your order").text("Thank you").parts()).containsOnlyKeys("subject", "text");
    }

    @Test
    void replaces_a_part_of_the_same_key_in_a_new_content() {
        MailContent first = MailContent.of("Your ordre").text("Thank you");
        MailContent second = first.subject("Your order");

        assertThat(first.parts()).containsEntry("subject", "Your ordre");
        assertThat(second.parts()).containsEntry("subject", "Your order").containsEntry("text", "Thank you");
    }

    @Test
    void compares_by_value() {
        MailContent content = MailContent.of("s").html("h").text("t").file(LOGO);
        MailContent same = MailContent.of(
                Map.of("text", "t", "html", "h", "subject", "s"),
                List.of(Attachment.of("logo.png", BYTES).inline("logo")));

        assertThat(content).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(content)
                .isNotEqualTo(content.text("u"))
                .isNotEqualTo(content.part("text_de", "t"))
                .isNotEqualTo(content.file(Attachment.of("a.pdf", BYTES)))
                .isNotEqualTo(MailContent.of("s").html("h").text("t").file(Attachment.of("logo.png", BYTES)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject", "html", "text", "html_de", "subject_de_AT", "text_zh_Hant", "text_es_419"})
    void takes_the_key_of_a_part(String key) {
        MailContent content = MailContent.of("s").html("h").text("t").part(key, "other");

        assertThat(content.parts()).containsEntry(key, "other");
        assertThat(MailContent.isKey(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "body", "HTML", "html_", "html_DE", "html_de_at", "html-de", "html_de.x", "a.html", "html\n"
            })
    void refuses_what_is_no_key_of_a_part(String key) {
        MailContent content = MailContent.of("s").html("h");

        assertThat(MailContent.isKey(key)).isFalse();
        assertThatThrownBy(() -> content.part(key, "x"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("is no part of a mail")
                .hasMessageNotContaining("\n");
    }

    @Test
    void names_everything_that_is_wrong_at_once() {
        TemplateException e = catchThrowableOfType(
                TemplateException.class,
                () -> MailContent.of(Map.of("html_de", "h", "Text", "t", "betreff", "s"), List.of(LOGO, LOGO)));

        assertThat(e.faults())
                .containsExactly(
                        "'Text' is no part of a mail: a part is subject, html or text, with a locale such as _de, _de_AT"
                                + " or _zh_Hant_TW behind it or none",
                        "'betreff' is no part of a mail: a part is subject, html or text, with a locale such as _de,"
                                + " _de_AT or _zh_Hant_TW behind it or none",
                        "the content has no subject: give it one, without a locale",
                        "the content has neither html nor text: give it one of them at least, without a locale",
                        "two files have the content id 'logo': one shows one file");
    }

    @Test
    void refuses_null() {
        Map<String, String> parts = new HashMap<>(Map.of("subject", "s", "text", "t"));
        parts.put("html", null);

        assertThatThrownBy(() -> MailContent.of(parts, List.of())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> MailContent.of("s").text(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> MailContent.of("s").text("t").part(null, "x"))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void stays_as_it_is_when_what_it_was_made_of_changes() {
        Map<String, String> parts = new HashMap<>(Map.of("subject", "s", "text", "t"));
        MailContent content = MailContent.of(parts, List.of());
        parts.put("html", "h");

        assertThat(content.parts()).doesNotContainKey("html");
        assertThatThrownBy(() -> content.parts().put("html", "h")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> content.files().add(LOGO)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void reads_its_files_at_once(@TempDir Path folder) throws IOException {
        Path pdf = Files.writeString(folder.resolve("terms.pdf"), "first");
        MailContent content =
                MailContent.of("s").text("t").file(Attachment.of(pdf).type("application/x-terms"));
        Files.writeString(pdf, "second");

        Attachment held = content.files().get(0);
        assertThat(new String(held.open().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("first");
        assertThat(held.heldBytes()).isEqualTo(5);
        assertThat(held.size()).hasValue(5);
        assertThat(held.type()).isEqualTo("application/x-terms");
    }

    @Test
    void refuses_a_file_that_cannot_be_read() {
        Attachment broken = Attachment.lazily("terms.pdf", () -> {
            throw new IOException("gone");
        });
        MailContent content = MailContent.of("s").text("t");

        assertThatThrownBy(() -> content.file(broken))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("terms.pdf");
    }

    @Test
    void shows_no_content() {
        assertThat(MailContent.of("s3cret").html("hunter2").file(LOGO))
                .hasToString("MailContent[html, subject, files [Attachment[logo.png, image/png, 3 bytes]]]");
    }
}
