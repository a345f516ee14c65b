package dev.triggered.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A verifier of signatures (RFC 6376, RFC 8463) that shares no code with the signer, written with plain regular expressions. The
 * example of RFC 8463 and jDKIM judge it in turn.
 */
final class DkimVerifier {
    private static final byte[] ED25519_HEAD = {0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0};

    private final Map<String, String> records;

    /**
     * Creates a verifier.
     *
     * @param records what stands in DNS, by name
     */
    DkimVerifier(Map<String, String> records) {
        this.records = records;
    }

    /** Returns the algorithm of each signature that is good. */
    List<String> good(byte[] mail) throws GeneralSecurityException {
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        List<String> fields = List.of(text.substring(0, end).split("\r\n(?![ \t])", -1));
        String body = text.substring(end + 4);
        List<String> good = new ArrayList<>();
        for (String field : fields) {
            if (field.startsWith("DKIM-Signature:") && isGood(field, fields, body)) {
                good.add(tags(field.substring(15)).get("a"));
            }
        }
        return good;
    }

    private boolean isGood(String field, List<String> fields, String body) throws GeneralSecurityException {
        Map<String, String> tags = tags(field.substring(15));
        Map<String, String> key = tags(records.get(tags.get("s") + "._domainkey." + tags.get("d")));
        byte[] hash = sha256(relaxedBody(body).getBytes(StandardCharsets.ISO_8859_1));
        if (!Arrays.equals(hash, Base64.getDecoder().decode(tags.get("bh").replaceAll("\\s", "")))) {
            return false;
        }
        List<String> left = new ArrayList<>(fields);
        StringBuilder signed = new StringBuilder();
        for (String name : tags.get("h").split("\\s*:\\s*", -1)) {
            for (int i = left.size() - 1; i >= 0; i--) {
                if (left.get(i).toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    signed.append(relaxedField(left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        signed.append(relaxedField(field.replaceFirst("(?s)([;\\s]b=)[^;]*", "$1")));
        byte[] data = signed.toString().getBytes(StandardCharsets.ISO_8859_1);
        return verified(tags, Base64.getDecoder().decode(key.get("p").replaceAll("\\s", "")), data);
    }

    private static boolean verified(Map<String, String> tags, byte[] key, byte[] data) throws GeneralSecurityException {
        boolean rsa = tags.get("a").equals("rsa-sha256");
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(rsa ? new byte[0] : ED25519_HEAD);
        encoded.writeBytes(key);
        Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
        signature.initVerify(KeyFactory.getInstance(rsa ? "RSA" : "Ed25519")
                .generatePublic(new X509EncodedKeySpec(encoded.toByteArray())));
        signature.update(rsa ? data : sha256(data));
        return signature.verify(Base64.getDecoder().decode(tags.get("b").replaceAll("\\s", "")));
    }

    private static String relaxedField(String field) {
        String[] parts = field.split(":", 2);
        String value = parts[1].replace("\r\n", "").replaceAll("[ \t]+", " ").strip();
        return parts[0].strip().toLowerCase(Locale.ROOT) + ":" + value;
    }

    private static String relaxedBody(String body) {
        String relaxed = body.replaceAll("[ \t]+", " ").replace(" \r\n", "\r\n");
        String trimmed = relaxed.endsWith(" ") ? relaxed.substring(0, relaxed.length() - 1) : relaxed;
        while (trimmed.endsWith("\r\n")) {
            trimmed = trimmed.substring(0, trimmed.length() - 2);
        }
        return trimmed.isEmpty() ? "" : trimmed + "\r\n";
    }

    private static Map<String, String> tags(String list) {
        Map<String, String> tags = new TreeMap<>();
        for (String tag : list.split(";", -1)) {
            if (!tag.isBlank()) {
                String[] parts = tag.split("=", 2);
                tags.put(parts[0].strip(), parts[1].strip());
            }
        }
        return tags;
    }

    private static byte[] sha256(byte[] data) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(data);
    }
}
