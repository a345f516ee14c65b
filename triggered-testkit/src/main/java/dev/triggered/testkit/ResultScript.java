package dev.triggered.testkit;

import dev.triggered.SendResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a {@link CapturingDispatcher} answers to which mail. Thread-safe. */
final class ResultScript {
    private final Map<String, Deque<SendResult>> byRecipient = new HashMap<>();
    private final Deque<SendResult> next = new ArrayDeque<>();
    private Function<CapturedMail, SendResult> otherwise = mail -> SendResults.accepted();

    synchronized void add(List<SendResult> results) {
        next.addAll(results);
    }

    synchronized void add(String recipient, List<SendResult> results) {
        byRecipient
                .computeIfAbsent(recipient.toLowerCase(Locale.ROOT), key -> new ArrayDeque<>())
                .addAll(results);
    }

    synchronized void otherwise(Function<CapturedMail, SendResult> answer) {
        otherwise = answer;
    }

    /** Takes the result for a mail; a function of the test is asked outside the lock. */
    SendResult resultFor(CapturedMail mail) {
        Function<CapturedMail, SendResult> answer;
        synchronized (this) {
            Deque<SendResult> own =
                    byRecipient.getOrDefault(mail.recipient().toLowerCase(Locale.ROOT), new ArrayDeque<>());
            @Nullable SendResult result = own.isEmpty() ? next.poll() : own.poll();
            if (result != null) {
                return result;
            }
            answer = otherwise;
        }
        return answer.apply(mail);
    }
}
