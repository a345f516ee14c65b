package dev.triggered.jdbc;

import dev.triggered.MessageId;
import dev.triggered.PlainData;
import dev.triggered.StoreException;
import dev.triggered.SuppressionReason;
import dev.triggered.jdbc.Holdings.Holding;
import dev.triggered.jdbc.Holdings.Letter;
import dev.triggered.jdbc.Holdings.Stage;
import dev.triggered.jdbc.Statements.Held;
import dev.triggered.jdbc.Statements.Kept;
import dev.triggered.spi.Acceptance;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import dev.triggered.spi.QueuedMessage;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps messages: in a transaction that the callers share, or in one of the host. */
final class Accepting {
    private final Database database;
    private final Holdings holdings;
    private final Batch<Candidate, Kept> accept;
    private final Batch<Chunk, Boolean> keepChunks;
    private final Batch<MessageId, Boolean> dropChunks;

    Accepting(Database database, Holdings holdings) {
        Statements statements = database.statements();
        this.database = database;
        this.holdings = holdings;
        this.accept = statements::accept;
        this.keepChunks = statements::keepChunks;
        this.dropChunks = statements::dropChunks;
    }

    /** Keeps messages; those that are handed over are held. */
    List<Acceptance> accept(List<NewMessage> messages) {
        Runner own = database::write;
        try (AttachmentSpool spool = spool(own)) {
            List<Candidate> candidates = candidates(messages, spool, database.owner());
            List<MessageId> handedOver = messages.stream()
                    .filter(NewMessage::isHandedOver)
                    .map(message -> message.message().info().id())
                    .toList();
            holdings.expect(handedOver);
            long listed = holdings.list();
            try {
                List<Kept> answers = database.write(accept, candidates);
                hold(candidates, answers, listed);
                return settle(messages, answers, spool);
            } catch (StoreException e) {
                if (e.mayBeKept()) {
                    messages.forEach(
                            message -> spool.keep(message.message().info().id()));
                    holdings.suspect();
                }
                throw e;
            } finally {
                holdings.forgetExpected(handedOver);
            }
        }
    }

    /** Keeps messages in a transaction of the host; none of them is held. */
    List<Acceptance> accept(Connection transaction, List<NewMessage> messages) {
        Runner hosts = new Runner() {
            @Override
            public <I, O> List<O> run(Batch<I, O> batch, List<I> items) {
                return database.join(transaction, batch, items);
            }
        };
        List<NewMessage> waiting =
                messages.stream().map(NewMessage::notHandedOver).toList();
        try (AttachmentSpool spool = spool(hosts)) {
            List<Kept> answers = hosts.run(accept, candidates(waiting, spool, 0));
            return settle(messages, answers, spool);
        }
    }

    /** Returns the answer for a message that would not be kept, if so. */
    Optional<Acceptance> refusal(NewMessage message) {
        return message.key().flatMap(this::earlier).or(() -> suppressed(message.message()));
    }

    private Optional<Acceptance> earlier(IdempotencyKey key) {
        return database.read(session -> database.statements().earlier(session, key))
                .map(kept -> acceptance(kept, Optional.of(key)));
    }

    private Optional<Acceptance> suppressed(QueuedMessage message) {
        String address = message.info().recipient().key();
        return database.read(
                        session -> session.find(row -> row.getString(1), Suppressing.REASON, address, message.stream()))
                .map(reason -> acceptance(Kept.suppressed(reason), Optional.empty()));
    }

    private List<Candidate> candidates(List<NewMessage> messages, AttachmentSpool spool, long owner) {
        List<byte[]> bodies = new ArrayList<>(messages.size());
        for (NewMessage message : messages) {
            QueuedMessage.Content content = message.message().content();
            PlainData open = content.data().without(message.secrets());
            bodies.add(Payload.write(content, open, spool.take(message.message())));
        }
        List<Candidate> candidates = new ArrayList<>(messages.size());
        for (int i = 0; i < bodies.size(); i++) {
            NewMessage message = messages.get(i);
            candidates.add(new Candidate(
                    message,
                    message.isHandedOver() ? Optional.of(owner) : Optional.empty(),
                    bodies.get(i),
                    secret(message),
                    spool.held(message.message().info().id())));
        }
        return candidates;
    }

    private static Optional<byte[]> secret(NewMessage message) {
        PlainData data = message.message().content().data();
        boolean any =
                !message.secrets().isEmpty() && !data.without(message.secrets()).equals(data);
        return any ? Optional.of(data.toJson()) : Optional.empty();
    }

    private void hold(List<Candidate> candidates, List<Kept> answers, long listed) {
        for (int i = 0; i < answers.size(); i++) {
            Candidate candidate = candidates.get(i);
            long seq = answers.get(i).seq();
            if (seq > 0 && candidate.owner().isPresent()) {
                QueuedMessage message = candidate.message().message();
                Held row = new Held(seq, candidate.owner().get());
                Letter letter =
                        Letter.of(message, !message.content().attachments().isEmpty());
                Stage stage = candidate.message().isAtOnce() ? Stage.MARKED : Stage.TAKEN;
                holdings.takeNew(message.info().id(), Holding.of(row, stage, letter), listed);
            }
        }
    }

    private static List<Acceptance> settle(List<NewMessage> messages, List<Kept> answers, AttachmentSpool spool) {
        List<Acceptance> acceptances = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            NewMessage message = messages.get(i);
            if (answers.get(i).seq() > 0) {
                spool.keep(message.message().info().id());
            }
            acceptances.add(acceptance(answers.get(i), message.key()));
        }
        return acceptances;
    }

    private static Acceptance acceptance(Kept kept, Optional<IdempotencyKey> key) {
        if (kept.seq() > 0) {
            return new Acceptance.Kept();
        }
        if (!kept.suppressed().isEmpty()) {
            return new Acceptance.Suppressed(SuppressionReason.valueOf(kept.suppressed()));
        }
        MessageId first = new MessageId(kept.first());
        boolean same = key.map(IdempotencyKey::fingerprint).orElse("").equals(kept.fingerprint());
        return same ? new Acceptance.Duplicate(first) : new Acceptance.IdReused(first);
    }

    private AttachmentSpool spool(Runner runner) {
        return new AttachmentSpool(new AttachmentSpool.Table() {
            @Override
            public void insert(List<Chunk> chunks) {
                runner.run(keepChunks, chunks);
            }

            @Override
            public void delete(List<MessageId> messages) {
                runner.run(dropChunks, messages);
            }
        });
    }

    /** Runs a step in some transaction. */
    private interface Runner {
        <I, O> List<O> run(Batch<I, O> batch, List<I> items);
    }
}
