package dev.triggered.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Scores a folder of real mails, which {@code -Dtriggered.bounces=FOLDER} names: {@code mail/}, and {@code labels.csv} with the columns
 * file, number of the recipient, enhanced status code, reply code, reason and whether it is hard. The table that it prints stands in
 * {@code target/surefire-reports}. {@code -Dtriggered.bounces.files=FILE} takes those mails only whose names are lines of that file.
 */
@EnabledIfSystemProperty(named = "triggered.bounces", matches = ".+")
class LabelledMailsTest {
    private static final Path FOLDER = Path.of(System.getProperty("triggered.bounces", ""));
    private static final String FILES = System.getProperty("triggered.bounces.files", "");

    @Test
    void reads_what_the_labels_say() throws IOException {
        LabelScore score = new LabelScore();
        for (Map.Entry<String, List<Label>> mail : labels().entrySet()) {
            byte[] bytes = Files.readAllBytes(FOLDER.resolve("mail").resolve(mail.getKey()));
            score.add(mail.getValue(), BounceReader.standard().read(bytes));
        }
        System.out.println(score);

        assertThat(score.rows()).isPositive();
        assertThat(score.shareOfClasses()).isGreaterThanOrEqualTo(0.95);
        assertThat(score.shareOfRecipients()).isGreaterThanOrEqualTo(0.90);
        assertThat(score.shareOfStatuses()).isGreaterThanOrEqualTo(0.90);
    }

    private static Map<String, List<Label>> labels() throws IOException {
        List<String> chosen = FILES.isEmpty() ? List.of() : Files.readAllLines(Path.of(FILES));
        return Files.readAllLines(FOLDER.resolve("labels.csv")).stream()
                .skip(1)
                .map(Label::of)
                .filter(label -> chosen.isEmpty() || chosen.contains(label.file()))
                .collect(Collectors.groupingBy(Label::file, LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * What somebody else says about a recipient of a mail.
     *
     * @param file the mail
     * @param status the enhanced status code, or one that only says whether it begins with 4 or 5
     * @param reason a word
     * @param hard whether the address should not be tried again
     */
    record Label(String file, String status, String reason, boolean hard) {
        private static final List<String> NO_BOUNCES = List.of("feedback", "vacation", "delivered");

        static Label of(String line) {
            String[] columns = line.split(",", -1);
            return new Label(columns[0], columns[2], columns[4], columns[5].equals("true"));
        }

        String kind() {
            return hard ? "hard" : NO_BOUNCES.contains(reason) ? "not a bounce" : "soft";
        }

        /** Codes such as 5.0.910 were made up for a reason. */
        boolean hasStatus(String read) {
            return status.matches("[45]\\.0\\.9\\d\\d") ? read.startsWith(status.substring(0, 1)) : read.equals(status);
        }
    }
}
