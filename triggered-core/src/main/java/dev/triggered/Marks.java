package dev.triggered;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Byte order marks, by which the first bytes of a file name its charset. */
final class Marks {
    private static final int LONGEST = 2;

    private Marks() {}

    /** Returns the charset that the first bytes name, if they do; the channel stands at its beginning afterwards. */
    static Optional<Charset> charset(SeekableByteChannel bytes) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(LONGEST);
        while (first.hasRemaining() && bytes.read(first) >= 0) {
            // reads on
        }
        bytes.position(0);
        return switch (first.hasRemaining() ? 0 : first.getShort(0) & 0xffff) {
            case 0xfeff -> Optional.of(StandardCharsets.UTF_16BE);
            case 0xfffe -> Optional.of(StandardCharsets.UTF_16LE);
            case 0xefbb -> Optional.of(StandardCharsets.UTF_8);
            default -> Optional.empty();
        };
    }
}
