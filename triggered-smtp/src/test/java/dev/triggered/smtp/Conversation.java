package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.SmtpReply;
import dev.triggered.smtp.Dialogue.Command;
import dev.triggered.smtp.Dialogue.Step;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A dialogue with a relay in memory: its steps are kept under names such as {@code RCPT 3}, and answered one by one. */
final class Conversation {
    final Dialogue dialogue;
    final List<String> written = new ArrayList<>();
    private final Map<Passage, Integer> numbers = new HashMap<>();
    private final List<Passage> begun = new ArrayList<>();
    private final List<Passage> ended = new ArrayList<>();
    private final Deque<Step> unread = new ArrayDeque<>();
    private final Map<String, Reply> rules = new HashMap<>();
    private final Map<String, Reply> answers = new HashMap<>();
    private final Set<Integer> handedOver = new HashSet<>();
    private final Set<Integer> buffered = new HashSet<>();
    private int waiting;
    private int chunks;
    private long size = 1_000;
    private boolean holdsBack;

    Conversation(Speech speech, int window) {
        dialogue = new Dialogue(speech, window, ended::add);
    }

    /** Has a step answered in another way than by yes. */
    Conversation on(String step, int code, String text) {
        rules.put(step, new Reply(code, List.of(text)));
        return this;
    }

    /** Gives each mail so many chunks before its last one. */
    Conversation chunks(int number) {
        chunks = number;
        return this;
    }

    Conversation size(long octets) {
        size = octets;
        return this;
    }

    /** Keeps what is written in the buffer from now on. */
    Conversation holdBack() {
        holdsBack = true;
        return this;
    }

    /** Offers mails, and writes what can be written of them. */
    Conversation offer(int mails) {
        waiting += mails;
        write();
        return this;
    }

    /** Answers the first step that has no answer yet, and writes what can be written then. */
    boolean answer() {
        Step step = unread.poll();
        if (step == null || dialogue.isOver()) {
            return false;
        }
        Reply reply = replyTo(step);
        answers.put(name(step), reply);
        dialogue.answer(reply);
        write();
        return true;
    }

    Conversation answer(int steps) {
        for (int i = 0; i < steps; i++) {
            assertThat(answer()).isTrue();
        }
        return this;
    }

    Conversation answerAll() {
        boolean answered = true;
        while (answered) {
            answered = answer();
        }
        return this;
    }

    Conversation answerUntil(String step) {
        while (!unread.isEmpty() && !name(unread.element()).equals(step)) {
            answer(1);
        }
        return this;
    }

    /** Answers what was not asked. */
    Conversation say(int code, String text) {
        dialogue.answer(new Reply(code, List.of(text)));
        return this;
    }

    Conversation breakOff() {
        dialogue.breakOff("the connection was reset");
        return this;
    }

    Verdict.Kind kind(int mail) {
        return verdict(mail).kind();
    }

    Verdict verdict(int mail) {
        assertThat(ended).contains(begun.get(mail));
        return begun.get(mail).verdict();
    }

    List<Verdict.Kind> kinds() {
        return ended.stream().map(passage -> passage.verdict().kind()).toList();
    }

    int begun() {
        return begun.size();
    }

    boolean isHandedOver(int mail) {
        return handedOver.contains(mail);
    }

    /** Checks what has to be so, whatever the relay did, when all mails have ended. */
    void assertTruthful() {
        assertThat(ended).as("each mail ends once, in its order").containsExactlyElementsOf(begun);
        for (int mail = 0; mail < begun.size(); mail++) {
            Reply last = answers.get("END " + mail);
            boolean taken = last != null && last.positive();
            assertThat(kind(mail) == Verdict.Kind.ACCEPTED)
                    .as("mail %s is accepted where its end was: %s", mail, written)
                    .isEqualTo(taken && !isRefused(mail, "RCPT"));
            if (last == null && isHandedOver(mail) && !isRefused(mail) && !isClosed()) {
                assertThat(kind(mail)).as("mail %s without an answer", mail).isEqualTo(Verdict.Kind.UNCERTAIN);
            }
            if (!isHandedOver(mail)) {
                assertThat(kind(mail)).as("mail %s, not handed over", mail).isNotEqualTo(Verdict.Kind.UNCERTAIN);
            }
        }
        assertThat(dialogue.isOver() || dialogue.isIdle()).isTrue();
    }

