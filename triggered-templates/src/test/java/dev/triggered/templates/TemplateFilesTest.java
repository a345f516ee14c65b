package dev.triggered.templates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.triggered.MissingData;
import dev.triggered.TemplateException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFilesTest {
    private static final Map<String, Object> NO_DATA = Map.of("event", Map.of(), "contact", Map.of());

    @TempDir
    Path folder;

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static String text(MustacheTemplates templates, String name) {
        return templates
                .load(name)
                .render(NO_DATA, Locale.ROOT, MissingData.REFUSE)
                .text();
    }

    @Test
    void reads_a_folder() throws IOException {
        write("order.subject.mustache", "Order");
        write("order.text.mustache", "Zoë {{>parts/footer}}");
        write("parts/footer.text.mustache", "bye");

        assertThat(text(MustacheTemplates.inFolder(folder), "order")).isEqualTo("Zoë bye");
    }

    @Test
    void reads_a_template_in_a_folder_of_the_folder() throws IOException {
        write("shop/order.subject.mustache", "Order");
        write("shop/order.text.mustache", "hello");

        assertThat(text(MustacheTemplates.inFolder(folder), "shop/order")).isEqualTo("hello");
    }

    @Test
    void skips_a_byte_order_mark() throws IOException {
        write("order.subject.mustache", "\uFEFFOrder");
        write("order.text.mustache", "\uFEFF{{! alone }}\nhello");

        assertThat(text(MustacheTemplates.inFolder(folder), "order")).isEqualTo("hello");
    }

    @Test
    void reads_the_class_path() {
        assertThat(text(MustacheTemplates.onClasspath("mail"), "welcome"))
                .isEqualTo("Welcome!\n\nfrom the class path\n");
    }

    @Test
    void reads_a_jar_of_the_class_path() throws IOException {
        Path jar = folder.resolve("templates.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, String> entry : List.of(
                    Map.entry("shop/mail/", ""),
                    Map.entry("shop/mail/order.subject.mustache", "Order"),
                    Map.entry("shop/mail/order.text.mustache", "{{>footer}}"),
                    Map.entry("shop/mail/footer.text.mustache", "from the jar"),
                    Map.entry("shop/mail/footer_de.text.mustache", "aus dem Jar"))) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(UTF_8));
            }
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            MustacheTemplates templates = MustacheTemplates.onClasspath("shop/mail", loader);

            assertThat(text(templates, "order")).isEqualTo("from the jar");
            assertThat(templates
                            .load("order")
                            .render(NO_DATA, Locale.GERMANY, MissingData.REFUSE)
                            .text())
                    .isEqualTo("aus dem Jar");
        }
    }

    @Test
    void lets_code_replace_a_part_of_a_folder() throws IOException {
        write("order.subject.mustache", "Order");
        write("order.text.mustache", "from the folder, {{>footer}}");
        write("footer.text.mustache", "and its footer");

        assertThat(text(MustacheTemplates.inFolder(folder).part("footer.text", "and code"), "order"))
                .isEqualTo("from the folder, and code");
    }

    @Test
    void does_not_change_an_engine_when_a_part_is_added() {
        MustacheTemplates bare = MustacheTemplates.inCode().part("order.subject", "Order");
        bare.part("order.text", "hello");

        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> bare.load("order"));
    }

    @Test
    void names_the_files_that_a_template_lacks() {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> MustacheTemplates.inFolder(folder).load("order"))
                .satisfies(e -> assertThat(e.faults())
                        .containsExactly(
                                "order: has no subject: there is no order.subject.mustache",
                                "order: has no content: there is neither order.html.mustache nor order.text.mustache"));
    }

    @Test
    void says_that_a_folder_is_not_there() {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(
                        () -> MustacheTemplates.inFolder(folder.resolve("none")).load("order"))
                .withMessageContaining("cannot be listed");
    }

    @Test
    void says_that_a_file_is_not_utf_8() throws IOException {
        write("order.subject.mustache", "Order");
        Files.write(folder.resolve("order.text.mustache"), new byte[] {'Z', 'o', (byte) 0xEB});

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> MustacheTemplates.inFolder(folder).load("order"))
                .satisfies(e ->
                        assertThat(e.faults()).containsExactly("order.text.mustache: cannot be read: it is not UTF-8"));
    }

    @Test
    void says_that_a_suffix_is_no_locale() throws IOException {
        write("order.subject.mustache", "Order");
        write("order.text.mustache", "hello");
        write("order_DE.text.mustache", "hallo");

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> MustacheTemplates.inFolder(folder).load("order"))
                .satisfies(e -> assertThat(e.faults())
                        .singleElement()
                        .asString()
                        .startsWith("order_DE.text.mustache: what follows '_' is no locale"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "/",
                "/etc/passwd",
                "../secret",
                "a/../b",
                "a//b",
                "a/",
                "/a",
                "a\\b",
                "a.b",
                "a_de",
                "a b",
                "a\0b",
                "a\nb",
                "file:/etc/passwd",
                "http://acme.example/x",
                "%2e%2e/secret",
                "${x}"
            })
    void refuses_a_name_that_might_lead_elsewhere(String name) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> MustacheTemplates.inFolder(folder).load(name))
                .withMessageContaining("is no name of a template");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "order", "order.subjet", "order.subject.mustache", "../order.html", "order_DE.html", ".html"
            })
    void refuses_a_part_that_no_template_would_find(String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MustacheTemplates.inCode().part(part, "text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "..", "/mail", "mail/", "mail/../x", "a//b"})
    void refuses_a_root_of_the_class_path_that_is_no_path(String root) {
        assertThatIllegalArgumentException().isThrownBy(() -> MustacheTemplates.onClasspath(root));
    }

    @Test
    void follows_a_link_within_the_folder() throws IOException {
        write("..data/order.text.mustache", "hello");
        write("order.subject.mustache", "Order");
        Files.createSymbolicLink(
                folder.resolve("order.text.mustache"), folder.resolve("..data").resolve("order.text.mustache"));

        assertThat(text(MustacheTemplates.inFolder(folder), "order")).isEqualTo("hello");
    }

    @Test
    void refuses_a_link_that_leads_out_of_the_folder(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret.text.mustache"), "secret");
        write("order.subject.mustache", "Order");
        write("order.text.mustache", "{{>footer}}");
        Files.createSymbolicLink(folder.resolve("footer.text.mustache"), secret);

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> MustacheTemplates.inFolder(folder).load("order"))
                .satisfies(e -> assertThat(e.faults())
                        .containsExactly("footer.text.mustache: cannot be read: it leads out of the folder of the"
                                + " templates"));
    }

    @Test
    void does_not_follow_a_link_to_a_folder_elsewhere(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("footer.text.mustache"), "secret");
        write("order.subject.mustache", "Order");
        write("order.text.mustache", "{{>out/footer}}");
        Files.createSymbolicLink(folder.resolve("out"), elsewhere);

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> MustacheTemplates.inFolder(folder).load("order"))
                .satisfies(e -> assertThat(e.faults())
                        .containsExactly("order.text.mustache:1: there is no out/footer.text.mustache"));
    }
}
