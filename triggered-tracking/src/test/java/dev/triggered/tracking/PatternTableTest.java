package dev.triggered.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.triggered.feedback.BounceClass;
import dev.triggered.feedback.BounceReason;
import dev.triggered.tracking.Evidence.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternTableTest {
    private static final PatternTable TABLE = PatternTable.load();

    private static PatternRow row(String conditions, String phrases) {
        return PatternRow.of("SPAM_DETECTED | " + conditions + " | " + phrases + " | a test");
    }

    private static boolean holds(String phrases, String text) {
        return row("", phrases).holds(Wording.of(PlainText.of(text)), Evidence.NONE);
    }

    @Test
    void every_row_about_reasons_means_one_of_a_bounce() {
        for (String section : List.of("reason", "vague reason", "category")) {
            assertThat(TABLE.section(section))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(
                                    BounceReason.valueOf(row.meaning()).bounceClass())
                            .isNotEqualTo(BounceClass.NOT_A_BOUNCE));
        }
    }

    @Test
    void every_phrase_is_written_as_texts_are_compared() {
        List<String> wrong = new ArrayList<>();
        for (String section : TABLE.sections()) {
            for (PatternRow row : TABLE.section(section)) {
                for (Phrase phrase : row.phrases()) {
                    for (String words : phrase.fragments()) {
                        String plain = PlainText.of(words);
                        if (!plain.equals(words)) {
                            wrong.add("[" + section + "] " + words);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void no_phrase_stands_twice_in_a_row() {
        for (String section : TABLE.sections()) {
            assertThat(TABLE.section(section))
                    .allSatisfy(row -> assertThat(row.phrases()).doesNotHaveDuplicates());
        }
    }

    @Test
    void a_phrase_stands_between_boundaries_of_words() {
        assertThat(holds("spam", "It is SPAM.")).isTrue();
        assertThat(holds("spam", "spam-like")).isTrue();
        assertThat(holds("spam", "spammer")).isFalse();
        assertThat(holds("spam", "from spam.example")).isFalse();
        assertThat(holds("spamhaus.org", "listed at zen.spamhaus.org today")).isTrue();
        assertThat(holds("spamhaus.org", "listed at notspamhaus.org today")).isFalse();
        assertThat(holds("spamhaus.org", "listed at http://spamhaus.org/x")).isTrue();
    }

    @Test
    void a_star_is_for_a_few_words() {
        assertThat(holds("mailbox * full", "The mailbox of Jane is full")).isTrue();
        assertThat(holds("mailbox * full", "full mailbox")).isFalse();
        assertThat(holds("mailbox * full", "mailbox " + "of ".repeat(40) + "full"))
                .isFalse();
        assertThat(holds("mailbox * full", "mailbox " + "of ".repeat(40) + "and mailbox is full"))
                .isTrue();
    }

    @Test
    void quotes_codes_and_addresses_do_not_disturb() {
        assertThat(holds("user unknown", "550-5.1.1 <User> 'unknown'")).isTrue();
        assertThat(holds("messages from @ not accepted", "Messages from <jane@spam.example> not accepted"))
                .isTrue();
        assertThat(holds("spam", "no.spam@customer.example")).isFalse();
        assertThat(holds("doesnt exist", "Doesn\u2019t exist")).isTrue();
    }

    @Test
    void conditions_need_one_code_and_one_stage() {
        Evidence evidence = new Evidence(550, "5.1.1", Stage.RCPT);

        assertThat(row("550", "").holds(Wording.of("x"), evidence)).isTrue();
        assertThat(row("55", "").holds(Wording.of("x"), evidence)).isTrue();
        assertThat(row("551", "").holds(Wording.of("x"), evidence)).isFalse();
        assertThat(row("551, 5.1.1", "").holds(Wording.of("x"), evidence)).isTrue();
        assertThat(row("x.1.1", "").holds(Wording.of("x"), evidence)).isTrue();
        assertThat(row("x.1.", "").holds(Wording.of("x"), evidence)).isTrue();
        assertThat(row("4.1.1", "").holds(Wording.of("x"), evidence)).isFalse();
        assertThat(row("5.1.10", "").holds(Wording.of("x"), evidence)).isFalse();
        assertThat(row("550, RCPT", "").holds(Wording.of("x"), evidence)).isTrue();
        assertThat(row("550, DATA", "").holds(Wording.of("x"), evidence)).isFalse();
        assertThat(row("551, RCPT", "").holds(Wording.of("x"), evidence)).isFalse();
        assertThat(row("x.1.1", "").holds(Wording.of("x"), Evidence.NONE)).isFalse();
    }

    @Test
    void a_row_needs_all_columns_and_a_known_stage() {
        assertThatIllegalArgumentException().isThrownBy(() -> PatternRow.of("SPAM_DETECTED | spam"));
        assertThatIllegalArgumentException().isThrownBy(() -> PatternRow.of("SPAM_DETECTED | | spam | "));
        assertThatIllegalArgumentException().isThrownBy(() -> row("SOMEWHERE", "spam"));
        assertThatIllegalArgumentException().isThrownBy(() -> row("", "spam *"));
    }

    @Test
    void a_section_that_is_missing_is_named() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PatternTable.parse("[reason]\n").section("delay"))
                .withMessageContaining("[delay]");
    }
}
