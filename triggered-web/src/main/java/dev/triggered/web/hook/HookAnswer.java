package dev.triggered.web.hook;

import java.time.Duration;

/** What a receiver did with a notice. */
sealed interface HookAnswer {
    /** It took the notice. */
    record Taken() implements HookAnswer {}

    /** It says that it is gone for good. */
    record Gone() implements HookAnswer {}

    /**
     * It did not take the notice.
     *
     * @param why what it answered, or what kept it from that
     */
    record Failed(String why) implements HookAnswer {}

    /**
     * It did not take the notice, and asks for time.
     *
     * @param why what it answered
     * @param delay how long nothing is to be told to it
     */
    record Busy(String why, Duration delay) implements HookAnswer {}
}
