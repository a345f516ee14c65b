package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void holds_a_copy_of_bytes() throws IOException {
        byte[] bytes = CONTENT.clone();
        Attachment attachment = Attachment.of("invoice.pdf", bytes);
        bytes[0] = 'X';

        assertThat(attachment.name()).isEqualTo("invoice.pdf");
        assertThat(attachment.type()).isEqualTo("application/pdf");
        assertThat(attachment.contentId()).isEmpty();
        assertThat(attachment.size()).hasValue(7);
        assertThat(attachment.heldBytes()).isEqualTo(7);
        assertThat(read(attachment)).isEqualTo("content");
        assertThat(read(attachment)).as("opened again").isEqualTo("content");
    }

    @Test
    void takes_a_size_that_is_known_before_it_is_opened() {
        Attachment lazy = Attachment.lazily("a.csv", () -> new ByteArrayInputStream(CONTENT))
                .type("text/plain")
                .inline("a");
        Attachment sized = lazy.size(7);

        assertThat(lazy.size()).isEmpty();
        assertThat(sized.size()).hasValue(7);
        assertThat(sized.size(0).size()).hasValue(0);
        assertThat(sized.heldBytes()).isZero();
        assertThat(sized).hasToString("Attachment[a.csv, text/plain, 7 bytes]");
        assertThat(sized.contentId()).isEqualTo("a");
        assertThatThrownBy(() -> lazy.size(-1))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void reads_a_file_when_it_is_opened() throws IOException {
        Path file = Files.write(folder.resolve("list.csv"), CONTENT);
        Attachment attachment = Attachment.of(file);

        assertThat(attachment.name()).isEqualTo("list.csv");
        assertThat(attachment.type()).isEqualTo("text/csv");
        assertThat(attachment.size()).hasValue(7);
        assertThat(attachment.heldBytes()).isZero();
        assertThat(read(attachment)).isEqualTo("content");

        Files.delete(file);
        assertThatThrownBy(() -> read(attachment)).isInstanceOf(IOException.class);
    }

    @Test
    void refuses_what_is_not_a_readable_file() {
        assertThatThrownBy(() -> Attachment.of(folder.resolve("none.pdf")))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("none.pdf is not a readable file");
        assertThatThrownBy(() -> Attachment.of(folder)).isInstanceOf(InvalidDataException.class);
        assertThatThrownBy(() -> Attachment.of(Path.of("/"))).isInstanceOf(InvalidDataException.class);
        assertThatThrownBy(() -> Attachment.of(Path.of(""))).isInstanceOf(InvalidDataException.class);
    }

    @Test
    void refuses_a_file_whose_name_could_not_be_sent() throws IOException {
        Path file = Files.write(folder.resolve("in\r\nvoice.pdf"), CONTENT);

        assertThatThrownBy(() -> Attachment.of(file))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("'in voice.pdf'");
    }

    @ParameterizedTest
    @CsvSource({"terms.txt", "/dev/triggered/terms.txt"})
    void reads_a_resource_of_the_class_path(String resource) throws IOException {
        Attachment attachment = Attachment.onClasspath(AttachmentTest.class, resource);

        assertThat(attachment.name()).isEqualTo("terms.txt");
        assertThat(attachment.type()).isEqualTo("text/plain");
        assertThat(attachment.size()).isEmpty();
        assertThat(attachment.heldBytes()).isZero();
        assertThat(read(attachment)).isEqualTo("resource");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.txt", "/terms.txt", "dev/triggered/terms.txt", "../triggered/none.txt"})
    void refuses_a_resource_that_is_not_there(String resource) {
        assertThatThrownBy(() -> Attachment.onClasspath(AttachmentTest.class, resource))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("no resource '" + resource + "' beside dev.triggered.AttachmentTest");
    }

    @Test
    void asks_for_lazy_content_only_when_it_is_opened_and_each_time() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        Attachment attachment = Attachment.lazily("report.zip", () -> {
                    opened.incrementAndGet();
                    return new ByteArrayInputStream(CONTENT);
                })
                .type("application/zip")
                .inline("report");

        assertThat(attachment.size()).isEmpty();
        assertThat(attachment.heldBytes()).isZero();
        assertThat(attachment.toString()).isEqualTo("Attachment[report.zip, application/zip]");
        assertThat(opened).hasValue(0);

        assertThat(read(attachment)).isEqualTo("content");
        assertThat(read(attachment)).isEqualTo("content");
        assertThat(opened).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invoice.pdf",
                "Rechnung für März.pdf",
                "請求書.pdf",
                "a",
                "no extension",
                "in\"voice;.pdf",
                "50% off.pdf",
                "#1.pdf",
                "..pdf",
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67.png"
            })
    void allows_names_that_people_give_to_files(String name) {
        assertThat(Attachment.of(name, CONTENT).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "in\rvoice.pdf",
                "in\nvoice.pdf",
                "invoice.pdf\r\nContent-Type: text/html",
                "invoice.pdf\n",
                "in\0voice.pdf",
                "in\tvoice.pdf",
                "in\u0085voice.pdf",
                "in\u2028voice.pdf",
                "in\u2029voice.pdf",
                "../invoice.pdf",
                "/etc/passwd",
                "C:\\invoice.pdf",
                "in/voice.pdf",
                "invoice\u202efdp.exe",
                "invoice\u202dfdp.exe",
                "invoice\u2067fdp.exe",
                "invoice\u2069fdp.exe",
                "in\u200fvoice.pdf",
                "in\u200evoice.pdf",
                "in\u061cvoice.pdf",
                "in\ud800voice.pdf",
                "in\udc00voice.pdf"
            })
    void refuses_names_that_attack_the_header_the_disk_or_the_eye(String name) {
        assertThatThrownBy(() -> Attachment.of(name, CONTENT))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("the name of an attachment")
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContainPattern("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202e]"));
        assertThatThrownBy(() -> Attachment.lazily(name, InputStream::nullInputStream))
                .isInstanceOf(InvalidDataException.class);
    }

    @Test
    void allows_names_of_200_characters_and_not_201() {
        assertThat(Attachment.of("n".repeat(200), CONTENT).name()).hasSize(200);
        assertThatThrownBy(() -> Attachment.of("n".repeat(201), CONTENT)).isInstanceOf(InvalidDataException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a.pdf, application/pdf",
        "a.PDF, application/pdf",
        "a.png, image/png",
        "a.jpg, image/jpeg",
        "a.txt, text/plain",
        "a.html, text/html",
        "a.zip, application/zip",
        "a#1.pdf, application/pdf",
        "a.pdf#x, application/octet-stream",
        "a.pdf.exe, application/octet-stream",
        "a, application/octet-stream",
        "a., application/octet-stream",
        ".pdf, application/pdf",
        "a.unheard-of, application/octet-stream"
    })
    void guesses_the_content_type_from_the_name(String name, String type) {
        assertThat(Attachment.of(name, CONTENT).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/pdf",
                "text/csv; charset=utf-8",
                "text/csv;charset=utf-8",
                "text/calendar; method=REQUEST; charset=\"utf-8\"",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "image/svg+xml",
                "text/plain; format=flowed; delsp=yes"
            })
    void takes_a_content_type(String type) {
        assertThat(Attachment.of("a", CONTENT).type(type).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pdf",
                "application/",
                "/pdf",
                "application/pdf\r\nBcc: x@y.example",
                "application/pdf\n",
                "application/pdf;\r\n charset=x",
                "application/pdf; name=\"a\nb\"",
                "application/pdf; name=\"a\"b\"",
                "application/pdf; name",
                "application/pdf; name=",
                "application/pdf;",
                " application/pdf",
                "application /pdf",
                "application/pdf/x",
                "text/html; charset=\u00fc",
                "multipart/mixed",
                "Multipart/Mixed; boundary=x"
            })
    void refuses_what_is_no_content_type_of_a_single_part(String type) {
        assertThatThrownBy(() -> Attachment.of("a", CONTENT).type(type))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("not a content type")
                .hasMessageNotContainingAny("\r", "\n");
    }

    @Test
    void refuses_an_endless_content_type() {
        assertThatThrownBy(() -> Attachment.of("a", CONTENT).type("a/b" + "; c=d".repeat(100_000)))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("at most 200 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logo", "logo.1", "a-b_c", "7", "image001.png@01D8B2F4.5A3C4D50", "a$b+c=d~e!"})
    void becomes_inline_by_a_content_id(String contentId) {
        Attachment inline = Attachment.of("logo.png", CONTENT).inline(contentId);

        assertThat(inline.contentId()).isEqualTo(contentId);
        assertThat(inline.name()).isEqualTo("logo.png");
        assertThat(inline.size()).hasValue(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "<logo>", "lo%20go", "lo/go", "logo\n", "lo\r\ngo", "lögo", "logo\"", "cid:logo"
            })
    void refuses_what_is_no_content_id(String contentId) {
        assertThatThrownBy(() -> Attachment.of("logo.png", CONTENT).inline(contentId))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("a content id has 1 to 200")
                .hasMessageNotContainingAny("\r", "\n");
        assertThatThrownBy(() -> Attachment.of("logo.png", CONTENT).inline("c".repeat(201)))
                .isInstanceOf(InvalidDataException.class);
    }

    @Test
    void stays_as_it_is_when_another_is_made_of_it() {
        Attachment first = Attachment.of("logo.png", CONTENT);
        Attachment second = first.type("image/gif").inline("logo");

        assertThat(first.type()).isEqualTo("image/png");
        assertThat(first.contentId()).isEmpty();
        assertThat(second.type()).isEqualTo("image/gif");
        assertThat(second.contentId()).isEqualTo("logo");
    }

    @Test
    void is_equal_to_another_of_the_same_bytes() {
        Attachment first = Attachment.of("logo.png", CONTENT).inline("logo");
        Attachment same = Attachment.of("logo.png", CONTENT.clone()).inline("logo");

        assertThat(first).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(first)
                .isNotEqualTo(Attachment.of("logo.png", CONTENT))
                .isNotEqualTo(Attachment.of("other.png", CONTENT).inline("logo"))
                .isNotEqualTo(first.type("image/gif"))
                .isNotEqualTo(first.size(8))
                .isNotEqualTo(
                        Attachment.of("logo.png", new byte[CONTENT.length]).inline("logo"));
    }

    @Test
    void is_equal_to_another_that_is_opened_in_the_same_way() {
        Attachment.Content content = () -> new ByteArrayInputStream(CONTENT);

        assertThat(Attachment.lazily("a.pdf", content)).isEqualTo(Attachment.lazily("a.pdf", content));
        assertThat(Attachment.lazily("a.pdf", content))
                .isNotEqualTo(Attachment.lazily("a.pdf", () -> new ByteArrayInputStream(CONTENT)));
    }

    @Test
    void shows_no_content() {
        assertThat(Attachment.of("a.pdf", "hunter2".getBytes(StandardCharsets.UTF_8)))
                .hasToString("Attachment[a.pdf, application/pdf, 7 bytes]");
    }

    private static String read(Attachment attachment) throws IOException {
        try (InputStream in = attachment.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
