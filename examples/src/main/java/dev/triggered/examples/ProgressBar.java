package dev.triggered.examples;

import dev.triggered.BroadcastProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Shows the progress of a broadcast on one line of a console, which it writes over again and again. */
final class ProgressBar implements Consumer<BroadcastProgress> {
    private static final int WIDTH = 30;
    private static final int LINE = 100;

    private final PrintStream out;

    ProgressBar(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(BroadcastProgress progress) {
        out.printf("\r%-" + LINE + "s", line(progress));
        if (progress.state().isAtRest()) {
            out.println();
        }
        out.flush();
    }

    static String line(BroadcastProgress progress) {
        BroadcastProgress.Counts counts = progress.counts();
        StringBuilder line = new StringBuilder(bar(progress.fraction()));
        line.append(String.format(Locale.ROOT, " %,d", progress.ended()));
        progress.outlook().messages().ifPresent(all -> line.append(String.format(Locale.ROOT, " of %,d", all)));
        line.append(String.format(Locale.ROOT, ", %.0f/s", progress.outlook().perSecond()));
        progress.outlook()
                .remaining()
                .filter(left -> !left.isZero())
                .ifPresent(left -> line.append(", ").append(text(left)).append(" left"));
        if (counts.duplicates() + counts.rejected() > 0) {
            line.append(
                    String.format(Locale.ROOT, ", %,d twice, %,d rejected", counts.duplicates(), counts.rejected()));
        }
        return line.append(", ").append(progress.state()).toString();
    }

    private static String bar(OptionalDouble fraction) {
        if (fraction.isEmpty()) {
            return "[" + "?".repeat(WIDTH) + "]  ?? %";
        }
        int full = (int) (WIDTH * fraction.getAsDouble());
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]"
                + String.format(Locale.ROOT, " %3d %%", (int) (100 * fraction.getAsDouble()));
    }

    private static String text(Duration time) {
        return time.toMinutes() == 0
                ? time.toSeconds() + " s"
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
}
