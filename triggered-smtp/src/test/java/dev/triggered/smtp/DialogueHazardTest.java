package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.triggered.smtp.Verdict.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a relay may do wrong, to each mail of a window, in each way of speaking. */
class DialogueHazardTest {
    private static final int MAILS = 8;

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_harms_its_own_mail_alone(Speech speech, int at, String command, int code) {
        Conversation talk = talk(speech).on(command + " " + at, code, "not this one");
        talk.offer(MAILS).answerAll().assertTruthful();

        Kind own = code < 500 ? Kind.DEFERRED : Kind.REFUSED;
        assertThat(talk.kinds()).isEqualTo(allBut(at, own, Kind.ACCEPTED, Kind.ACCEPTED));
        assertThat(talk.verdict(at).reply().code()).isEqualTo(code);
        assertThat(talk.dialogue.isOver()).isFalse();
        assertThat(talk.dialogue.isMishandled()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void a_354_for_a_refused_recipient_harms_no_other_mail(Speech speech, int at) {
        Conversation talk = talk(speech)
                .on("RCPT " + at, 450, "busy")
                .on("DATA " + at, 354, "go on")
                .on("END " + at, 250, "nothing to do");
        talk.offer(MAILS).answerAll();

        assertThat(talk.kinds()).isEqualTo(allBut(at, Kind.DEFERRED, Kind.ACCEPTED, Kind.ACCEPTED));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_421_leaves_those_behind_untouched_and_those_before_as_they_are(Speech speech, int at, String command) {
        Conversation talk = talk(speech).on(command + " " + at, 421, "4.3.2 going down");
        talk.offer(MAILS).answerAll().assertTruthful();

        Kind own = command.equals("RSET") ? Kind.UNTOUCHED : Kind.DEFERRED;
        assertThat(talk.kinds()).isEqualTo(begun(talk, at, own, Kind.UNTOUCHED));
        assertThat(talk.dialogue.isOver()).isTrue();
        assertThat(talk.dialogue.isMishandled()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void a_421_that_nobody_asked_for_leaves_the_mails_to_come_untouched(Speech speech, int at) {
        Conversation talk = talk(speech).offer(at).answerAll();
        talk.say(421, "4.4.2 idle for too long");

        talk.assertTruthful();
        assertThat(talk.kinds()).isEqualTo(Collections.nCopies(at, Kind.ACCEPTED));
        assertThat(talk.dialogue.isOver()).isTrue();
        assertThat(talk.dialogue.isMishandled()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_connection_that_breaks_keeps_the_answers_and_leaves_the_rest_uncertain(
            Speech speech, int at, String command) {
        Conversation talk = talk(speech).offer(MAILS).answerUntil(command + " " + at);
        talk.breakOff();

        talk.assertTruthful();
        Kind rest = at == 0 ? Kind.DEFERRED : Kind.UNTOUCHED;
        for (int mail = 0; mail < talk.begun(); mail++) {
            Kind unanswered = talk.isHandedOver(mail) ? Kind.UNCERTAIN : rest;
            assertThat(talk.kind(mail)).isEqualTo(mail < at ? Kind.ACCEPTED : unanswered);
        }
        assertThat(talk.dialogue.isSuspect()).isEqualTo(at == 0 && isAhead(speech, command));
    }

    @ParameterizedTest
    @MethodSource("positions")
    void mails_that_are_still_in_the_buffer_are_not_uncertain_when_the_connection_breaks(int at) {
        Conversation talk = talk(Speech.CHUNKING).offer(at).holdBack().offer(MAILS - at);
        talk.answer(at > 0 ? 4 : 0).breakOff();

        talk.assertTruthful();
        for (int mail = 0; mail < MAILS; mail++) {
            Kind late = at == 0 ? Kind.DEFERRED : Kind.UNTOUCHED;
            Kind sent = mail == 0 ? Kind.ACCEPTED : Kind.UNCERTAIN;
            assertThat(talk.kind(mail)).isEqualTo(mail < at ? sent : late);
        }
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void an_answer_that_cannot_be_ends_the_connection(Speech speech, int at, String command, int code) {
        Conversation talk = talk(speech).on(command + " " + at, code, "what?");
        talk.offer(MAILS).answerAll().assertTruthful();

        assertThat(talk.dialogue.isOver()).isTrue();
        assertThat(talk.dialogue.isMishandled()).isEqualTo(speech != Speech.PLAIN);
        assertThat(talk.kinds().subList(0, at)).containsOnly(at == 0 ? new Kind[0] : new Kind[] {Kind.ACCEPTED});
        assertThat(talk.kinds().subList(at, talk.begun())).doesNotContain(Kind.ACCEPTED, Kind.REFUSED);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void an_answer_to_what_is_not_yet_said_is_no_answer(Speech speech, int at) {
        Conversation talk = talk(speech).offer(at).answerAll().holdBack().offer(MAILS - at);
        talk.say(250, "already");

        talk.assertTruthful();
        assertThat(talk.kinds().subList(at, talk.begun())).containsOnly(Kind.UNTOUCHED);
        assertThat(talk.verdict(at).reply().code()).isZero();
        assertThat(talk.dialogue.isOver()).isTrue();
        assertThat(talk.dialogue.isMishandled()).isEqualTo(speech != Speech.PLAIN);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void an_accepted_recipient_does_not_make_a_refused_message_accepted(Speech speech, int at) {
        Conversation talk = talk(speech).on("END " + at, 550, "5.7.1 looks like spam");
        talk.offer(MAILS).answerAll().assertTruthful();

        assertThat(talk.kinds()).isEqualTo(allBut(at, Kind.REFUSED, Kind.ACCEPTED, Kind.ACCEPTED));
    }

    @ParameterizedTest
    @MethodSource("positions")
    void a_relay_that_finds_bdat_out_of_place_is_mishandled_and_the_mail_deferred(int at) {
        Conversation talk = talk(Speech.CHUNKING).on("END " + at, 503, "5.5.1 bad sequence");
        talk.offer(MAILS).answerAll().assertTruthful();

        assertThat(talk.kinds()).isEqualTo(allBut(at, Kind.DEFERRED, Kind.ACCEPTED, Kind.ACCEPTED));
        assertThat(talk.dialogue.isMishandled()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("positions")
    void the_answers_of_a_relay_that_does_not_know_bdat_are_not_believed_from_then_on(int at) {
        Conversation talk = talk(Speech.CHUNKING).on("END " + at, 500, "unknown command");
        talk.offer(MAILS).answerAll().assertTruthful();

        assertThat(talk.kinds()).isEqualTo(allBut(at, Kind.DEFERRED, Kind.ACCEPTED, Kind.UNCERTAIN));
        assertThat(talk.dialogue.isMishandled()).isTrue();
        assertThat(talk.dialogue.isOver()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_relay_that_complains_of_pipelining_is_mishandled_and_the_mail_not_at_fault(
            Speech speech, int at, String command) {
        Conversation talk = talk(speech).on(command + " " + at, 554, "SMTP synchronization error");
        talk.offer(MAILS).answerAll();

        boolean plain = speech == Speech.PLAIN;
        assertThat(talk.dialogue.isMishandled()).isEqualTo(!plain);
        assertThat(talk.kind(at)).isIn(plain ? Kind.REFUSED : Kind.DEFERRED, Kind.ACCEPTED);
        assertThat(talk.kind(at) == Kind.ACCEPTED).isEqualTo(command.equals("RSET") && speech == Speech.CHUNKING);
    }

    @ParameterizedTest
    @MethodSource("positions")
    void a_chunk_that_is_refused_harms_its_own_mail_alone(int at) {
        Conversation talk = talk(Speech.CHUNKING).chunks(3).on("CHUNK " + at, 452, "4.3.1 disk full");
        talk.offer(MAILS).answerAll().assertTruthful();

        assertThat(talk.kinds()).isEqualTo(allBut(at, Kind.DEFERRED, Kind.ACCEPTED, Kind.ACCEPTED));
        assertThat(talk.verdict(at).reply().code()).isEqualTo(452);
    }

    @ParameterizedTest
    @MethodSource("positions")
    void a_mail_that_the_relay_takes_in_spite_of_its_complaint_about_the_sender_is_accepted(int at) {
        Conversation talk = talk(Speech.CHUNKING)
                .on("MAIL " + at, 503, "5.5.1 nested")
                .on("RCPT " + at, 250, "fine")
                .on("END " + at, 250, "queued");
        talk.offer(MAILS).answerAll().assertTruthful();

        assertThat(talk.kinds()).containsOnly(Kind.ACCEPTED).hasSize(MAILS);
    }

    static Stream<Arguments> everywhere() {
        return Arrays.stream(Speech.values()).flatMap(speech -> positions().mapToObj(at -> arguments(speech, at)));
    }

    static IntStream positions() {
        return IntStream.range(0, MAILS);
    }

    static Stream<Arguments> commands() {
        return everywhere()
                .flatMap(each -> commandsOf((Speech) each.get()[0])
                        .map(command -> arguments(each.get()[0], each.get()[1], command)));
    }

    static Stream<Arguments> refusals() {
        return commands()
                .filter(each -> !each.get()[2].equals("RSET"))
                .flatMap(each -> Stream.of(450, 452, 550, 552, 554)
                        .map(code -> arguments(each.get()[0], each.get()[1], each.get()[2], code)));
    }

    static Stream<Arguments> unexpected() {
        return commands()
                .filter(each -> !each.get()[2].equals("RSET"))
                .map(each -> arguments(
                        each.get()[0], each.get()[1], each.get()[2], each.get()[2].equals("DATA") ? 250 : 354));
    }

    private static Stream<String> commandsOf(Speech speech) {
        return switch (speech) {
            case CHUNKING -> Stream.of("RSET", "MAIL", "RCPT", "END");
            case PIPELINING -> Stream.of("RSET", "MAIL", "RCPT", "DATA", "END");
            case PLAIN -> Stream.of("MAIL", "RCPT", "DATA", "END");
        };
    }

    private static Conversation talk(Speech speech) {
        return new Conversation(speech, MAILS);
    }

    private static boolean isAhead(Speech speech, String command) {
        return switch (speech) {
            case CHUNKING -> true;
            case PIPELINING -> !command.equals("DATA");
            case PLAIN -> false;
        };
    }

    private static List<Kind> allBut(int at, Kind own, Kind before, Kind behind) {
        List<Kind> kinds = new ArrayList<>(Collections.nCopies(at, before));
        kinds.add(own);
        kinds.addAll(Collections.nCopies(MAILS - at - 1, behind));
        return kinds;
    }

    private static List<Kind> begun(Conversation talk, int at, Kind own, Kind behind) {
        return allBut(at, own, Kind.ACCEPTED, behind).subList(0, talk.begun());
    }
}