    private boolean isClosed() {
        return answers.values().stream().anyMatch(reply -> reply.code() == Reply.SERVICE_CLOSING);
    }

    private boolean isRefused(int mail, String... commands) {
        List<String> asked = commands.length > 0 ? List.of(commands) : List.of("RSET", "MAIL", "RCPT", "CHUNK", "DATA");
        return asked.stream()
                .map(command -> answers.get(command + " " + mail))
                .anyMatch(reply -> reply != null && reply.code() >= 400);
    }

    private void write() {
        writeSteps();
        while (waiting > 0 && dialogue.hasRoom()) {
            waiting--;
            begin();
            writeSteps();
        }
        if (!holdsBack) {
            dialogue.flush();
            handedOver.addAll(buffered);
        }
    }

    private void begin() {
        dialogue.begin(passage());
    }

    /** Returns another mail, which the test begins. */
    Passage passage() {
        try {
            Delivery delivery = new Delivery(Mails.mail(), result -> {}, done -> {});
            Passage passage = Passage.of(delivery, new Blank(size), Capabilities.none());
            numbers.put(passage, begun.size());
            begun.add(passage);
            return passage;
        } catch (UnsendableException e) {
            throw new AssertionError(e);
        }
    }

    private void writeSteps() {
        for (Step step = dialogue.next(); step != null; step = dialogue.next()) {
            Passage passage = step.passage();
            if (step.command() == Command.CONTENT && passage != null) {
                content(passage);
            } else {
                record(step);
            }
        }
    }

    private void content(Passage passage) {
        for (int i = 0; i < chunks && dialogue.inChunks(); i++) {
            if (!dialogue.chunk(passage)) {
                dialogue.spoil(passage, Verdict.refused(SmtpReply.none("5.0.0", "stopped")));
                return;
            }
            record(new Step(Command.CHUNK, passage));
        }
        if (passage.isDecided() && !dialogue.inChunks()) {
            written.add("DOT " + numbers.get(passage));
        }
        assertThat(dialogue.end(passage)).isTrue();
        record(new Step(Command.END, passage));
        buffered.add(numbers.get(passage));
    }

    private void record(Step step) {
        unread.add(step);
        written.add(name(step));
    }

    private String name(Step step) {
        return step.passage() == null ? step.command().name() : step.command() + " " + numbers.get(step.passage());
    }

    private Reply replyTo(Step step) {
        Reply usual = new Reply(step.command() == Command.DATA ? 354 : 250, List.of("fine"));
        Reply scripted = rules.getOrDefault(name(step), usual);
        Integer mail = numbers.get(step.passage());
        boolean knowsNobody =
                mail != null && isRefused(mail, "MAIL", "RCPT", "CHUNK") && !rules.containsKey(name(step));
        return switch (step.command()) {
            case RCPT -> knowsNobody ? new Reply(503, List.of("5.5.1 no sender")) : scripted;
            case DATA, CHUNK, END -> knowsNobody ? new Reply(503, List.of("5.5.1 no recipient")) : scripted;
            default -> scripted;
        };
    }

    /** A mail of which only the size matters. */
    private record Blank(long size) implements ComposedMail {
        @Override
        public boolean international() {
            return false;
        }

        @Override
        public boolean isWhole() {
            return false;
        }

        @Override
        public byte[] bytes() {
            return new byte[0];
        }

        @Override
        public void writeTo(OutputStream out) {}

        @Override
        public void close() {}
    }
}
