package dev.triggered.jdbc;

import dev.triggered.Attachment;
import dev.triggered.MessageId;
import dev.triggered.TriggeredException;
import dev.triggered.spi.QueuedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the attachments of messages that are about to be accepted, outside of any transaction of ours, because it is the host's code
 * that is read from. A few chunks wait in memory for the transaction that accepts; what is more goes ahead of it into the database,
 * and is taken out again where the message is not accepted. Used by one thread.
 */
final class AttachmentSpool implements AutoCloseable {
    static final int CHUNK = 256 * 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(AttachmentSpool.class);
    private static final int MOST_HELD = 4 * CHUNK;

    private final Table table;
    private final List<Chunk> held = new ArrayList<>();
    private final Set<MessageId> ahead = new HashSet<>();
    private long heldBytes;

    AttachmentSpool(Table table) {
        this.table = table;
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

    /** Returns the chunks of a message that are not in the database yet. */
    List<Chunk> held(MessageId message) {
        return held.stream().filter(chunk -> chunk.message().equals(message)).toList();
    }

    /** Says that a message was accepted, so that what went ahead of it stays. */
    void keep(MessageId message) {
        ahead.remove(message);
    }

    /** Takes out what went ahead of messages that were not accepted; what cannot be taken out now is found later. */
    @Override
    public void close() {
        if (ahead.isEmpty()) {
            return;
        }
        try {
            table.delete(List.copyOf(ahead));
        } catch (TriggeredException e) {
            LOG.warn(
                    "attachments of {} messages that were not accepted stay in the store for a while", ahead.size(), e);
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
        held.forEach(chunk -> ahead.add(chunk.message()));
        table.insert(List.copyOf(held));
        held.clear();
        heldBytes = 0;
    }

    /** Where chunks go. */
    interface Table {
        void insert(List<Chunk> chunks);

        void delete(List<MessageId> messages);
    }
}
