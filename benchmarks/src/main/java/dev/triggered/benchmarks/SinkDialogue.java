package dev.triggered.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The server's side of one connection (RFC 5321, 2920 and 3030), from bytes to bytes. The bytes of a chunk are not looked at. */
final class SinkDialogue {
    private static final int MAIL = verb("MAIL");
    private static final int RCPT = verb("RCPT");
    private static final int DATA = verb("DATA");
    private static final int BDAT = verb("BDAT");
    private static final int RSET = verb("RSET");
    private static final int NOOP = verb("NOOP");
    private static final int EHLO = verb("EHLO");
    private static final int HELO = verb("HELO");
    private static final int QUIT = verb("QUIT");
    private static final int UPPER = 0xDFDFDFDF;
    private static final byte[] FINE = ascii("250 2.0.0 fine\r\n");
    private static final byte[] TAKEN = ascii("250 2.0.0 taken\r\n");
    private static final byte[] GO_AHEAD = ascii("354 go ahead\r\n");
    private static final byte[] SEQUENCE = ascii("503 5.5.1 not now\r\n");
    private static final byte[] UNKNOWN = ascii("500 5.5.2 unknown command\r\n");
    private static final byte[] BYE = ascii("221 2.0.0 bye\r\n");
    private static final byte[] DEAD = ascii("@dead.example");

    private final SinkTally tally;
    private final byte[] hello;
    private final boolean hangs;
    private final ByteArrayOutputStream replies = new ByteArrayOutputStream(4_096);
    private final ByteArrayOutputStream sample = new ByteArrayOutputStream();
    private State state = State.COMMAND;
    private Envelope envelope = Envelope.NONE;
    private long chunkLeft;
    private boolean chunkRefused;
    private boolean lastChunk;
    private boolean sampling;

    SinkDialogue(SinkPort port, SinkTally tally) {
        this.tally = tally;
        this.hello = ascii(port.greeting());
        this.hangs = port.hangs();
        replies.writeBytes(ascii("220 sink.example ESMTP\r\n"));
    }

    /** Takes what is complete from a direct buffer, and leaves the rest. */
    void consume(ByteBuffer in) throws IOException {
        boolean more = true;
        while (more) {
            more = switch (state) {
                case COMMAND -> command(in);
                case CONTENT -> content(in);
                case CHUNK -> chunk(in);
                case DEAF, ENDED -> {
                    in.position(in.limit());
                    yield false;
                }
            };
        }
    }

    /** Returns the replies since the last call. */
    byte[] replies() {
        byte[] bytes = replies.toByteArray();
        replies.reset();
        return bytes;
    }

    boolean hasEnded() {
        return state == State.ENDED;
    }

    private boolean command(ByteBuffer in) throws IOException {
        int start = in.position();
        int end = start;
        while (end < in.limit() && in.get(end) != '\n') {
            end++;
        }
        if (end == in.limit()) {
            if (end - start > 4_096) {
                throw new IOException("a line without an end");
            }
            return false;
        }
        in.position(end + 1);
        int verb = end - start < 4 ? 0 : in.getInt(start) & UPPER;
        if (verb == BDAT) {
            beginChunk(in, start + 5, end);
        } else if (verb == DATA) {
            beginContent(in, end);
        } else {
            replies.writeBytes(answer(verb, in, start, end));
        }
        return true;
    }

    private byte[] answer(int verb, ByteBuffer in, int start, int end) {
        if (verb == MAIL) {
            return envelope == Envelope.NONE ? moved(Envelope.SENDER) : SEQUENCE;
        } else if (verb == RCPT) {
            if (hangs && isDead(in, start, end)) {
                state = State.DEAF;
                return new byte[0];
            }
            boolean begun = envelope == Envelope.SENDER || envelope == Envelope.RECIPIENT;
            return begun ? moved(Envelope.RECIPIENT) : SEQUENCE;
        } else if (verb == RSET) {
            return moved(Envelope.NONE);
        } else if (verb == EHLO) {
            moved(Envelope.NONE);
            return hello;
        } else if (verb == NOOP || verb == HELO) {
            return FINE;
        } else if (verb == QUIT) {
            state = State.ENDED;
            return BYE;
        }
        return UNKNOWN;
    }

    private byte[] moved(Envelope next) {
        envelope = next;
        if (next != Envelope.RECIPIENT) {
            sampling = false;
            sample.reset();
        }
        return FINE;
    }

    private void beginChunk(ByteBuffer in, int from, int end) {
        long size = 0;
        int at = from;
        while (at < end && in.get(at) >= '0' && in.get(at) <= '9') {
            size = size * 10 + in.get(at) - '0';
            at++;
        }
        chunkLeft = size;
        lastChunk = end - at >= 5;
        chunkRefused = envelope == Envelope.NONE || envelope == Envelope.SENDER;
        if (envelope == Envelope.RECIPIENT) {
            sampling = tally.wantsSample();
            envelope = Envelope.CHUNKS;
        }
        state = State.CHUNK;
    }

    private boolean chunk(ByteBuffer in) {
        int step = (int) Math.min(chunkLeft, in.remaining());
        keep(in, in.position(), in.position() + step);
        in.position(in.position() + step);
        chunkLeft -= step;
        if (chunkLeft > 0) {
            return false;
        }
        state = State.COMMAND;
        if (chunkRefused) {
            replies.writeBytes(SEQUENCE);
        } else if (lastChunk) {
            take(sample.toByteArray());
        } else {
            replies.writeBytes(FINE);
        }
        return true;
    }

    /** Leaves the line end of the command in the buffer, so that a dot that follows it is seen as the end (RFC 5321, 4.1.1.4). */
    private void beginContent(ByteBuffer in, int end) {
        if (envelope != Envelope.RECIPIENT) {
            replies.writeBytes(SEQUENCE);
            return;
        }
        replies.writeBytes(GO_AHEAD);
        sampling = tally.wantsSample();
        in.position(end - 1);
        state = State.CONTENT;
    }

    private boolean content(ByteBuffer in) {
        int end = DotScan.find(in);
        if (end < 0) {
            int next = Math.max(in.position(), in.limit() - 4);
            keep(in, in.position(), next);
            in.position(next);
            return false;
        }
        keep(in, in.position(), end + 2);
        in.position(end + DotScan.LENGTH);
        state = State.COMMAND;
        take(sampling ? DotScan.plain(sample.toByteArray()) : new byte[0]);
        return true;
    }

    private void take(byte[] mail) {
        if (sampling) {
            tally.keep(mail);
        }
        tally.taken();
        moved(Envelope.NONE);
        replies.writeBytes(TAKEN);
    }

    private void keep(ByteBuffer in, int from, int to) {
        if (sampling && to > from) {
            byte[] bytes = new byte[to - from];
            in.get(from, bytes);
            sample.writeBytes(bytes);
        }
    }

    private static boolean isDead(ByteBuffer in, int start, int end) {
        for (int at = start; at + DEAD.length <= end; at++) {
            int matched = 0;
            while (matched < DEAD.length && in.get(at + matched) == DEAD[matched]) {
                matched++;
            }
            if (matched == DEAD.length) {
                return true;
            }
        }
        return false;
    }

    private static int verb(String name) {
        return ByteBuffer.wrap(ascii(name)).getInt();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private enum State {
        COMMAND,
        CONTENT,
        CHUNK,
        DEAF,
        ENDED
    }

    private enum Envelope {
        NONE,
        SENDER,
        RECIPIENT,
        CHUNKS
    }
}
