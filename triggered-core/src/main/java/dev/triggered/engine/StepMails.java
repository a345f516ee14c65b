package dev.triggered.engine;

import dev.triggered.Contact;
import dev.triggered.MarketingOptIn;
import dev.triggered.Recipient;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggerReceipt.Question;
import dev.triggered.Verdict;
import dev.triggered.automation.Step;
import dev.triggered.spi.Baggage;
import dev.triggered.spi.DueEnrolment;
import dev.triggered.spi.NewMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Triggers the mails of steps. Each is named by its enrolment, the step and the revision, so that a step which is taken again after a
 * crash sends nothing more.
 */
final class StepMails {
    private final Supplier<Catalog> catalog;
    private final AddressBook addresses;
    private final Gate gate;
    private final Intake intake;

    StepMails(Supplier<Catalog> catalog, AddressBook addresses, Gate gate, Intake intake) {
        this.catalog = catalog;
        this.addresses = addresses;
        this.gate = gate;
        this.intake = intake;
    }

    /** Returns what became of each mail, in the order of asking. What the store throws is thrown. */
    List<Fate> send(List<Letter> letters, Instant now) {
        List<Object> drafts = new ArrayList<>(letters.size());
        letters.forEach(letter -> drafts.add(draft(letter, now)));
        List<Ruling.Admitted> passes = drafts.stream()
                .filter(Ruling.Admitted.class::isInstance)
                .map(Ruling.Admitted.class::cast)
                .toList();
        Iterator<Answer> answers = intake.take(passes, now).iterator();
        return drafts.stream()
                .map(draft -> draft instanceof Fate fate ? fate : new Fate.Answered(answers.next()))
                .toList();
    }

    /** Returns the contact as it is now; what its directory throws is thrown. */
    Optional<Contact> contact(Recipient recipient) {
        try {
            return Optional.of(addresses.contact(recipient));
        } catch (AddressBook.Unreachable e) {
            return Optional.empty();
        }
    }

    /** Returns what the gate admits, or a fate. */
    private Object draft(Letter letter, Instant now) {
        Question question = new Question(0, letter.due.enrolment().contact().toString(), letter.step.stream());
        Optional<LiveStream> live = catalog.get().stream(letter.step.stream());
        if (live.isEmpty()) {
            return new Fate.Answered(
                    Answer.refusing(question, Verdict.NO_STREAM, "no stream is named '" + letter.step.stream() + "'"));
        }
        Baggage baggage = letter.baggage;
        try {
            Contact contact = addresses.contact(baggage.recipient());
            if (letter.due.progress().mailed() && contact.marketingOptIn() != MarketingOptIn.GIVEN) {
                return new Fate.Skipped(contact.marketingOptIn());
            }
            Ruling ruling = gate.rule(live.get(), question, trigger(contact, baggage), now);
            return ruling instanceof Ruling.Admitted pass
                    ? named(pass, letter)
                    : new Fate.Answered(((Ruling.Stopped) ruling).answer());
        } catch (AddressBook.Unreachable e) {
            return new Fate.Answered(Answer.refusing(question, e.verdict(), e.reason()));
        } catch (RuntimeException e) {
            return new Fate.Failed(e);
        }
    }

    private static Trigger trigger(Contact contact, Baggage baggage) {
        Trigger trigger = Trigger.to(contact).withAll(baggage.data()).expiresAt(baggage.expires());
        return baggage.locale().equals(Locale.ROOT) ? trigger : trigger.locale(baggage.locale());
    }

    private static Ruling.Admitted named(Ruling.Admitted pass, Letter letter) {
        Set<String> secrets = new HashSet<>(pass.message().secrets());
        secrets.addAll(letter.baggage.secrets());
        NewMessage message = pass.message()
                .secrets(secrets)
                .key(Fingerprints.ofStep(
                        letter.due.enrolment().id(), letter.due.progress().revision(), letter.step.name()));
        return new Ruling.Admitted(pass.question(), pass.live(), message);
    }

    /** A mail that a step sends, to a contact that carries something. */
    record Letter(DueEnrolment due, Baggage baggage, Step.Send step) {}

    /** What became of it. */
    sealed interface Fate {
        /** The gate or the outbox has answered. */
        record Answered(Answer answer) implements Fate {}

        /** The contact has not agreed to marketing. */
        record Skipped(MarketingOptIn optIn) implements Fate {}

        /** The host's code failed. */
        record Failed(RuntimeException cause) implements Fate {}
    }
}
