package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.triggered.smtp.Verdict.Kind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Relays that do what they like, by seed. */
class DialogueModelTest {
    private static final int RUNS = 2_000;
    private static final List<Speech> SPEECHES = List.of(Speech.values());
    private static final List<String> COMMANDS = List.of("RSET", "MAIL", "RCPT", "CHUNK", "DATA", "END");
    private static final int[] CODES = {354, 421, 450, 451, 500, 502, 503, 550, 552, 554};

    @Test
    void every_mail_ends_once_in_its_order_and_as_the_relay_has_said() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + RUNS; seed++) {
            long chosen = seed;
            assertThatCode(() -> run(new Random(chosen))).as("seed %s", chosen).doesNotThrowAnyException();
        }
    }

    private static void run(Random random) {
        Speech speech = SPEECHES.get(random.nextInt(SPEECHES.size()));
        Conversation talk = new Conversation(speech, 1 + random.nextInt(16)).chunks(random.nextInt(3));
        int mails = 1 + random.nextInt(30);
        for (int faults = random.nextInt(6); faults > 0; faults--) {
            String step = COMMANDS.get(random.nextInt(COMMANDS.size())) + " " + random.nextInt(mails);
            talk.on(step, CODES[random.nextInt(CODES.length)], "as it likes");
        }
        talk.offer(mails);
        int patience = random.nextInt(300);
        boolean breaks = random.nextBoolean();
        boolean answered = true;
        while (answered && !(breaks && patience-- == 0)) {
            answered = talk.answer();
        }
        if (breaks || !talk.dialogue.isIdle()) {
            talk.breakOff();
        }
        talk.assertTruthful();
        if (talk.kinds().stream().anyMatch(kind -> kind == Kind.UNTOUCHED) && !talk.dialogue.isOver()) {
            throw new AssertionError("a mail was left behind by a connection that goes on");
        }
    }
}
