package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.tracking.BounceReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReturnedMailTest {
    @Test
    void prints_what_the_guide_shows() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (InputStream mail = ReturnedMail.ownMail()) {
            ReturnedMail.print(
                    BounceReader.standard().read(mail), new PrintStream(printed, true, StandardCharsets.UTF_8));
        }

        assertThat(Files.readString(Path.of("../docs/bounces.md"))).contains(printed.toString(StandardCharsets.UTF_8));
    }
}
