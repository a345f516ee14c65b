package dev.triggered.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.BreakerState;
import dev.triggered.BroadcastState;
import dev.triggered.CancelVerdict;
import dev.triggered.KeptMail;
import dev.triggered.MarketingOptIn;
import dev.triggered.MessageState;
import dev.triggered.MissingData;
import dev.triggered.Priority;
import dev.triggered.Purpose;
import dev.triggered.RetryVerdict;
import dev.triggered.StreamChange;
import dev.triggered.StreamState;
import dev.triggered.SuppressionReason;
import dev.triggered.Tracking;
import dev.triggered.automation.Happening;
import dev.triggered.automation.Standing;
import dev.triggered.feedback.BounceClass;
import dev.triggered.feedback.BounceReason;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.Responder;
import dev.triggered.web.hook.WebhookState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of the pages, and the templates that have them. */
class TextsTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/dev/triggered/web/page");
    private static final Path SOURCES = Path.of("src/main/java/dev/triggered/web/page");
    private static final List<Class<? extends Enum<?>>> NAMED = List.of(
            StreamState.class,
            Figure.class,
            Timeframe.class,
            Percentile.class,
            BreakerState.class,
            WebhookState.class,
            Purpose.class,
            MissingData.class,
            Priority.class,
            Tracking.class,
            StreamChange.Kind.class,
            MessageState.class,
            CancelVerdict.class,
            RetryVerdict.class,
            KeptMail.Reason.class,
            BounceClass.class,
            BounceReason.class,
            FeedbackReport.Proof.class,
            Responder.class,
            ClientFamily.class,
            MarketingOptIn.class,
            MessagePages.Result.class,
            BroadcastState.class,
            Standing.class,
            Happening.class,
            SuppressionReason.class);

    @Test
    void each_language_has_the_same_texts_and_none_is_empty() {
        List<Texts> all = Texts.all();

        assertThat(all).hasSize(2);
        assertThat(all.get(1).words().keySet()).isEqualTo(all.get(0).words().keySet());
        assertThat(all).allSatisfy(texts -> assertThat(texts.words().values()).doesNotContain(""));
    }

    @Test
    void each_constant_that_is_shown_has_a_name() {
        Texts texts = Texts.all().get(0);

        NAMED.stream()
                .flatMap(type -> Arrays.stream(type.getEnumConstants()))
                .forEach(constant ->
                        assertThat(texts.of(constant).get("text").toString()).isNotBlank());
    }

    @Test
    void each_text_is_used() throws IOException {
        String used = contents(TEMPLATES, ".html") + contents(SOURCES, ".java");
        Set<String> idle = new TreeSet<>(Texts.all().get(0).words().keySet());
        NAMED.forEach(type -> Arrays.stream(type.getEnumConstants())
                .forEach(constant -> idle.remove(type.getSimpleName() + "." + constant.name())));

        idle.removeIf(key -> used.contains("{{t." + key + "}}") || used.contains("\"" + key + "\""));
        idle.removeIf(key -> {
            String prefix = key.substring(0, key.indexOf('.') + 1);
            return !prefix.isEmpty()
                    && (used.contains("\"" + prefix + "\"")
                            && (prefix.equals("error.")
                                    || used.contains("\"" + key.substring(prefix.length()) + "\"")));
        });
        idle.removeIf(key -> key.startsWith("done.") && used.contains("\"" + key.substring(5) + "\""));
        idle.removeIf(key -> key.startsWith("stream.") && used.contains("\"" + key.substring(7) + "\""));

        assertThat(idle).isEmpty();
    }

    @Test
    void no_template_writes_what_is_not_escaped() throws IOException {
        assertThat(contents(TEMPLATES, ".html")).doesNotContain("{{{", "{{&", "javascript:");
    }

    private static String contents(Path folder, String suffix) throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(suffix)).toList()) {
                contents.add(Files.readString(file));
            }
        }
        assertThat(contents).isNotEmpty();
        return String.join("\n", contents);
    }
}
