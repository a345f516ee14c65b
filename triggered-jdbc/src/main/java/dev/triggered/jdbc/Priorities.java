package dev.triggered.jdbc;

import dev.triggered.Priority;

/** The numbers by which a column keeps priorities, in the order in which their messages go. */
final class Priorities {
    private Priorities() {}

    static short number(Priority priority) {
        return switch (priority) {
            case HIGH -> 0;
            case NORMAL -> 1;
            case LOW -> 2;
        };
    }

    static Priority of(int number) {
        return switch (number) {
            case 0 -> Priority.HIGH;
            case 1 -> Priority.NORMAL;
            case 2 -> Priority.LOW;
            default -> throw new IllegalArgumentException("no priority: " + number);
        };
    }
}
