package dev.triggered.web.hook;

import dev.triggered.notice.Notice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a webhook one notice after the other. It is interrupted while it waits for an answer, and never while the store works. */
final class HookWorker implements Runnable {
    private final HookRun run;
    private final HookClient client;
    private @Nullable Thread asking;
    private boolean cut;

    HookWorker(HookRun run, HookClient client) {
        this.run = run;
        this.client = client;
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            try {
                Optional<Notice> notice = run.next();
                more = notice.isPresent() && tell(notice.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                more = false;
            } catch (RuntimeException e) {
                run.failed(e);
            }
        }
    }

    /** Tells a notice; returns whether there may be more to do. */
    private boolean tell(Notice notice) throws InterruptedException {
        try {
            if (enter()) {
                run.answered(notice, ask(notice));
            }
            return true;
        } finally {
            run.leave();
        }
    }

    private HookAnswer ask(Notice notice) throws InterruptedException {
        try {
            return client.tell(notice);
        } finally {
            exit();
        }
    }

    private synchronized boolean enter() {
        asking = cut ? null : Thread.currentThread();
        return !cut;
    }

    /** An interrupt that came too late is taken back, so that it does not meet the store. */
    private synchronized void exit() {
        asking = null;
        if (cut) {
            boolean unused = Thread.interrupted();
        }
    }

    /** Waits no longer for an answer: what was told then is told again. */
    synchronized void cut() {
        cut = true;
        if (asking != null) {
            asking.interrupt();
        }
    }
}
