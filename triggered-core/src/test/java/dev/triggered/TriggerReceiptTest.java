package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggerReceipt.Question;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TriggerReceiptTest {
    private static final MessageId ID = new MessageId("0123456789abcdefghjkmnpqrs");
    private static final Answer ACCEPTED =
            Answer.naming(new Question(0, "jane@example.com", "orders"), Verdict.ACCEPTED, ID);
    private static final Answer DUPLICATE =
            Answer.naming(new Question(0, "jane@example.com", "invoices"), Verdict.DUPLICATE, ID);
    private static final Answer REFUSED =
            Answer.refusing(new Question(1, "john@", "orders"), Verdict.INVALID_ADDRESS, "no domain");
    private static final Answer LACKING = Answer.missing(
            new Question(1, "john@", "invoices"), List.of("event.a", "event.b"), "missing: event.a, event.b");

    @Test
    void is_accepted_if_every_answer_is_kept() {
        TriggerReceipt receipt = new TriggerReceipt("order-placed", List.of(ACCEPTED, DUPLICATE));

        assertThat(receipt.accepted()).isTrue();
        assertThat(receipt.refusals()).isEmpty();
        assertThat(receipt.orThrow()).isSameAs(receipt);
    }

    @Test
    void is_not_accepted_if_one_answer_is_a_refusal() {
        TriggerReceipt receipt = new TriggerReceipt("order-placed", List.of(ACCEPTED, DUPLICATE, REFUSED, LACKING));

        assertThat(receipt.accepted()).isFalse();
        assertThat(receipt.refusals()).containsExactly(REFUSED, LACKING);
        assertThat(receipt.of(0)).containsExactly(ACCEPTED, DUPLICATE);
        assertThat(receipt.of(1)).containsExactly(REFUSED, LACKING);
        assertThat(receipt.of(2)).isEmpty();
    }

    @Test
    void throws_every_refusal_for_who_prefers_an_exception() {
        TriggerReceipt receipt = new TriggerReceipt("order-placed", List.of(ACCEPTED, REFUSED, LACKING));

        RefusedException e = catchThrowableOfType(RefusedException.class, receipt::orThrow);

        assertThat(e.receipt()).isSameAs(receipt);
        assertThat(e.retryable()).isFalse();
        assertThat(e)
                .hasMessage("refused: john@ by 'orders': INVALID_ADDRESS (no domain);"
                        + " john@ by 'invoices': MISSING_DATA (missing: event.a, event.b)");
    }

    @Test
    void names_the_first_ten_of_many_refusals_and_counts_the_rest() {
        TriggerReceipt receipt = new TriggerReceipt("order-placed", Collections.nCopies(1_000, REFUSED));

        assertThat(catchThrowableOfType(RefusedException.class, receipt::orThrow))
                .hasMessageEndingWith("; and 990 more");
    }

    @ParameterizedTest
    @EnumSource
    void counts_as_kept_what_leads_to_a_mail_or_is_in_a_program(Verdict verdict) {
        assertThat(verdict.isKept())
                .isEqualTo(Set.of(Verdict.ACCEPTED, Verdict.HELD, Verdict.DUPLICATE, Verdict.ALREADY_IN_PROGRAM)
                        .contains(verdict));
    }

    @Test
    void answers_with_facts() {
        assertThat(ACCEPTED.messageId()).hasValue(ID);
        assertThat(ACCEPTED.reason()).isEmpty();
        assertThat(ACCEPTED.index()).isZero();
        assertThat(ACCEPTED.recipient()).isEqualTo("jane@example.com");
        assertThat(ACCEPTED.stream()).isEqualTo("orders");
        assertThat(ACCEPTED).hasToString("jane@example.com by 'orders': ACCEPTED");
        assertThat(DUPLICATE.reason()).contains(ID.value());
        assertThat(REFUSED.messageId()).isEmpty();
        assertThat(REFUSED.missing()).isEmpty();
        assertThat(LACKING.verdict()).isEqualTo(Verdict.MISSING_DATA);
        assertThat(LACKING.missing()).containsExactly("event.a", "event.b");
    }

    @Test
    void tells_a_reused_id_what_to_do() {
        Answer answer = Answer.naming(new Question(0, "jane@example.com", "orders"), Verdict.ID_REUSED, ID);

        assertThat(answer.messageId()).hasValue(ID);
        assertThat(answer.reason()).contains(ID.value(), "choose another one");
    }

    @Test
    void leaves_the_stream_out_where_none_was_reached() {
        Answer answer = Answer.refusing(new Question(0, "jane@example.com", ""), Verdict.UNKNOWN_EVENT, "why");

        assertThat(answer).hasToString("jane@example.com: UNKNOWN_EVENT (why)");
    }

    @Test
    void keeps_its_answers_whatever_becomes_of_the_list() {
        List<Answer> answers = new ArrayList<>(List.of(ACCEPTED));
        List<String> paths = new ArrayList<>(List.of("event.a"));
        TriggerReceipt receipt = new TriggerReceipt("order-placed", answers);
        Answer lacking = Answer.missing(new Question(0, "", ""), paths, "");
        answers.clear();
        paths.clear();

        assertThat(receipt.answers()).containsExactly(ACCEPTED);
        assertThat(lacking.missing()).containsExactly("event.a");
        assertThatThrownBy(() -> receipt.answers().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lacking.missing().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
