package dev.triggered.tracking.intake;

import dev.triggered.MessageId;
import dev.triggered.feedback.FeedbackReport.Proof;
import dev.triggered.tracking.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds how a mail that came back names its message. */
final class References {
    private static final Pattern ID = Pattern.compile("[0-9a-z]{26}");

    private final Optional<VerpReturnPaths> returnPaths;

    References(Optional<VerpReturnPaths> returnPaths) {
        this.returnPaths = returnPaths;
    }

    /** Returns the surest reference. Beside a return path that was made up, nothing else counts. */
    MailReference of(Reading reading) {
        return returnPaths
                .flatMap(paths -> returnPath(reading, paths))
                .or(() -> messageId(reading.original().messageId()))
                .orElseGet(MailReference.Unnamed::new);
    }

    private static Optional<MailReference> returnPath(Reading reading, VerpReturnPaths paths) {
        List<String> addresses = new ArrayList<>(reading.sentTo());
        addresses.add(reading.original().returnPath());
        boolean forged = false;
        for (String address : addresses) {
            Optional<MessageId> message = paths.read(address);
            if (message.isPresent()) {
                return Optional.of(new MailReference.Named(message.get(), Proof.RETURN_PATH));
            }
            forged |= paths.isMarked(address);
        }
        return forged ? Optional.of(new MailReference.Forged()) : Optional.empty();
    }

    private static Optional<MailReference> messageId(String field) {
        String left = field.substring(0, Math.max(0, field.indexOf('@'))).toLowerCase(Locale.ROOT);
        return ID.matcher(left).matches()
                ? Optional.of(new MailReference.Named(new MessageId(left), Proof.MESSAGE_ID))
                : Optional.empty();
    }
}
