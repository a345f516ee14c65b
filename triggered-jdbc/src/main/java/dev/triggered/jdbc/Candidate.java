package dev.triggered.jdbc;

import dev.triggered.MessageId;
import dev.triggered.report.Measure;
import dev.triggered.spi.NewMessage;
import dev.triggered.spi.QueuedMessage;
import dev.triggered.spi.TallyMark;
import java.util.List;
import java.util.Optional;

/**
 * A message that is about to be accepted, with what its mail is made from as bytes.
 *
 * @param message the message
 * @param owner who sends it, or empty where it waits to be claimed
 * @param body what its mail is made from, without secret values
 * @param secret its data with secret values, or empty where there are none
 * @param chunks those contents of its attachments that are not in the database yet
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Candidate(NewMessage message, Optional<Long> owner, byte[] body, Optional<byte[]> secret, List<Chunk> chunks) {
    MessageId id() {
        return message.message().info().id();
    }

    /** Returns how its acceptance counts. */
    TallyMark mark() {
        QueuedMessage queued = message.message();
        return TallyMark.of(TallyMark.Place.of(queued), queued.schedule().acceptedAt(), Measure.TRIGGERED);
    }
}
