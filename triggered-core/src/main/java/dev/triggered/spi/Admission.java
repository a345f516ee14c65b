package dev.triggered.spi;

import dev.triggered.automation.EnrolmentId;

/** What the store did with a new enrolment. */
public sealed interface Admission {
    /** It is kept. */
    record Kept() implements Admission {}

    /**
     * The same occurrence with the same data was kept before; this enrolment is dropped.
     *
     * @param first the enrolment that came first
     */
    record Duplicate(EnrolmentId first) implements Admission {}

    /**
     * The same occurrence with other data was kept before; this enrolment is dropped.
     *
     * @param first the enrolment that came first
     */
    record IdReused(EnrolmentId first) implements Admission {}

    /**
     * The program takes the contact once at a time, and it is in it; this enrolment is dropped.
     *
     * @param running the enrolment that runs
     */
    record Running(EnrolmentId running) implements Admission {}
}
