package dev.triggered.tracking;

import dev.triggered.tracking.Evidence.Stage;
import java.util.List;
import java.util.Locale;

/** The dialogue of two servers as some reports show it: commands behind {@code >>>}, replies behind {@code <<<}. */
final class Transcript {
    private static final int ENOUGH = 24;

    private Transcript() {}

    /** Returns which command the reply with these words answered. */
    static Stage stage(List<String> lines, String reply) {
        if (reply.isEmpty()) {
            return Stage.UNKNOWN;
        }
        String words = reply.substring(0, Math.min(ENOUGH, reply.length()));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("<<<") && line.contains(words)) {
                return commandBefore(lines, i);
            }
        }
        return Stage.UNKNOWN;
    }

    private static Stage commandBefore(List<String> lines, int reply) {
        for (int i = reply - 1; i >= 0; i--) {
            String line = lines.get(i).strip();
            if (line.startsWith(">>>")) {
                return stageOf(line.substring(3).strip().toUpperCase(Locale.ROOT));
            }
            if (line.startsWith("...")) {
                return Stage.CONNECT;
            }
        }
        return Stage.UNKNOWN;
    }

    private static Stage stageOf(String command) {
        if (command.startsWith("RCPT")) {
            return Stage.RCPT;
        }
        if (command.startsWith("MAIL")) {
            return Stage.MAIL;
        }
        if (command.startsWith("DATA") || command.startsWith("BDAT") || command.equals(".")) {
            return Stage.DATA;
        }
        if (command.startsWith("STARTTLS")) {
            return Stage.TLS;
        }
        if (command.startsWith("AUTH")) {
            return Stage.LOGIN;
        }
        return command.startsWith("EHLO") || command.startsWith("HELO") ? Stage.HELO : Stage.UNKNOWN;
    }
}
