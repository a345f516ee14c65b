package dev.triggered.engine;

import dev.triggered.InvalidStreamException;
import dev.triggered.StreamState;
import dev.triggered.spi.DataPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a stream has to be like to be broadcast. */
final class BroadcastRules {
    private static final String CONTACT = "contact.";
    private static final Set<String> OF_VIRTUAL_CONTACTS = Set.of("contact.address", "contact.name", "contact.locale");

    private BroadcastRules() {}

    /**
     * Throws an {@link InvalidStreamException} with all that keeps a stream from being broadcast.
     *
     * @param begins whether the broadcast is a new one, which begins with a live stream only
     */
    static void check(LiveStream live, boolean begins) {
        List<String> faults = new ArrayList<>(faults(live));
        faults.addAll(live.compiled().faults());
        if (begins && live.entry().state() != StreamState.LIVE) {
            faults.add(name(live) + "is " + live.entry().state() + ": have it go live first");
        }
        if (!faults.isEmpty()) {
            throw new InvalidStreamException(faults);
        }
    }

    /** Returns why a version of a stream cannot be broadcast; nothing about one that does not compile here. */
    static List<String> faults(LiveStream live) {
        List<String> faults = new ArrayList<>();
        if (!live.stream().isBroadcast()) {
            faults.add(name(live) + "is no broadcast stream: build it with broadcast()");
        }
        if (live.compiled().faults().isEmpty()) {
            live.template().paths().stream()
                    .filter(BroadcastRules::isOfDirectory)
                    .forEach(
                            path -> faults.add(
                                    name(live) + "asks for " + path
                                            + ": a virtual contact has an address, a name and a locale, all else is data of the event"));
        }
        return faults;
    }

    private static String name(LiveStream live) {
        return "stream '" + live.stream().name() + "' ";
    }

    private static boolean isOfDirectory(DataPath path) {
        return path.path().startsWith(CONTACT) && !OF_VIRTUAL_CONTACTS.contains(path.path());
    }
}
