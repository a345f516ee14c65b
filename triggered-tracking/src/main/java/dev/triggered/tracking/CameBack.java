package dev.triggered.tracking;

import java.util.ArrayList;
import java.util.List;

/**
 * A mail that came back, taken apart.
 *
 * @param header its own header
 * @param parts its parts
 * @param text what it says to people
 */
record CameBack(Header header, ReturnedParts parts, ReportText text) {
    private static final int MOST_ADDRESSES = 100;

    static CameBack of(Octets octets, PatternTable patterns) {
        MimePart mail = MimePart.read(octets);
        ReturnedParts parts = ReturnedParts.of(mail);
        return new CameBack(mail.header(), parts, ReportText.of(parts.text(), patterns));
    }

    /** Returns the header of the original; empty where it was not returned. */
    Header returned() {
        return parts.returned().isEmpty() ? text.returned() : parts.returned();
    }

    OriginalMail original() {
        Header returned = returned();
        List<String> recipients = addresses(returned, List.of("To", "Cc"));
        return new OriginalMail(messageId(returned), Addresses.first(returned.first("Return-Path")), recipients);
    }

    private String messageId(Header returned) {
        for (String field : List.of(returned.first("Message-ID"), header.first("In-Reply-To"), idInText())) {
            String id = unbracketed(field);
            if (!id.isEmpty()) {
                return id;
            }
        }
        return "";
    }

    private String idInText() {
        for (String line : text.lines()) {
            String stripped = line.strip();
            if (stripped.regionMatches(true, 0, "message-id:", 0, 11)) {
                return stripped.substring(11);
            }
        }
        return "";
    }

    private static String unbracketed(String field) {
        int begin = field.indexOf('<');
        int end = field.indexOf('>', begin + 1);
        String id = begin >= 0 && end > begin ? field.substring(begin + 1, end) : field;
        return id.strip();
    }

    /** Returns whom the report itself was sent to. */
    List<String> sentTo() {
        return addresses(header, List.of("To", "X-Original-To", "Delivered-To", "Envelope-To"));
    }

    private static List<String> addresses(Header header, List<String> names) {
        List<String> all = new ArrayList<>();
        for (String name : names) {
            for (String value : header.all(name)) {
                for (Addresses.Found found : Addresses.find(EncodedWords.decode(value), MOST_ADDRESSES)) {
                    if (all.size() < MOST_ADDRESSES && !Addresses.contains(all, found.address())) {
                        all.add(found.address());
                    }
                }
            }
        }
        return all;
    }

    String subject() {
        return EncodedWords.decode(header.first("Subject"));
    }
}
