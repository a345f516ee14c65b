package dev.triggered.templates;

import java.util.ArrayDeque;
import java.util.Deque;

/** The loops and sections around a placeholder, which say what its names mean. Used by one thread. */
final class Surroundings {
    private static final String ITEM = ".";

    private final Deque<Frame> frames = new ArrayDeque<>();

    private sealed interface Frame {
        /** A loop of a campaign, over the items of a list. */
        record Loop(String variable, boolean translated) implements Frame {}

        /** A section of Mustache. */
        record Section() implements Frame {}
    }

    void enterLoop(String variable, boolean translated) {
        frames.push(new Frame.Loop(variable, translated));
    }

    void enterSection() {
        frames.push(new Frame.Section());
    }

    void leave() {
        frames.pop();
    }

    /** Says whether names need no root here, as in a section of Mustache. */
    boolean isSection() {
        return frames.peek() instanceof Frame.Section;
    }

    /** Returns what a path of a campaign is in Mustache here. */
    String resolve(String path) throws UnusableException {
        if (!Expression.isPath(path)) {
            throw new UnusableException("is not the name of a value: names are letters, digits, - and _");
        }
        String first = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        if (Lookup.isRooted(path)) {
            if (first.equals(path)) {
                throw new UnusableException("stands for all data of its kind: name one value");
            }
            return path;
        }
        if (frames.peek() instanceof Frame.Loop loop && loop.variable().equals(first)) {
            if (!loop.translated()) {
                throw new UnusableException("belongs to a loop that cannot be translated");
            }
            return inItem(path.equals(first) ? ITEM : path.substring(first.length() + 1));
        }
        boolean outer = frames.stream()
                .anyMatch(frame ->
                        frame instanceof Frame.Loop loop && loop.variable().equals(first));
        throw new UnusableException(
                outer
                        ? "belongs to an outer loop, whose items are out of sight here"
                        : "begins with neither event nor contact, nor with the item of a loop");
    }

    private static String inItem(String name) throws UnusableException {
        if (Lookup.isRooted(name)) {
            throw new UnusableException("names a field of an item that is called like a root of the data");
        }
        return name;
    }
}
