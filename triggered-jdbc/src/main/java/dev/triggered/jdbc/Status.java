package dev.triggered.jdbc;

/** The numbers that the queue's column keeps. */
final class Status {
    static final int WAITING = 0;
    static final int CLAIMED = 1;
    static final int BEGUN = 2;
    /** Begun by a process that is gone. */
    static final int LEFT = 3;

    private Status() {}
}
