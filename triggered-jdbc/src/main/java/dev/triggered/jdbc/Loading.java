package dev.triggered.jdbc;

import dev.triggered.MessageState;
import dev.triggered.spi.Outbox;
import dev.triggered.spi.Outcome;
import dev.triggered.spi.QueuedMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes messages from rows that were taken; one that cannot be read ends, and harms no other. */
final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    private final Database database;
    private final Outbox outbox;

    Loading(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** Returns messages by their turn. */
    List<QueuedMessage> messages(List<Loaded> rows) {
        return rows.stream()
                .sorted(Loaded.BY_TURN)
                .map(this::message)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<QueuedMessage> message(Loaded row) {
        try {
            QueuedMessage.Content content =
                    Payload.read(row.body(), row.secret(), row.info().id(), database);
            Loaded.Turn turn = row.turn();
            return Optional.of(new QueuedMessage(row.info(), turn.route(), content, turn.schedule(), turn.attempts()));
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "message {} ends, because what it is made from cannot be read",
                    row.info().id(),
                    e);
            String reason = "what its mail is made from cannot be read from the store";
            outbox.record(List.of(new Outcome.Dropped(row.info().id(), MessageState.FAILED, reason, Instant.MIN)));
            return Optional.empty();
        }
    }
}
