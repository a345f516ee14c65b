package dev.triggered.tracking;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a mail that came back is made of, by the parts' purposes. */
final class ReturnedParts {
    /** Of a text that people read, and of a text that machines read. */
    private static final int MOST_TEXT = 64 * 1024;

    private static final int MOST_FIELDS = 1024 * 1024;
    private static final int MOST_HTML = 64 * 1024;

    private static final String BLOCKS = "p,div,tr,li,h1,h2,h3,h4,pre,blockquote";

    private final StringBuilder text = new StringBuilder();
    private String html = "";
    private final StringBuilder status = new StringBuilder();
    private Header feedback = Header.read(Octets.NONE);
    private boolean hasFeedback;
    private String disposition = "";
    private Header returned = Header.read(Octets.NONE);
    private boolean hasReturned;

    private ReturnedParts() {}

    static ReturnedParts of(MimePart mail) {
        ReturnedParts parts = new ReturnedParts();
        parts.collect(mail, mail.type().isReport());
        return parts;
    }

    /** In a report, a mail is the original; elsewhere it may be a report that somebody handed on. */
    private void collect(MimePart part, boolean inReport) {
        if (!part.parts().isEmpty()) {
            part.parts().forEach(each -> collect(each, inReport || part.type().isReport()));
            return;
        }
        if (!inReport && part.type().isMail()) {
            MimePart mail = MimePart.read(part.decoded(Integer.MAX_VALUE));
            if (mail.type().isReport()) {
                text.setLength(0);
                collect(mail, true);
                return;
            }
        }
        switch (part.type().type()) {
            case "message/delivery-status", "message/global-delivery-status" -> status(part);
            case "message/feedback-report" -> feedback(part);
            case "message/disposition-notification", "message/global-disposition-notification" ->
                disposition = part.text(MOST_TEXT);
            case "message/rfc822",
                    "text/rfc822-headers",
                    "message/global",
                    "message/global-headers",
                    "message/rfc822-headers" -> returned(part);
            case "text/html" -> html(part);
            default -> text(part);
        }
    }

    private void status(MimePart part) {
        int room = MOST_FIELDS - status.length();
        if (room > 0) {
            status.append(part.text(room)).append('\n');
        }
    }

    private void feedback(MimePart part) {
        if (!hasFeedback) {
            hasFeedback = true;
            feedback = Header.read(part.decoded(MOST_FIELDS));
        }
    }

    private void returned(MimePart part) {
        if (!hasReturned) {
            Header inner = Header.read(part.decoded(MOST_TEXT));
            returned = inner.isEmpty() ? returned : inner;
            hasReturned = !inner.isEmpty();
        }
    }

    private void html(MimePart part) {
        if (html.isEmpty() && !hasReturned) {
            html = part.text(MOST_HTML);
        }
    }

    private void text(MimePart part) {
        boolean readable = part.type().isText() || part.type().isMultipart();
        if (hasReturned || !readable) {
            return;
        }
        Header header = text.isEmpty() ? returned : Header.read(part.decoded(MOST_TEXT));
        if (!text.isEmpty() && isOriginal(header)) {
            returned = header;
            hasReturned = true;
        } else if (text.length() < MOST_TEXT) {
            text.append(part.text(MOST_TEXT)).append('\n');
        }
    }

    private static boolean isOriginal(Header header) {
        List<String> found = new ArrayList<>(List.of("Message-ID", "From", "Date", "Subject", "To", "Received"));
        found.removeIf(name -> !header.has(name));
        return found.size() >= 3;
    }

    /** Returns what people are to read, from the HTML where there is no plain text. */
    String text() {
        return text.toString().isBlank() && !html.isEmpty() ? withoutMarkup(html) : text.toString();
    }

    private static String withoutMarkup(String html) {
        Document document = Jsoup.parse(html);
        for (Element block : document.select(BLOCKS)) {
            block.prependText("\n").appendText("\n");
        }
        return document.wholeText();
    }

    /** Returns the fields of delivery reports; empty where there are none. */
    String status() {
        return status.toString();
    }

    boolean hasFeedback() {
        return hasFeedback;
    }

    /** Returns the fields of a feedback report; empty where there is none. */
    Header feedback() {
        return feedback;
    }

    /** Returns the fields that tell what became of a mail in its mailbox (RFC 8098); empty where there are none. */
    String disposition() {
        return disposition;
    }

    /** Returns the header of the original where a part has it. */
    Header returned() {
        return returned;
    }
}
