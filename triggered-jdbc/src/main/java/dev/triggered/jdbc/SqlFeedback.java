package dev.triggered.jdbc;

import dev.triggered.EmailAddress;
import dev.triggered.MessageInfo;
import dev.triggered.feedback.Response;
import dev.triggered.feedback.UnmatchedMail;
import dev.triggered.spi.FeedbackLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What came back for messages, in a database. */
final class SqlFeedback implements FeedbackLog {
    @Override
    public List<Filed> file(List<Filing> filings) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void record(List<Response> responses) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Optional<MessageInfo> lastSentTo(EmailAddress recipient, Instant since) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void keep(UnmatchedMail mail) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public List<UnmatchedMail> unmatched(long before, int limit) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public boolean forget(long number) {
        throw new UnsupportedOperationException("not yet");
    }
}
