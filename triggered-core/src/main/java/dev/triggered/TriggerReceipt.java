package dev.triggered;

import dev.triggered.automation.EnrolmentId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a trigger or a batch: an answer for each stream and program and each recipient, in the order of the triggers.
 *
 * @param event the name of the event
 * @param answers the answers; one at least for each trigger
 */
public record TriggerReceipt(String event, List<Answer> answers) {
    /**
     * Checks and copies the components.
     *
     * @param event as for the record
     * @param answers as for the record
     */
    public TriggerReceipt {
        answers = List.copyOf(answers);
    }

    /**
     * Says whether every recipient will be written to by every stream.
     *
     * @return {@code true} if each verdict {@linkplain Verdict#isKept() is kept}
     */
    public boolean accepted() {
        return answers.stream().allMatch(answer -> answer.verdict().isKept());
    }

    /**
     * Returns the answers that say no.
     *
     * @return those whose verdict is not kept
     */
    public List<Answer> refusals() {
        return answers.stream().filter(answer -> !answer.verdict().isKept()).toList();
    }

    /**
     * Returns the answers to one trigger of a batch.
     *
     * @param index the place of the trigger in the batch, from 0
     * @return its answers: one for each stream, and one for each program behind them
     */
    public List<Answer> of(int index) {
        return answers.stream().filter(answer -> answer.index() == index).toList();
    }

    /**
     * Returns this receipt, or throws.
     *
     * @return this receipt, if it was {@linkplain #accepted() accepted} as a whole
     * @throws RefusedException naming every refusal
     */
    public TriggerReceipt orThrow() {
        if (!accepted()) {
            throw new RefusedException(this);
        }
        return this;
    }

    /** The verdict for one stream or program and one recipient, with its facts. Immutable. */
    public static final class Answer {
        private final Question question;
        private final Verdict verdict;
        private final @Nullable MessageId messageId;
        private final String reason;
        private final Facts facts;

        private Answer(Question question, Verdict verdict, @Nullable MessageId messageId, String reason, Facts facts) {
            this.question = question;
            this.verdict = verdict;
            this.messageId = messageId;
            this.reason = reason;
            this.facts = facts;
        }

        /**
         * Returns an answer that names a message.
         *
         * @param question what was asked
         * @param verdict accepted, or which message came first
         * @param messageId the message, or the one that came first
         * @return the answer
         */
        public static Answer naming(Question question, Verdict verdict, MessageId messageId) {
            String reason = switch (verdict) {
                case DUPLICATE -> "this trigger id came before: message " + messageId;
                case ID_REUSED ->
                    "this trigger id came before with other data: message " + messageId
                            + "; an id names one occurrence, choose another one";
                default -> "";
            };
            return new Answer(question, verdict, messageId, reason, Facts.NONE);
        }

        /**
         * Returns an answer that names an enrolment.
         *
         * @param question what was asked
         * @param verdict accepted, or which enrolment came first
         * @param enrolmentId the enrolment, or the one that came first
         * @return the answer
         */
        public static Answer naming(Question question, Verdict verdict, EnrolmentId enrolmentId) {
            String reason = switch (verdict) {
                case DUPLICATE -> "this trigger id came before: enrolment " + enrolmentId;
                case ID_REUSED ->
                    "this trigger id came before with other data: enrolment " + enrolmentId
                            + "; an id names one occurrence, choose another one";
                case ALREADY_IN_PROGRAM -> "the contact is in the program: enrolment " + enrolmentId;
                default -> "";
            };
            return new Answer(question, verdict, null, reason, new Facts(List.of(), null, enrolmentId));
        }

        /**
         * Returns the answer of a program that keeps the event for those who are in it.
         *
         * @param question what was asked
         * @return the answer
         */
        public static Answer keeping(Question question) {
            return new Answer(question, Verdict.ACCEPTED, null, "", Facts.NONE);
        }

        /**
         * Returns a refusal.
         *
         * @param question what was asked
         * @param verdict the rule that says no
         * @param reason what is wrong, which value, and what to do
         * @return the answer
         */
        public static Answer refusing(Question question, Verdict verdict, String reason) {
            return new Answer(question, verdict, null, reason, Facts.NONE);
        }

