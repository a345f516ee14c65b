package dev.triggered.jdbc;

import dev.triggered.PlainData;
import dev.triggered.Recipient;
import dev.triggered.spi.Baggage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What a contact carries through a program, as the bytes of one column: a format number, then each part with its length. */
final class BaggageBody {
    private static final int FORMAT = 1;
    private static final int BY_ADDRESS = 1;
    private static final int BY_KEY = 2;
    private static final int GIVEN = 3;

    private BaggageBody() {}

    static byte[] write(Baggage baggage) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            writeRecipient(out, baggage.recipient());
            Payload.writeText(out, baggage.locale().toLanguageTag());
            out.writeLong(Times.toMicros(baggage.expires()));
            out.writeInt(baggage.secrets().size());
            for (String secret : baggage.secrets()) {
                Payload.writeText(out, secret);
            }
            Payload.writeBytes(out, baggage.data().toJson());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static Baggage read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new IOException("it has the format " + format + ", and only " + FORMAT + " is known");
        }
        Recipient recipient = readRecipient(in);
        Locale locale = Locale.forLanguageTag(Payload.readText(in));
        long expires = in.readLong();
        Set<String> secrets = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            secrets.add(Payload.readText(in));
        }
        PlainData data = PlainData.keptAsJson(Payload.readBytes(in));
        return new Baggage(recipient, data, secrets, locale, Times.toInstant(expires));
    }

    private static void writeRecipient(DataOutputStream out, Recipient recipient) throws IOException {
        if (recipient instanceof Recipient.ByAddress by) {
            out.writeByte(BY_ADDRESS);
            Payload.writeText(out, by.address());
        } else if (recipient instanceof Recipient.ByKey by) {
            out.writeByte(BY_KEY);
            Payload.writeText(out, by.key());
        } else {
            out.writeByte(GIVEN);
            Payload.writeContact(out, ((Recipient.Given) recipient).contact());
        }
    }

    private static Recipient readRecipient(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case BY_ADDRESS -> new Recipient.ByAddress(Payload.readText(in));
            case BY_KEY -> new Recipient.ByKey(Payload.readText(in));
            case GIVEN -> new Recipient.Given(Payload.readContact(in));
            default -> throw new IOException("it has a recipient of the kind " + kind);
        };
    }
}
