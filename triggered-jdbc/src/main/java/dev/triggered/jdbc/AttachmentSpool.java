package dev.triggered.jdbc;

import dev.triggered.Attachment;
import dev.triggered.MessageId;
import dev.triggered.TriggeredException;
import dev.triggered.spi.QueuedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the attachments of messages that are about to be accepted, outside of any transaction, because it is the host's code that
 * is read from. A few chunks wait in memory for the transaction that accepts; what is more goes ahead of it into the database,
 * and is taken out again where the message is not accepted. Used by one thread.
 */
final class AttachmentSpool implements AutoCloseable {
    static final int CHUNK = 256 * 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(AttachmentSpool.class);
    private static final int MOST_HELD = 4 * CHUNK;
    private static final String INSERT =
            "INSERT INTO triggered_chunk (message, part, number, body) VALUES (?, ?, ?, ?)";
    private static final String DELETE = "DELETE FROM triggered_chunk WHERE message = ?";

    private final Database database;
    private final List<Chunk> held = new ArrayList<>();
    private final Set<MessageId> ahead = new HashSet<>();
    private long heldBytes;

    AttachmentSpool(Database database) {
        this.database = database;
    }

    /** Takes a message's attachments, and returns their sizes. */
    List<Long> take(QueuedMessage message) {
        List<Long> sizes = new ArrayList<>();
        for (Attachment attachment : message.content().attachments()) {
            try (InputStream in = attachment.open()) {
                sizes.add(take(message.info().id(), sizes.size(), in));
            } catch (IOException e) {
                throw new TriggeredException("the attachment '" + attachment.name() + "' cannot be read", e);
            }
        }
        return sizes;
    }

    /** Puts the chunks of a message that is accepted, in the session's transaction. */
    void keep(Session session, MessageId message) throws SQLException {
        for (Chunk chunk : held) {
            if (chunk.message.equals(message)) {
                chunk.insert(session);
            }
        }
    }

    /** Takes out what went ahead of a message that is not accepted, in the session's transaction. */
    void drop(Session session, MessageId message) throws SQLException {
        if (ahead.contains(message)) {
            session.change(DELETE, message.value());
        }
    }

    /** Forgets what went ahead, because its messages are accepted or dropped. */
    void settled() {
        ahead.clear();
    }

    /** Takes out what went ahead and was not settled; the next start finds what cannot be taken out now. */
    @Override
    public void close() {
        if (ahead.isEmpty()) {
            return;
        }
        try {
            database.write(session -> {
                for (MessageId message : ahead) {
                    session.change(DELETE, message.value());
                }
                return ahead;
            });
        } catch (TriggeredException e) {
            LOG.warn("attachments of messages that were not accepted stay in {} until it is opened again", database, e);
        }
    }

    private long take(MessageId message, int part, InputStream in) throws IOException {
        long size = 0;
        int number = 0;
        for (byte[] bytes = in.readNBytes(CHUNK); bytes.length > 0; bytes = in.readNBytes(CHUNK)) {
            if (heldBytes + bytes.length > MOST_HELD) {
                flush();
            }
            held.add(new Chunk(message, part, number++, bytes));
            heldBytes += bytes.length;
            size += bytes.length;
        }
        return size;
    }

    private void flush() {
        held.forEach(chunk -> ahead.add(chunk.message));
        database.write(session -> {
            for (Chunk chunk : held) {
                chunk.insert(session);
            }
            return held;
        });
        held.clear();
        heldBytes = 0;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Chunk(MessageId message, int part, int number, byte[] bytes) {
        void insert(Session session) throws SQLException {
            session.change(INSERT, message.value(), part, number, bytes);
        }
    }
}
