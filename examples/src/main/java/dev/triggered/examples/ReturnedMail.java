package dev.triggered.examples;

import dev.triggered.tracking.BounceReader;
import dev.triggered.tracking.Reading;
import dev.triggered.tracking.RecipientReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What mails that came back say. */
public final class ReturnedMail {
    private ReturnedMail() {}

    /**
     * Reads mails that came back, and prints what they say.
     *
     * @param args {@code .eml} files, or nothing for the one of this program
     * @throws IOException if one cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            try (InputStream mail = ownMail()) {
                print(BounceReader.standard().read(mail), System.out);
            }
        }
        for (String file : args) {
            try (InputStream mail = Files.newInputStream(Path.of(file))) {
                print(BounceReader.standard().read(mail), System.out);
            }
        }
    }

    static InputStream ownMail() {
        return Objects.requireNonNull(ReturnedMail.class.getResourceAsStream("/bounce/undelivered.eml"));
    }

    static void print(Reading reading, PrintStream out) {
        out.println(reading.kind() + " about " + reading.original().messageId());
        for (RecipientReport report : reading.recipients()) {
            out.println("  " + report.recipient() + ": " + report.reason() + ", " + report.bounceClass());
            out.println("  " + report.hosts().reporting() + " says: " + report.reply());
        }
    }
}
