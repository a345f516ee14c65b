package dev.triggered.spi;

/**
 * How far an enrolment is.
 *
 * @param plan by which {@link Plan} of its program its position was written
 * @param revision how often it was advanced or moved
 * @param mailed whether a step that sends was taken, whatever became of the mail
 * @param failures how often in a row the host's code failed at its step
 */
public record Progress(int plan, long revision, boolean mailed, int failures) {
    /**
     * Returns the progress of an enrolment that begins.
     *
     * @param plan the number of its program's plan
     * @return the progress
     */
    public static Progress beginning(int plan) {
        return new Progress(plan, 0, false, 0);
    }
}
