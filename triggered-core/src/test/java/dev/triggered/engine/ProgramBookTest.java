package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.ExternalEvent;
import dev.triggered.MailStream;
import dev.triggered.Purpose;
import dev.triggered.automation.Program;
import dev.triggered.spi.StreamRegistry.Naming;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgramBookTest {
    private static final ExternalEvent JOINED = ExternalEvent.named("joined");
    private static final ExternalEvent PAID = ExternalEvent.named("paid");
    private static final ExternalEvent LEFT = ExternalEvent.named("left");

    private static Program program(String name, String stream) {
        return Program.named(name)
                .startsOn(JOINED)
                .send("greet", stream)
                .waitFor("paid", PAID, Duration.ofDays(1), "")
                .exitOn(LEFT)
                .build();
    }

    private static Optional<MailStream> stream(String name) {
        MailStream.Builder stream = MailStream.named(name)
                .on(JOINED)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("orders@acme.example")
                .template("t");
        return switch (name) {
            case "known" -> Optional.of(stream.build());
            case "with-file" -> Optional.of(stream.requireAttachment().build());
            default -> Optional.empty();
        };
    }

    @Test
    void names_everything_that_is_wrong_with_programs_together() {
        ProgramBook book =
                new ProgramBook(List.of(program("a", "known"), program("b", "unknown"), program("a", "with-file")));
        assertThat(book.nameFaults()).containsExactly("two programs are named 'a': a name is unique");
        assertThat(book.streamFaults(ProgramBookTest::stream))
                .containsExactly(
                        "program 'b' sends in step 'greet' the stream 'unknown', and no stream is named so",
                        "program 'a' sends in step 'greet' the stream 'with-file', which requires an attachment: a"
                                + " program has none");
    }

    @Test
    void says_which_programs_use_a_stream_or_an_event() {
        ProgramBook book = new ProgramBook(List.of(program("a", "known"), program("b", "other")));
        assertThat(book.usersOfStream(naming("known"))).containsExactly("a");
        assertThat(book.usersOfStream(naming("now", "known"))).containsExactly("a");
        assertThat(book.usersOfStream(naming("nobody"))).isEmpty();
        for (String event : List.of("joined", "paid", "left")) {
            assertThat(book.usersOfEvent(naming(event))).containsExactly("a", "b");
            assertThat(book.usersOfEvent(naming("now", event))).containsExactly("a", "b");
        }
        assertThat(book.usersOfEvent(naming("nobody"))).isEmpty();
        assertThat(book.events()).containsExactlyInAnyOrder(JOINED, PAID, LEFT);
    }

    private static Naming naming(String name, String... former) {
        return new Naming(7, name, Set.of(former));
    }
}