        /**
         * Returns a refusal for lack of data.
         *
         * @param question what was asked
         * @param paths every path that is missing
         * @param reason what asks for them
         * @return the answer
         */
        public static Answer missing(Question question, List<String> paths, String reason) {
            return new Answer(question, Verdict.MISSING_DATA, null, reason, new Facts(paths, null, null));
        }

        /**
         * Returns a refusal because the address must not be written to.
         *
         * @param question what was asked
         * @param why why it must not
         * @return the answer
         */
        public static Answer suppressed(Question question, SuppressionReason why) {
            String reason = "the address must not be written to: " + why.inWords();
            return new Answer(question, Verdict.SUPPRESSED, null, reason, new Facts(List.of(), why, null));
        }

        /**
         * Returns the place of the trigger in its batch.
         *
         * @return from 0; 0 for a single trigger
         */
        public int index() {
            return question.index();
        }

        /**
         * Returns who was to be written to.
         *
         * @return the address or the key of the trigger
         */
        public String recipient() {
            return question.recipient();
        }

        /**
         * Returns which stream answers.
         *
         * @return its name; empty where a program answers, and where no stream was reached
         */
        public String stream() {
            return question.stream();
        }

        /**
         * Returns which program answers.
         *
         * @return its name; empty where a stream answers
         */
        public String program() {
            return question.program();
        }

        /**
         * Returns the verdict.
         *
         * @return the verdict
         */
        public Verdict verdict() {
            return verdict;
        }

        /**
         * Returns the message that will be sent, or that came first.
         *
         * @return the id for {@code ACCEPTED}, {@code DUPLICATE} and {@code ID_REUSED} by a stream, else empty
         */
        public Optional<MessageId> messageId() {
            return Optional.ofNullable(messageId);
        }

        /**
         * Returns the contact's way through the program that answers.
         *
         * @return the id of the enrolment that begins, that came first, or that runs; empty where a stream answers, where the event
         *     is kept for those who are in the program, and where the program refuses
         */
        public Optional<EnrolmentId> enrolmentId() {
            return Optional.ofNullable(facts.enrolment);
        }

        /**
         * Returns why, for a person.
         *
         * @return one sentence; empty for {@code ACCEPTED}
         */
        public String reason() {
            return reason;
        }

        /**
         * Returns the paths that are missing.
         *
         * @return every one of them for {@code MISSING_DATA}, such as {@code event.order.number}; else empty
         */
        public List<String> missing() {
            return facts.missing;
        }

        /**
         * Returns why the address must not be written to.
         *
         * @return the reason for {@code SUPPRESSED}, the one that always blocks where there are several; else empty
         */
        public Optional<SuppressionReason> suppression() {
            return Optional.ofNullable(facts.suppression);
        }

        @Override
        public String toString() {
            String who = question.stream().isEmpty() ? question.program() : question.stream();
            String by = who.isEmpty() ? "" : " by '" + who + "'";
            return question.recipient() + by + ": " + verdict + (reason.isEmpty() ? "" : " (" + reason + ")");
        }
    }

    /** What only some verdicts have. */
    private record Facts(
            List<String> missing,
            @Nullable SuppressionReason suppression,
            @Nullable EnrolmentId enrolment) {
        private static final Facts NONE = new Facts(List.of(), null, null);

        private Facts {
            missing = List.copyOf(missing);
        }
    }

    /**
     * What an answer answers.
     *
     * @param index the place of the trigger in its batch, from 0
     * @param recipient the address or the key of the trigger
     * @param stream the name of the stream; empty where a program is asked, and where no stream was reached
     * @param program the name of the program; empty where a stream is asked
     */
    public record Question(int index, String recipient, String stream, String program) {
        /**
         * Asks a stream.
         *
         * @param index as for the record
         * @param recipient as for the record
         * @param stream as for the record
         */
        public Question(int index, String recipient, String stream) {
            this(index, recipient, stream, "");
        }

        /**
         * Asks a program.
         *
         * @param index the place of the trigger in its batch, from 0
         * @param recipient the address or the key of the trigger
         * @param program the name of the program
         * @return the question
         */
        public static Question ofProgram(int index, String recipient, String program) {
            return new Question(index, recipient, "", program);
        }
    }
}
