package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.triggered.MissingData;
import dev.triggered.TemplateException;
import dev.triggered.spi.MailTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingTest {
    private static final Map<String, Object> NO_DATA = Map.of("event", Map.of(), "contact", Map.of());

    @TempDir
    Path folder;

    private long seconds = 1_000_000;

    @BeforeEach
    void writeTemplate() throws IOException {
        write("order.subject.mustache", "Order");
        write("order.text.mustache", "first {{>footer}}");
        write("footer.text.mustache", "1");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        Files.setLastModifiedTime(folder.resolve(file), FileTime.from(java.time.Instant.ofEpochSecond(seconds++)));
    }

    private static String text(MailTemplate template) {
        return template.render(NO_DATA, Locale.GERMANY, MissingData.REFUSE).text();
    }

    @Test
    void takes_up_a_changed_file() throws IOException {
        MailTemplate template = MustacheTemplates.inFolder(folder).reloading().load("order");
        assertThat(text(template)).isEqualTo("first 1");

        write("order.text.mustache", "other {{>footer}}");

        assertThat(text(template)).isEqualTo("other 1");
    }

    @Test
    void takes_up_a_changed_partial_and_a_new_variant() throws IOException {
        MailTemplate template = MustacheTemplates.inFolder(folder).reloading().load("order");

        write("footer.text.mustache", "2");
        assertThat(text(template)).isEqualTo("first 2");

        write("order_de.text.mustache", "deutsch");
        assertThat(text(template)).isEqualTo("deutsch");

        Files.delete(folder.resolve("order_de.text.mustache"));
        assertThat(text(template)).isEqualTo("first 2");
    }

    @Test
    void asks_for_what_the_changed_file_asks_for() throws IOException {
        MailTemplate template = MustacheTemplates.inFolder(folder).reloading().load("order");

        write("footer.text.mustache", "{{event.now}}");

        assertThat(template.paths()).hasToString("[event.now (footer.text.mustache:1)]");
        assertThat(template.missing(NO_DATA, Locale.ROOT)).hasToString("[event.now (footer.text.mustache:1)]");
    }

    @Test
    void keeps_the_last_good_version_while_an_edit_is_broken() throws IOException {
        MailTemplate template = MustacheTemplates.inFolder(folder).reloading().load("order");

        write("order.text.mustache", "{{#event.open}} never closed");
        assertThat(text(template)).isEqualTo("first 1");
        assertThat(text(template)).isEqualTo("first 1");

        write("order.text.mustache", "mended");
        assertThat(text(template)).isEqualTo("mended");
    }

    @Test
    void keeps_the_last_good_version_when_the_folder_is_gone() throws IOException {
        MailTemplate template = MustacheTemplates.inFolder(folder).reloading().load("order");
        Path moved = Files.move(folder, folder.resolveSibling(folder.getFileName() + "-moved"));

        assertThat(text(template)).isEqualTo("first 1");

        Files.move(moved, folder);
    }

    @Test
    void refuses_to_load_what_is_broken_from_the_start() throws IOException {
        write("order.text.mustache", "{{#event.open}} never closed");

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> MustacheTemplates.inFolder(folder).reloading().load("order"));
    }

    @Test
    void keeps_what_was_loaded_unless_reloading_is_asked_for() throws IOException {
        MailTemplate template = MustacheTemplates.inFolder(folder).load("order");

        write("order.text.mustache", "other");

        assertThat(text(template)).isEqualTo("first 1");
    }
}
