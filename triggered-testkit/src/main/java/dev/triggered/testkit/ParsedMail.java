package dev.triggered.testkit;

import java.util.List;

/** What was read from the bytes of a mail. */
record ParsedMail(List<Field> headers, String text, String html, List<CapturedAttachment> attachments) {
    ParsedMail {
        headers = List.copyOf(headers);
        attachments = List.copyOf(attachments);
    }

    /** A header field with its decoded value. */
    record Field(String name, String value) {}
}
