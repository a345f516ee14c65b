package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.SmtpReply;
import dev.triggered.smtp.Verdict.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialogueTest {
    @Test
    void in_chunks_whole_mails_go_ahead_of_all_replies_and_each_begins_with_rset() {
        Conversation talk = new Conversation(Speech.CHUNKING, 8).offer(2);

        assertThat(talk.written)
                .containsExactly("RSET 0", "MAIL 0", "RCPT 0", "END 0", "RSET 1", "MAIL 1", "RCPT 1", "END 1");
        assertThat(talk.answerAll().kinds()).containsExactly(Kind.ACCEPTED, Kind.ACCEPTED);
        assertThat(talk.dialogue.isProven()).isTrue();
    }

    @Test
    void in_a_pipeline_data_ends_a_group_and_the_next_mail_goes_behind_the_content() {
        Conversation talk = new Conversation(Speech.PIPELINING, 8).offer(3);
        assertThat(talk.written).containsExactly("RSET 0", "MAIL 0", "RCPT 0", "DATA 0");
        talk.answer(3);
        assertThat(talk.written).hasSize(4);

        talk.answer(1);

        assertThat(talk.written.subList(4, talk.written.size()))
                .containsExactly("END 0", "RSET 1", "MAIL 1", "RCPT 1", "DATA 1");
        assertThat(talk.answerAll().kinds()).containsExactly(Kind.ACCEPTED, Kind.ACCEPTED, Kind.ACCEPTED);
    }

    @Test
    void in_plain_speech_each_step_waits_for_the_reply_before() {
        Conversation talk = new Conversation(Speech.PLAIN, 8).offer(2);
        for (int written = 1; written <= 4; written++) {
            assertThat(talk.written).hasSize(written);
            talk.answer(1);
        }
        talk.answerAll();

        assertThat(talk.written)
                .containsExactly("MAIL 0", "RCPT 0", "DATA 0", "END 0", "MAIL 1", "RCPT 1", "DATA 1", "END 1");
    }

    @Test
    void in_plain_speech_only_a_transaction_that_was_left_open_is_reset() {
        Conversation talk = new Conversation(Speech.PLAIN, 1)
                .on("RCPT 0", 550, "no such user")
                .on("MAIL 1", 451, "later")
                .on("END 2", 554, "spam");
        talk.offer(4).answerAll();

        assertThat(talk.written)
                .containsExactly(
                        "MAIL 0", "RCPT 0", "RSET 1", "MAIL 1", "MAIL 2", "RCPT 2", "DATA 2", "END 2", "MAIL 3",
                        "RCPT 3", "DATA 3", "END 3");
        assertThat(talk.kinds()).containsExactly(Kind.REFUSED, Kind.DEFERRED, Kind.REFUSED, Kind.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 64})
    void no_more_mails_are_under_way_than_the_window_holds(int window) {
        Conversation talk = new Conversation(Speech.CHUNKING, window).offer(100);
        assertThat(talk.begun()).isEqualTo(window);

        talk.answer(4);
        assertThat(talk.begun()).isEqualTo(window + 1);

        talk.answerAll().assertTruthful();
        assertThat(talk.kinds()).hasSize(100).containsOnly(Kind.ACCEPTED);
    }

    @Test
    void the_window_is_closed_by_a_million_octets_too_but_lets_any_mail_through_alone() {
        assertThat(new Conversation(Speech.CHUNKING, 8).size(400_000).offer(8).begun())
                .isEqualTo(3);
        assertThat(new Conversation(Speech.CHUNKING, 8).size(-1).offer(8).begun())
                .isEqualTo(8);

        Conversation large =
                new Conversation(Speech.CHUNKING, 8).size(50_000_000).offer(2);
        assertThat(large.begun()).isEqualTo(1);
        assertThat(large.answerAll().kinds()).containsExactly(Kind.ACCEPTED, Kind.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource
    void a_check_is_waited_for_before_anything_else_is_said(Speech speech) {
        Conversation talk = new Conversation(speech, 8);
        talk.dialogue.check();
        talk.dialogue.begin(talk.passage());
        talk.offer(0);
        assertThat(talk.written).containsExactly("NOOP");

        talk.answerAll().assertTruthful();

        assertThat(talk.kinds()).containsExactly(Kind.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {354, 421, 451, 500})
    void a_check_that_fails_leaves_the_mail_behind_it_untouched(int code) {
        Conversation talk = new Conversation(Speech.CHUNKING, 8).on("NOOP", code, "hm");
        talk.dialogue.check();
        talk.dialogue.begin(talk.passage());
        talk.offer(0).answerAll().assertTruthful();

        assertThat(talk.written).containsExactly("NOOP");
        assertThat(talk.kinds()).containsExactly(Kind.UNTOUCHED);
    }

    @Test
    void a_354_for_a_refused_recipient_is_ended_by_a_lone_dot() {
        Conversation talk = new Conversation(Speech.PIPELINING, 8)
                .on("RCPT 0", 550, "5.1.1 no such user")
                .on("DATA 0", 354, "go on")
                .on("END 0", 554, "no recipients");
        talk.offer(2).answerAll().assertTruthful();

        assertThat(talk.written).contains("DOT 0", "END 0", "END 1").doesNotContain("DOT 1");
        assertThat(talk.kinds()).containsExactly(Kind.REFUSED, Kind.ACCEPTED);
        assertThat(talk.verdict(0).reply()).isEqualTo(new SmtpReply(550, "5.1.1", "no such user"));
    }

    @Test
    void a_lone_dot_is_never_an_empty_mail_to_a_recipient_whom_the_relay_knows() {
        Conversation talk = new Conversation(Speech.PIPELINING, 8)
                .on("MAIL 0", 451, "later")
                .on("RCPT 0", 250, "why not")
                .on("DATA 0", 354, "go on");
        talk.offer(2).answerAll();

        assertThat(talk.written).doesNotContain("DOT 0", "END 0");
        assertThat(talk.dialogue.isOver()).isTrue();
        assertThat(talk.kind(0)).isEqualTo(Kind.DEFERRED);
    }

    @Test
    void a_lone_dot_is_never_an_empty_mail_to_a_recipient_of_a_transaction_that_was_not_reset() {
        Conversation talk = new Conversation(Speech.PIPELINING, 8)
                .on("DATA 0", 452, "disk full")
                .on("RSET 1", 502, "no such command")
                .on("RCPT 1", 550, "no such user")
                .on("DATA 1", 354, "go on");
        talk.offer(2).answerAll();

        assertThat(talk.written).doesNotContain("DOT 1", "END 1");
        assertThat(talk.dialogue.isOver()).isTrue();
        assertThat(talk.kinds()).containsExactly(Kind.DEFERRED, Kind.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL 0", "RCPT 0", "DATA 0"})
    void content_is_left_out_where_the_refusal_is_known(String step) {
        for (Speech speech : new Speech[] {Speech.PIPELINING, Speech.PLAIN}) {
            Conversation talk = new Conversation(speech, 8).on(step, 552, "too large");
            talk.offer(2).answerAll().assertTruthful();

            assertThat(talk.written).doesNotContain("END 0").contains("END 1");
            assertThat(talk.kinds()).containsExactly(Kind.REFUSED, Kind.ACCEPTED);
        }
    }

    @Test
    void chunks_stop_where_the_refusal_is_known() {
        Conversation talk = new Conversation(Speech.CHUNKING, 8);
        Passage passage = talk.passage();
        talk.dialogue.begin(passage);
        for (int i = 0; i < 4; i++) {
            assertThat(talk.dialogue.next()).isNotNull();
        }
        assertThat(talk.dialogue.chunk(passage)).isTrue();
        talk.dialogue.flush();
        talk.say(250, "reset").say(250, "sender").say(550, "no such user");

        assertThat(talk.dialogue.chunk(passage)).isFalse();
        talk.dialogue.spoil(passage, Verdict.refused(SmtpReply.none("5.0.0", "stopped")));
        assertThat(talk.kinds()).isEmpty();
        talk.say(503, "no recipient");

        assertThat(talk.kinds()).containsExactly(Kind.REFUSED);
        assertThat(passage.verdict().reply().code()).isEqualTo(550);
        assertThat(talk.dialogue.isIdle()).isTrue();
        assertThat(talk.dialogue.awaitsReply()).isFalse();
    }

    @Test
    void content_that_is_spoilt_ends_its_mail_when_what_was_written_of_it_is_answered() {
        Conversation talk = new Conversation(Speech.CHUNKING, 8);
        Passage passage = talk.passage();
        talk.dialogue.begin(passage);
        for (int i = 0; i < 4; i++) {
            assertThat(talk.dialogue.next()).isNotNull();
        }
        talk.dialogue.spoil(passage, Verdict.refused(SmtpReply.none("5.6.0", "the disk is gone")));
        talk.dialogue.flush();
        talk.say(250, "reset").say(250, "sender");
        assertThat(talk.kinds()).isEmpty();
        talk.say(250, "recipient");

        assertThat(passage.verdict()).isEqualTo(Verdict.refused(SmtpReply.none("5.6.0", "the disk is gone")));
        assertThat(talk.dialogue.isIdle()).isTrue();
        assertThat(talk.offer(1).answerAll().written).startsWith("RSET 1");
    }

    @Test
    void nothing_is_written_any_more_where_all_is_over() {
        Conversation talk = new Conversation(Speech.CHUNKING, 8);
        Passage passage = talk.passage();
        talk.dialogue.begin(passage);
        for (int i = 0; i < 4; i++) {
            assertThat(talk.dialogue.next()).isNotNull();
        }
        talk.breakOff();

        assertThat(talk.dialogue.chunk(passage)).isFalse();
        assertThat(talk.dialogue.end(passage)).isFalse();
        assertThat(talk.dialogue.hasRoom()).isFalse();
        assertThat(talk.dialogue.isIdle()).isTrue();
        assertThat(talk.kinds()).containsExactly(Kind.DEFERRED);
    }

    @Test
    void goodbye_is_the_last_that_is_said() {
        Conversation talk = new Conversation(Speech.CHUNKING, 8).offer(1).answerAll();
        talk.dialogue.quit();
        talk.offer(1);
        assertThat(talk.written).endsWith("QUIT").hasSize(5);
        assertThat(talk.dialogue.isOver()).isFalse();

        talk.say(221, "bye").breakOff();

        assertThat(talk.dialogue.isOver()).isTrue();
        assertThat(talk.dialogue.isMishandled()).isFalse();
        assertThat(talk.kinds()).containsExactly(Kind.ACCEPTED);
    }

    @Test
    void the_reply_to_a_whole_mail_is_awaited_as_such() {
        Conversation talk = new Conversation(Speech.CHUNKING, 8).offer(1).answer(2);
        assertThat(talk.dialogue.awaitsReply()).isTrue();
        assertThat(talk.dialogue.awaitsEnd()).isFalse();
        talk.answer(1);
        assertThat(talk.dialogue.awaitsEnd()).isTrue();
        talk.answer(1);
        assertThat(talk.dialogue.awaitsReply()).isFalse();
    }

    @Test
    void a_refusal_while_the_content_is_written_is_the_answer_to_that_mail() {
        Conversation talk = new Conversation(Speech.PIPELINING, 8);
        Passage passage = talk.passage();
        talk.dialogue.begin(passage);
        for (int i = 0; i < 4; i++) {
            assertThat(talk.dialogue.next()).isNotNull();
        }
        talk.dialogue.flush();
        talk.say(250, "reset").say(250, "sender").say(250, "recipient").say(354, "go on");
        assertThat(talk.dialogue.next()).isNotNull();

        talk.say(552, "5.3.4 too large");

        assertThat(passage.verdict()).isEqualTo(Verdict.refused(new SmtpReply(552, "5.3.4", "too large")));
        assertThat(talk.dialogue.isOver()).isTrue();
        assertThat(talk.dialogue.isMishandled()).isFalse();
    }
}
