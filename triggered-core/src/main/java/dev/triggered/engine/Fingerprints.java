package dev.triggered.engine;

import dev.triggered.Attachment;
import dev.triggered.EmailAddress;
import dev.triggered.Trigger;
import dev.triggered.automation.EnrolmentId;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names an occurrence and its data by hashes. The data's hash does not depend on the order of a map, and takes an attachment
 * by its name, type and size, not by its content.
 */
final class Fingerprints {
    private static final int OCCURRENCE_BYTES = 16;
    private static final int EXPECTED_BYTES = 512;

    private byte[] texts = new byte[EXPECTED_BYTES];
    private int size;

    private Fingerprints() {}

    static IdempotencyKey of(String stream, EmailAddress recipient, String triggerId, Trigger trigger) {
        Fingerprints fingerprints = new Fingerprints();
        fingerprints.add('s', stream);
        fingerprints.add('r', recipient.key());
        fingerprints.add('i', triggerId);
        return fingerprints.key(trigger);
    }

    /** Names the start of a program for a contact. */
    static IdempotencyKey ofEnrolment(String program, EmailAddress contact, String triggerId, Trigger trigger) {
        Fingerprints fingerprints = new Fingerprints();
        fingerprints.add('p', program);
        fingerprints.add('r', contact.key());
        fingerprints.add('i', triggerId);
        return fingerprints.key(trigger);
    }

    /** Names the mail that an enrolment has sent by a step, at one revision; whatever its data, it is the same one. */
    static IdempotencyKey ofStep(EnrolmentId enrolment, long revision, String step) {
        Fingerprints fingerprints = new Fingerprints();
        fingerprints.add('e', enrolment.value());
        fingerprints.add('n', Long.toString(revision));
        fingerprints.add('s', step);
        String hash = HexFormat.of().formatHex(fingerprints.hash());
        return new IdempotencyKey(hash.substring(0, 2 * OCCURRENCE_BYTES), hash);
    }

    private IdempotencyKey key(Trigger trigger) {
        String occurrence = HexFormat.of().formatHex(hash(), 0, OCCURRENCE_BYTES);
        addValue(trigger.data().asMap());
        trigger.attachments().forEach(this::addAttachment);
        return new IdempotencyKey(occurrence, HexFormat.of().formatHex(hash()));
    }

    /** Names the mail of a broadcast to an address; whatever its data, it is the same one. */
    static IdempotencyKey ofBroadcast(long broadcast, EmailAddress recipient) {
        Fingerprints fingerprints = new Fingerprints();
        fingerprints.add('b', Long.toString(broadcast));
        fingerprints.add('r', recipient.key());
        String hash = HexFormat.of().formatHex(fingerprints.hash());
        return new IdempotencyKey(hash.substring(0, 2 * OCCURRENCE_BYTES), hash);
    }

    /** Returns the hash of what was added since the last one. */
    private byte[] hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(texts, 0, size);
            size = 0;
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void addAttachment(Attachment attachment) {
        add('a', attachment.name());
        add('t', attachment.type());
        add('z', Long.toString(attachment.size().orElse(-1)));
    }

    private void addValue(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            add('{', Integer.toString(map.size()));
            Object[] names = map.keySet().toArray();
            Arrays.sort(names);
            for (Object name : names) {
                add('k', name.toString());
                addValue(map.get(name));
            }
        } else if (value instanceof List<?> list) {
            add('[', Integer.toString(list.size()));
            list.forEach(this::addValue);
        } else {
            add(value instanceof String ? '"' : 'v', String.valueOf(value));
        }
    }

    /** Adds a text with its kind and its length, so that no two sequences of texts look the same. */
    private void add(char kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int end = size + 1 + Integer.BYTES + bytes.length;
        if (end > texts.length) {
            texts = Arrays.copyOf(texts, Math.max(texts.length * 2, end));
        }
        texts[size++] = (byte) kind;
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            texts[size++] = (byte) (bytes.length >> shift);
        }
        System.arraycopy(bytes, 0, texts, size, bytes.length);
        size = end;
    }
}
