package dev.triggered.engine;

import dev.triggered.MailSettings;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.TimeSource;
import dev.triggered.spi.Waker;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** The wiring: makes the rooms of the engine, hands each what it needs, and takes them down in the reverse order. */
final class Assembly implements AutoCloseable {
    private final Engine.Parts parts;
    private final Catalog catalog;
    private final TimeSource time;
    private final Lanes lanes;
    private final Intake intake;
    private final Rehearsal rehearsal;
    private final Leftovers leftovers;

    private Assembly(Engine.Parts parts, Catalog catalog) {
        MailSettings settings = parts.settings();
        this.parts = parts;
        this.catalog = catalog;
        this.time = settings.time().orElseGet(SystemTime::new);
        RandomGenerator random = settings.random().orElseGet(SecureRandom::new);
        AddressBook addresses = new AddressBook(parts.contacts(), settings.locale());
        Gate gate = new Gate(catalog, addresses, settings.limits(), new MessageIds(random));
        Composer composer = new Composer(settings.limits().attachmentBytes());
        Steps steps = new Steps(settings.listener());
        parts.store().open(time, Waker.none());
        Outbox outbox = parts.store().outbox();
        Settlement settlement = new Settlement(outbox, new Backoff(random), settings.uncertain(), steps, time);
        Courier courier = new Courier(catalog, composer, outbox, settlement, time);
        this.lanes = new Lanes(
                catalog.lanes(),
                lane -> new LaneRunner(lane, parts.dispatcher().open(lane), outbox, courier, time),
                settings.threads().orElse(Assembly::daemon));
        this.intake = new Intake(gate, outbox, lanes, steps, time);
        this.leftovers = new Leftovers(catalog, outbox, settlement);
        this.rehearsal = new Rehearsal(gate, addresses, composer, outbox, parts.dispatcher());
    }

    static Assembly of(Engine.Parts parts, Catalog catalog) {
        try {
            return new Assembly(parts, catalog);
        } catch (RuntimeException e) {
            parts.store().close();
            throw e;
        }
    }

    Engine.Parts parts() {
        return parts;
    }

    Catalog catalog() {
        return catalog;
    }

    TimeSource time() {
        return time;
    }

    Lanes lanes() {
        return lanes;
    }

    Intake intake() {
        return intake;
    }

    Rehearsal rehearsal() {
        return rehearsal;
    }

    /** Settles what an earlier process left behind, and starts the lanes. */
    void start() {
        try {
            leftovers.settle();
        } catch (RuntimeException e) {
            closeParts();
            throw e;
        }
        lanes.start();
    }

    /** Drains the lanes, ends the dispatcher, whose last results are still recorded, and closes the store. */
    @Override
    public void close() {
        try {
            lanes.drain(parts.settings().drain());
        } finally {
            closeParts();
        }
    }

    private void closeParts() {
        try {
            parts.dispatcher().close();
        } finally {
            closeStore(parts, time);
        }
    }

    private static void closeStore(Engine.Parts parts, TimeSource time) {
        try {
            parts.store().close();
        } finally {
            if (time instanceof SystemTime own) {
                own.close();
            }
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}
