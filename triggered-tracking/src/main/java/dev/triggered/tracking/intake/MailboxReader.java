package dev.triggered.tracking.intake;

import dev.triggered.spi.TimeSource;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes mails out of a mailbox on a thread of its own: each is marked when its outcome is stored. Connects again, later each time, where
 * that fails, and tries again what failed, behind what did not.
 */
final class MailboxReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxReader.class);
    /** So many mails that fail one behind the other say that it is not for them. */
    private static final int IN_A_ROW = 3;

    private final BounceMailbox mailbox;
    private final BounceIntake intake;
    private final Waiting waiting;
    private final Failures failures = new Failures();
    private int inARow;
    private int interruptions;

    MailboxReader(BounceMailbox mailbox, BounceIntake intake, TimeSource time) {
        this.mailbox = mailbox;
        this.intake = intake;
        this.waiting = new Waiting(time);
    }

    /** Has the thread end soon. Called by any thread. */
    void end() {
        waiting.end();
    }

    @Override
    public void run() {
        try {
            while (!waiting.isOver()) {
                connect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() throws InterruptedException {
        try (MailSource source = mailbox.open()) {
            while (!waiting.isOver()) {
                if (takeSome(source)) {
                    source.await(waiting, next());
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!waiting.isOver()) {
                interrupted(e.toString());
            }
        }
    }

    private Instant next() {
        Instant usual = waiting.now().plus(mailbox.interval());
        return failures.next().filter(usual::isAfter).orElse(usual);
    }

    /** Returns whether all that is due was tried. */
    private boolean takeSome(MailSource source) throws IOException, InterruptedException {
        Instant now = waiting.now();
        List<String> names = source.names(name -> failures.isDue(name, now));
        failures.forgetMissing(names, now);
        for (String name : failures.inOrder(names)) {
            if (waiting.isOver()) {
                return true;
            }
            take(source, name);
            if (inARow == IN_A_ROW) {
                inARow = 0;
                interrupted("several mails could not be taken in");
                return false;
            }
        }
        if (names.isEmpty()) {
            goesOn();
        }
        return names.size() < MailSource.MOST_NAMES;
    }

    private void take(MailSource source, String name) throws IOException {
        try {
            Optional<byte[]> mail = source.read(name);
            if (mail.isPresent()) {
                IntakeResult result = intake.accept(mail.get());
                source.mark(name);
                LOG.debug("mail {} of {}: {}", name, mailbox, result.getClass().getSimpleName());
            }
            failures.succeeded(name);
            inARow = 0;
            goesOn();
        } catch (IOException | RuntimeException e) {
            failed(name, e);
            if (!source.isOpen()) {
                throw e;
            }
        }
    }

    private void failed(String name, Exception cause) {
        inARow++;
        int times = failures.failed(name, waiting.now());
        if (times == 1 && inARow == 1 && interruptions == 0) {
            LOG.warn("mail {} of {} could not be taken in, and is tried again: {}", name, mailbox, cause.toString());
        } else {
            LOG.debug("mail {} of {} could not be taken in, {} times", name, mailbox, times, cause);
        }
    }

    /** Says once that nothing can be taken in, and waits. */
    private void interrupted(String why) throws InterruptedException {
        interruptions++;
        if (interruptions == 1) {
            LOG.warn("{} cannot be read, which is tried again until it works: {}", mailbox, why);
        } else {
            LOG.debug("{} cannot be read, for the {}th time: {}", mailbox, interruptions, why);
        }
        waiting.until(waiting.now().plus(Failures.pause(interruptions)));
    }

    private void goesOn() {
        if (interruptions > 0) {
            LOG.info("{} can be read again", mailbox);
            interruptions = 0;
            failures.forgive();
        }
    }
}
