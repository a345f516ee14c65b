package dev.triggered.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/** One connection of the sink. Replies leave when what was read is used up, so that a client may pipeline. */
final class SinkConnection {
    private static final int BUFFER = 256 * 1_024;
    private static final long PATIENCE_NANOS = 50_000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final SinkDialogue dialogue;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private ByteBuffer unwritten = NOTHING;

    SinkConnection(SocketChannel channel, SelectionKey key, SinkDialogue dialogue) {
        this.channel = channel;
        this.key = key;
        this.dialogue = dialogue;
    }

    /** Reads and answers, or goes on with what could not be written before: then nothing is read. */
    void turn() throws IOException {
        if (unwritten.hasRemaining()) {
            write();
        } else {
            read();
            answer();
        }
    }

    void answer() throws IOException {
        unwritten = ByteBuffer.wrap(dialogue.replies());
        write();
    }

    /** Reads, and answers later. */
    void turn(DelayLine delay) throws IOException {
        read();
        answer(delay);
    }

    void answer(DelayLine delay) {
        ByteBuffer replies = ByteBuffer.wrap(dialogue.replies());
        boolean ends = dialogue.hasEnded();
        if (replies.hasRemaining()) {
            delay.add(() -> writeAll(replies, ends));
        }
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() throws IOException {
        if (channel.read(in) < 0) {
            close();
            return;
        }
        in.flip();
        dialogue.consume(in);
        in.compact();
    }

    private void write() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        if (unwritten.hasRemaining()) {
            channel.write(unwritten);
        }
        if (dialogue.hasEnded() && !unwritten.hasRemaining()) {
            close();
        } else {
            key.interestOps(unwritten.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    private void writeAll(ByteBuffer replies, boolean ends) {
        try {
            while (channel.write(replies) >= 0 && replies.hasRemaining()) {
                LockSupport.parkNanos(PATIENCE_NANOS);
            }
            if (ends) {
                close();
            }
        } catch (IOException e) {
            close();
        }
    }
}
