package dev.triggered.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes one mail, in chunks (RFC 3030) or with a lone dot at its end (RFC 5321, section 4.1.1.4). Used once. */
final class Content {
    private static final int LARGEST_CHUNK = 64 * 1_024;
    private static final int LARGEST_WHOLE = 1 << 20;

    private final Passage passage;
    private final Target target;
    private final long largestMail;

    /**
     * Creates a content.
     *
     * @param largestMail the most octets that the relay takes; 0 for no limit
     */
    Content(Passage passage, Target target, long largestMail) {
        this.passage = passage;
        this.target = target;
        this.largestMail = largestMail;
    }

    /**
     * Writes it by BDAT: what is in memory in one chunk.
     *
     * @throws UnsendableException if the rest of it cannot be written; the relay has no end of it then
     */
    void writeChunks() throws IOException {
        ComposedMail mail = passage.mail();
        if (mail.isWhole() && mail.size() <= LARGEST_WHOLE) {
            if (target.end(passage)) {
                writeChunk(mail.bytes(), (int) mail.size(), " LAST");
            }
            return;
        }
        Chunks chunks = new Chunks();
        mail.writeTo(new SizeLimit(chunks, largestMail));
        if (target.end(passage)) {
            chunks.write(" LAST");
        }
    }

    /**
     * Writes it line by line, and its end.
     *
     * @param endOnly whether nothing but the end is written, because the relay has asked for a mail that it has refused
     * @throws UnsendableException if the rest of it cannot be written; the relay has no end of it then
     */
    void writeLines(boolean endOnly) throws IOException {
        DotStuffer body = new DotStuffer(new Out());
        if (!endOnly) {
            passage.mail().writeTo(new SizeLimit(body, largestMail));
        }
        if (target.end(passage)) {
            body.end();
        }
    }

    private void writeChunk(byte[] bytes, int length, String mark) throws IOException {
        byte[] command = ("BDAT " + length + mark + "\r\n").getBytes(StandardCharsets.US_ASCII);
        target.put(command, 0, command.length);
        target.put(bytes, 0, length);
    }

    /** Where it goes. */
    interface Target {
        /** Marks that the end of a mail is written now; {@code false} where the mail was given up before, or all is over. */
        boolean end(Passage passage);

        /** Marks that a chunk of a mail is written now that is not the last; {@code false} where it is of no use any more. */
        boolean chunk(Passage passage);

        /** Puts bytes behind what is to be written. */
        void put(byte[] bytes, int offset, int length) throws IOException;
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target.put(bytes, offset, length);
        }
    }

    /** Collects what is written and passes it on in chunks, but for the last one. */
    private final class Chunks extends OutputStream {
        private final byte[] chunk = new byte[LARGEST_CHUNK];
        private int length;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            int from = offset;
            int left = count;
            while (left > 0) {
                if (length == chunk.length) {
                    writeOne();
                }
                int part = Math.min(left, chunk.length - length);
                System.arraycopy(bytes, from, chunk, length, part);
                length += part;
                from += part;
                left -= part;
            }
        }

        void write(String mark) throws IOException {
            writeChunk(chunk, length, mark);
            length = 0;
        }

        private void writeOne() throws IOException {
            if (!target.chunk(passage)) {
                throw new UnsendableException("5.0.0", "refused before all of it was written");
            }
            write("");
        }
    }
}
