package dev.triggered.engine;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * A queue that gives the smallest out first. What is added in order, as nearly everything is, costs no comparison but one with the
 * last that was added so.
 */
final class Turns<T extends Comparable<T>> {
    private final ArrayDeque<T> ordered = new ArrayDeque<>();
    private final PriorityQueue<T> others = new PriorityQueue<>();

    void add(T item) {
        if (ordered.isEmpty() || ordered.getLast().compareTo(item) <= 0) {
            ordered.add(item);
        } else {
            others.add(item);
        }
    }

    boolean isEmpty() {
        return ordered.isEmpty() && others.isEmpty();
    }

    int size() {
        return ordered.size() + others.size();
    }

    /** Returns all that is here, in no order. */
    Stream<T> stream() {
        return Stream.concat(ordered.stream(), others.stream());
    }

    void removeAll(Collection<T> items) {
        ordered.removeAll(items);
        others.removeAll(items);
    }

    /** Returns the smallest, which must be there. */
    T first() {
        return isInOrder() ? ordered.element() : others.element();
    }

    /** Takes the smallest, which must be there. */
    T remove() {
        return isInOrder() ? ordered.remove() : others.remove();
    }

    /** Says whether the smallest is among those that were added in order. */
    private boolean isInOrder() {
        return others.isEmpty() || (!ordered.isEmpty() && ordered.element().compareTo(others.element()) <= 0);
    }
}
