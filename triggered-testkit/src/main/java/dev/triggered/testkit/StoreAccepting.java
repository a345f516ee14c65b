package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Attachment;
import dev.triggered.Contact;
import dev.triggered.MarketingOptIn;
import dev.triggered.MessageState;
import dev.triggered.PlainData;
import dev.triggered.Priority;
import dev.triggered.Purpose;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is kept, and what is answered. */
abstract class StoreAccepting extends StoreScenarios {
    StoreAccepting(Supplier<MailStore> factory) {
        super(factory);
    }

    @Test
    void answers_each_message_in_the_order_of_asking() {
        QueuedMessage first = message();
        accept(NewMessage.of(first).key(key(2, 1)));
        List<Acceptance> answers = outbox().accept(List.of(
                NewMessage.of(message()).key(key(3, 1)),
                NewMessage.of(message()).key(key(2, 1)),
                NewMessage.of(message()),
                NewMessage.of(message()).key(key(2, 9)),
                NewMessage.of(message()).key(key(1, 1))));
        assertThat(answers)
                .containsExactly(
                        new Acceptance.Kept(),
                        new Acceptance.Duplicate(id(first)),
                        new Acceptance.Kept(),
                        new Acceptance.IdReused(id(first)),
                        new Acceptance.Kept());
        assertThat(claimAll()).hasSize(4);
    }

    @Test
    void answers_no_message_with_no_answer() {
        assertThat(outbox().accept(List.of())).isEmpty();
    }

    @Test
    void gives_back_all_that_a_mail_is_made_from() {
        QueuedMessage rich = rich();
        accepted(rich);
        assertThat(described(outbox().claim(LANE, 1).get(0))).containsExactlyElementsOf(described(rich));
    }

    @Test
    void keeps_a_repetition_once() {
        QueuedMessage first = message();
        assertThat(accept(NewMessage.of(first).key(key(1, 1)))).isEqualTo(new Acceptance.Kept());
        QueuedMessage second = message();
        assertThat(accept(NewMessage.of(second).key(key(1, 1)))).isEqualTo(new Acceptance.Duplicate(id(first)));
        assertThat(accept(NewMessage.of(message()).key(key(1, 1)))).isEqualTo(new Acceptance.Duplicate(id(first)));
        assertThat(claimAll()).containsExactly(id(first));
        assertThat(store().log().find(id(second))).isEmpty();
    }

    @Test
    void keeps_nothing_of_other_data_under_a_known_occurrence() {
        QueuedMessage first = message();
        accept(NewMessage.of(first).key(key(1, 1)));
        assertThat(accept(NewMessage.of(message()).key(key(1, 2)))).isEqualTo(new Acceptance.IdReused(id(first)));
        assertThat(accept(NewMessage.of(message()).key(key(1, 1)))).isEqualTo(new Acceptance.Duplicate(id(first)));
        assertThat(claimAll()).containsExactly(id(first));
    }

    @Test
    void knows_an_occurrence_whose_message_is_handed_over_claimed_or_ended() {
        QueuedMessage first = message();
        accept(NewMessage.of(first).key(key(1, 1)).handedOver());
        assertThat(accept(NewMessage.of(message()).key(key(1, 1)))).isEqualTo(new Acceptance.Duplicate(id(first)));
        ended(first, MessageState.SENT, SendResults.accepted());
        assertThat(accept(NewMessage.of(message()).key(key(1, 1)))).isEqualTo(new Acceptance.Duplicate(id(first)));
        assertThat(accept(NewMessage.of(message()).key(key(1, 2)))).isEqualTo(new Acceptance.IdReused(id(first)));
    }

    @Test
    void keeps_one_of_a_repetition_within_a_batch() {
        QueuedMessage one = message();
        QueuedMessage other = message();
        List<Acceptance> answers = outbox().accept(List.of(
                NewMessage.of(one).key(key(1, 1)), NewMessage.of(other).key(key(1, 1))));
        QueuedMessage kept = answers.get(0) instanceof Acceptance.Kept ? one : other;
        assertThat(answers).containsExactlyInAnyOrder(new Acceptance.Kept(), new Acceptance.Duplicate(id(kept)));
        assertThat(claimAll()).containsExactly(id(kept));
    }

