package dev.triggered.tracking.intake;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A folder in the form of Maildir, into which a mail server of this machine delivers. What lies in {@code new} is read, its first 2 MiB,
 * and moved to {@code cur} as seen when its outcome is stored; what is no plain file is left alone. Several nodes may read one folder.
 * Immutable.
 */
public final class MaildirFolder extends BounceMailbox {
    private static final Duration STANDARD_INTERVAL = Duration.ofSeconds(10);

    private final Path folder;
    private final Duration interval;

    private MaildirFolder(Path folder, Duration interval) {
        this.folder = folder;
        this.interval = Intervals.required(interval);
    }

    /**
     * Returns a folder that is looked at each 10 seconds.
     *
     * @param folder what {@code new} and {@code cur} are in
     * @return the folder
     */
    public static MaildirFolder at(Path folder) {
        return new MaildirFolder(folder, STANDARD_INTERVAL);
    }

    /**
     * Returns this folder, looked at at other times.
     *
     * @param time how often, from 1 second to 20 minutes
     * @return a new folder
     */
    public MaildirFolder interval(Duration time) {
        return new MaildirFolder(folder, time);
    }

    @Override
    MailSource open() {
        return new MaildirSource(folder);
    }

    @Override
    Duration interval() {
        return interval;
    }

    /** Shows where it is. */
    @Override
    public String toString() {
        return "MaildirFolder[" + folder + "]";
    }
}
