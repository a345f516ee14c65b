package dev.triggered.tracking.response;

import dev.triggered.MessageId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes and reads signed tokens: Base64 for addresses (RFC 4648, section 5) of the kind, the key's number, the message, the time, for a
 * click the link and its target, and the first 96 bits of an HMAC-SHA256 (RFC 2104) over all of that. The kind says whether the target
 * begins with {@code https://}, which is left out then. Thread-safe.
 */
final class LinkTokens {
    private static final int MAC = 12;
    private static final int HEAD = 2 + PackedId.LENGTH + Integer.BYTES;
    private static final int LINK = 2 * Short.BYTES;
    private static final int LONGEST = (HEAD + LINK + WebTarget.LONGEST + MAC) / 3 * 4 + 4;
    private static final byte OPEN = 1;
    private static final byte CLICK = 2;
    private static final byte SECURE_CLICK = 3;
    private static final String SECURE = "https://";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final TrackingKeys keys;

    LinkTokens(TrackingKeys keys) {
        this.keys = keys;
    }

    /** Returns what signs the links of one mail, on one thread. */
    Signer signer(MessageId message, Instant sent) {
        ByteBuffer head = ByteBuffer.allocate(HEAD).put(OPEN).put((byte) keys.newest());
        PackedId.write(message, head);
        head.putInt((int) sent.getEpochSecond());
        return new Signer(keys.signing(), head.array());
    }

    /** Returns what a token says; nothing where this ring has not signed it. */
    Optional<LinkToken> read(String token) {
        return decoded(token).filter(this::isSigned).flatMap(LinkTokens::parse);
    }

    private static Optional<byte[]> decoded(String token) {
        if (token.isEmpty() || token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            boolean canonical = ENCODER.encodeToString(bytes).equals(token);
            return canonical && bytes.length >= HEAD + MAC ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isSigned(byte[] token) {
        int signed = token.length - MAC;
        byte[] mac = Arrays.copyOfRange(token, signed, token.length);
        return keys.find(Byte.toUnsignedInt(token[1]))
                .map(key -> Arrays.copyOf(key.sign(token, signed), MAC))
                .filter(expected -> MessageDigest.isEqual(expected, mac))
                .isPresent();
    }

    /** Reads what was signed, and takes nothing that no signer makes. */
    private static Optional<LinkToken> parse(byte[] token) {
        ByteBuffer in = ByteBuffer.wrap(token, 0, token.length - MAC);
        byte kind = in.get();
        in.get();
        Optional<MessageId> message = PackedId.read(in);
        Instant sent = Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt()));
        if (kind == OPEN && !in.hasRemaining()) {
            return message.map(id -> new LinkToken(id, sent, Optional.empty()));
        }
        if ((kind != CLICK && kind != SECURE_CLICK) || in.remaining() <= LINK) {
            return Optional.empty();
        }
        int number = Short.toUnsignedInt(in.getShort());
        int count = Short.toUnsignedInt(in.getShort());
        String written = StandardCharsets.US_ASCII.decode(in).toString();
        String target = kind == SECURE_CLICK ? SECURE + written : written;
        return message.filter(id -> kind == kind(target) && WebTarget.isSafe(target))
                .map(id -> new LinkToken(id, sent, Optional.of(new LinkToken.Link(number, count, target))));
    }

    private static byte kind(String target) {
        return target.startsWith(SECURE) ? SECURE_CLICK : CLICK;
    }

    /** Signs the links of one mail. Thread-safe. */
    static final class Signer {
        private final Hmac key;
        private final byte[] head;

        private Signer(Hmac key, byte[] head) {
            this.key = key;
            this.head = head;
        }

        /** Returns the token of the image that tells of an open. */
        String open() {
            byte[] token = Arrays.copyOf(head, HEAD + MAC);
            return signed(token);
        }

        /** Returns the token of a link, whose target is safe. */
        String click(LinkToken.Link link) {
            byte[] target = link.target().getBytes(StandardCharsets.US_ASCII);
            byte kind = kind(link.target());
            int from = kind == SECURE_CLICK ? SECURE.length() : 0;
            byte[] token = Arrays.copyOf(head, HEAD + LINK + target.length - from + MAC);
            token[0] = kind;
            ByteBuffer.wrap(token, HEAD, token.length - HEAD)
                    .putShort((short) link.number())
                    .putShort((short) link.count())
                    .put(target, from, target.length - from);
            return signed(token);
        }

        private String signed(byte[] token) {
            int signed = token.length - MAC;
            System.arraycopy(key.sign(token, signed), 0, token, signed, MAC);
            return ENCODER.encodeToString(token);
        }
    }
}
