package dev.triggered.jdbc;

/** The numbers that the queue's column keeps. */
final class Status {
    static final int WAITING = 0;
    static final int CLAIMED = 1;
    static final int BEGUN = 2;

    private Status() {}
}
