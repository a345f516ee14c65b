package dev.triggered.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartReaderTest {
    private static PartReader read(byte[] form) {
        return PartReader.of("multipart/form-data; charset=utf-8; Boundary=\"b d\"", new ByteArrayInputStream(form));
    }

    private static byte[] form(byte[] content) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write(
                "--b d\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\u00e4.bin\"\r\nContent-Type: a/b\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        form.write(content);
        form.write("\r\n--b d--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    @Test
    void content_comes_byte_for_byte_whatever_looks_like_a_boundary() throws IOException {
        Random random = new Random(7);
        byte[] alphabet = "\r\n-b d".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 2_000; i++) {
            byte[] content = new byte[random.nextInt(40)];
            for (int j = 0; j < content.length; j++) {
                content[j] = alphabet[random.nextInt(alphabet.length)];
            }
            if (new String(content, StandardCharsets.US_ASCII).contains("\r\n--b d")) {
                continue;
            }
            PartReader reader = read(form(content));
            assertThat(reader.next().orElseThrow().content()).isEqualTo(content);
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void a_part_has_a_name_a_file_name_and_a_type() throws IOException {
        PartReader.Part part = read(form(new byte[] {0, -1})).next().orElseThrow();

        assertThat(part.name()).isEqualTo("file");
        assertThat(part.fileName()).isEqualTo("\u00e4.bin");
        assertThat(part.type()).isEqualTo("a/b");
        assertThat(part.content()).containsExactly(0, -1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--other\r\n\r\n",
                "--b d\r\n",
                "--b d\r\nno colon\r\n\r\n\r\n--b d--",
                "--b d\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nbreaks off"
            })
    void what_is_no_form_is_refused(String form) {
        assertThatThrownBy(() -> read(form.getBytes(StandardCharsets.UTF_8)).next())
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void endless_header_fields_are_refused() {
        byte[] form = ("--b d\r\n" + "X: y\r\n".repeat(11) + "\r\n\r\n--b d--").getBytes(StandardCharsets.UTF_8);
        byte[] line = ("--b d\r\nX: " + "y".repeat(5_000)).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> read(form).next()).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> read(line).next()).isInstanceOf(ProblemException.class);
    }

    @Test
    void a_form_without_a_boundary_is_none() {
        assertThatThrownBy(() -> PartReader.of("multipart/form-data", new ByteArrayInputStream(new byte[0])))
                .hasMessageContaining("boundary");
    }
}