    @Test
    void keeps_one_of_two_with_other_data_within_a_batch() {
        QueuedMessage one = message();
        QueuedMessage other = message();
        List<Acceptance> answers = outbox().accept(List.of(
                NewMessage.of(one).key(key(1, 1)), NewMessage.of(other).key(key(1, 2))));
        QueuedMessage kept = answers.get(0) instanceof Acceptance.Kept ? one : other;
        assertThat(answers).containsExactlyInAnyOrder(new Acceptance.Kept(), new Acceptance.IdReused(id(kept)));
        assertThat(claimAll()).containsExactly(id(kept));
    }

    @Test
    void keeps_the_same_data_of_different_occurrences_and_all_without_a_key() {
        accept(NewMessage.of(message()).key(key(1, 7)));
        accept(NewMessage.of(message()).key(key(2, 7)));
        accept(NewMessage.of(message()));
        accept(NewMessage.of(message()));
        assertThat(claimAll()).hasSize(4);
    }

    @Test
    void says_what_it_would_do_and_keeps_nothing() {
        NewMessage asked = NewMessage.of(message()).key(key(1, 1));
        assertThat(outbox().probe(asked)).isEqualTo(new Acceptance.Kept());
        assertThat(outbox().probe(asked)).isEqualTo(new Acceptance.Kept());
        assertThat(outbox().probe(NewMessage.of(message()))).isEqualTo(new Acceptance.Kept());
        assertThat(claimAll()).isEmpty();
        assertThat(store().log().find(id(asked.message()))).isEmpty();
        QueuedMessage first = message();
        accept(NewMessage.of(first).key(key(1, 1)));
        assertThat(outbox().probe(asked)).isEqualTo(new Acceptance.Duplicate(id(first)));
        assertThat(outbox().probe(NewMessage.of(message()).key(key(1, 2))))
                .isEqualTo(new Acceptance.IdReused(id(first)));
    }

    @Test
    void shows_no_data_as_text() {
        QueuedMessage rich = rich();
        accepted(rich);
        QueuedMessage claimed = outbox().claim(LANE, 1).get(0);
        List<Object> shown = List.of(store(), outbox(), store().log(), claimed, history(claimed), NewMessage.of(rich));
        assertThat(shown).extracting(Object::toString).noneMatch(text -> text.contains("s3cret"));
    }

    @Test
    void can_be_closed_twice() {
        store().close();
        store().close();
    }

    private static QueuedMessage rich() {
        QueuedMessage plain = messageDue(-60);
        Contact contact = Contact.of("jane@example.com")
                .name("Jané Doe")
                .locale(Locale.forLanguageTag("de-AT"))
                .with("title", "Dr. s3cret")
                .marketingOptIn(MarketingOptIn.GIVEN);
        PlainData data = PlainData.empty()
                .with("z-code", "s3cret ✓ \"quoted\"\n")
                .with("total", new BigDecimal("12.50"))
                .with("lines", List.of(Map.of("sku", "a"), List.of(1, true, 10_000_000_000L)))
                .with("a-map", Map.of("inner", Map.of("deep", "x")));
        List<Attachment> attachments = List.of(
                Attachment.of("Rechnung ü.pdf", "s3cret".getBytes(UTF_8)),
                Attachment.of("logo", new byte[] {0, -1, 13, 10})
                        .type("image/png")
                        .inline("logo"));
        QueuedMessage.Schedule schedule = new QueuedMessage.Schedule(
                Priority.NORMAL,
                START.minusSeconds(90),
                START.minusSeconds(60),
                START.minusMillis(1),
                START.plusMillis(3_600_001));
        return new QueuedMessage(
                plain.info(),
                new QueuedMessage.Route(4_711_000_000L, LANE),
                new QueuedMessage.Content(contact, Purpose.INVOICE, data, attachments, Locale.forLanguageTag("pt-BR")),
                schedule,
                0);
    }

    private static List<Object> described(QueuedMessage message) {
        QueuedMessage.Content content = message.content();
        Contact contact = content.contact();
        List<Object> facts = new ArrayList<>(Arrays.asList(
                message.info(),
                message.route(),
                message.attempts(),
                message.schedule(),
                content.purpose(),
                content.locale(),
                content.data(),
                List.copyOf(content.data().asMap().keySet()),
                contact.address(),
                contact.name(),
                contact.locale(),
                contact.marketingOptIn(),
                contact.fields()));
        content.attachments()
                .forEach(file -> facts.add(List.of(file.name(), file.type(), file.contentId(), bytes(file))));
        return facts;
    }

    private static String bytes(Attachment attachment) {
        try (InputStream in = attachment.open()) {
            return HexFormat.of().formatHex(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
