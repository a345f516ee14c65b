package dev.triggered.engine;

import dev.triggered.spi.Waker;
import org.jspecify.annotations.Nullable;

/**
 * What the store rings when there may be something to do. Before the rooms are there, ringing does nothing, as the start looks for
 * everything itself; after closing, neither. Leftovers are settled on the recorder's thread, never on the one that rings.
 */
final class Doorbell implements Waker {
    private volatile @Nullable Rooms rooms;

    void connect(Lanes lanes, Recorder recorder, Leftovers leftovers, Registrar registrar, Automation programs) {
        rooms = new Rooms(lanes, recorder, leftovers, registrar, programs);
    }

    @Override
    public void wake(String lane) {
        Rooms there = rooms;
        if (there != null) {
            there.lanes.wake(lane);
        }
    }

    @Override
    public void wakeAll() {
        Rooms there = rooms;
        if (there != null) {
            there.lanes.wakeAll();
            there.recorder.ask(there.leftovers::settle);
            there.programs.wake();
        }
    }

    @Override
    public void registryChanged() {
        Rooms there = rooms;
        if (there != null) {
            there.registrar.look();
        }
    }

    @Override
    public void wakePrograms() {
        Rooms there = rooms;
        if (there != null) {
            there.programs.wake();
        }
    }

    private record Rooms(
            Lanes lanes, Recorder recorder, Leftovers leftovers, Registrar registrar, Automation programs) {}
}
