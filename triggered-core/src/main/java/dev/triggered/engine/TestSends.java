package dev.triggered.engine;

import dev.triggered.InvalidStreamException;
import dev.triggered.Lane;
import dev.triggered.OptInChange;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult;
import dev.triggered.SuppressionReason;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggerReceipt.Answer;
import dev.triggered.TriggerReceipt.Question;
import dev.triggered.TriggeredException;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.MailStore;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.SuppressionList;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Sends mails to be looked at: at once, marked, untracked, and past the outbox. Thread-safe; sends one at a time. */
final class TestSends {
    private static final String MARK = "[Test] ";
    private static final Lane LANE = Lane.named("test-sends").connections(1);

    private final Gate gate;
    private final AddressBook addresses;
    private final Composer composer;
    private final MailStore store;
    private final Dispatcher dispatcher;
    private final ReentrantLock sending = new ReentrantLock();
    private @Nullable LaneDispatcher lane;

    TestSends(Gate gate, AddressBook addresses, Composer composer, MailStore store, Dispatcher dispatcher) {
        this.gate = gate;
        this.addresses = addresses;
        this.composer = composer;
        this.store = store;
        this.dispatcher = dispatcher;
    }

    SendResult send(LiveStream live, Trigger trigger, Instant now) {
        List<String> faults = live.compiled().faults();
        if (!faults.isEmpty()) {
            throw new InvalidStreamException(faults);
        }
        OutgoingMail mail = marked(composer.compose(message(live, trigger, now), live.compiled(), now));
        sending.lock();
        try {
            BlockingQueue<SendResult> answer = new ArrayBlockingQueue<>(1);
            lane().send(mail, answer::add);
            return await(answer);
        } finally {
            sending.unlock();
        }
    }

    private QueuedMessage message(LiveStream live, Trigger trigger, Instant now) {
        Addressee addressee;
        try {
            addressee = addresses.resolve(live.stream(), trigger);
        } catch (AddressBook.Unreachable e) {
            throw new TriggeredException("nobody to write to: " + e.reason());
        }
        Question question =
                new Question(0, trigger.recipient().label(), live.stream().name());
        suppression(live, addressee).ifPresent(why -> refuse(live, Answer.suppressed(question, why)));
        return gate.message(live, trigger, addressee, now).message();
    }

    private Optional<SuppressionReason> suppression(LiveStream live, Addressee addressee) {
        SuppressionList list = store.suppressions();
        boolean lifted = list.optInChanges(1).stream().anyMatch(OptInChange::on);
        return list.of(addressee.address().key()).stream()
                .filter(entry -> entry.stream() == SuppressionList.ALL_STREAMS || entry.stream() == live.number())
                .map(SuppressionList.Entry::reason)
                .filter(reason -> !reason.isLiftable() || !lifted)
                .min(Comparator.naturalOrder());
    }

    private static void refuse(LiveStream live, Answer answer) {
        TriggerReceipt unused = new TriggerReceipt(live.stream().event().name(), List.of(answer)).orThrow();
    }

    private static OutgoingMail marked(OutgoingMail mail) {
        RenderedMail body = mail.body();
        return new OutgoingMail(
                mail.envelope(),
                mail.header(),
                new RenderedMail(MARK + body.subject(), body.html(), body.text()),
                mail.attachments(),
                mail.attachmentLimit());
    }

    /** Opened when it is first needed. */
    private LaneDispatcher lane() {
        LaneDispatcher known = lane;
        if (known == null) {
            known = dispatcher.open(LANE);
            lane = known;
        }
        return known;
    }

    /** The place in the lane is free when the answer is there, and not before. */
    private static SendResult await(BlockingQueue<SendResult> answer) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
