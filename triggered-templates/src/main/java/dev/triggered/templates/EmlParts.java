package dev.triggered.templates;

import dev.triggered.Attachment;
import dev.triggered.templates.CampaignFault.Category;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes a mail apart: its bodies, and all that is no body. Used by one thread. */
final class EmlParts {
    private static final int DEEPEST = 20;
    private static final int MOST = 500;

    private final List<Leaf> leaves = new ArrayList<>();
    private final Findings inHtml = new Findings("html");
    private final Findings inText = new Findings("text");
    private final Findings inFiles = new Findings("file");
    private @Nullable String html;
    private @Nullable String text;
    private int parts;

    /**
     * A part that is no body.
     *
     * @param file the file
     * @param contentId its content id; empty where it has none
     * @param shown whether the body may show it without naming it
     */
    record Leaf(Attachment file, String contentId, boolean shown) {}

    List<Leaf> leaves() {
        return leaves;
    }

    String html() {
        return html == null ? "" : html;
    }

    String text() {
        return text == null ? "" : text;
    }

    List<CampaignFault> faults() {
        List<CampaignFault> all = new ArrayList<>(inHtml.all());
        all.addAll(inText.all());
        all.addAll(inFiles.all());
        return all;
    }

    /**
     * Takes a part apart.
     *
     * @param part the part
     * @param within the type of the multipart that it stands in, such as {@code mixed}; empty for the mail itself
     * @param depth how many multiparts it stands in
     * @throws CampaignException if it is cut off, or nested too deep
     */
    void add(MimePart part, String within, int depth) throws MessagingException, IOException {
        if (++parts > MOST) {
            throw CampaignException.unreadable("has more than " + MOST + " parts");
        }
        if (depth > DEEPEST) {
            throw CampaignException.unreadable("has parts within parts, more than " + DEEPEST + " deep");
        }
        ContentType type = typeOf(part);
        if (!type.match("multipart/*")) {
            addLeaf(part, type, within);
            return;
        }
        if (type.match("multipart/signed") || type.match("multipart/encrypted")) {
            inFiles.add(
                    Category.FILE, type.getBaseType(), "holds for this mail alone: export it unsigned and unencrypted");
        }
        MimeMultipart inner = new MimeMultipart(part.getDataHandler().getDataSource());
        int count = inner.getCount();
        if (!inner.isComplete()) {
            throw CampaignException.unreadable("is cut off: a " + type.getBaseType() + " in it has no end");
        }
        for (int i = 0; i < count; i++) {
            BodyPart child = inner.getBodyPart(i);
            add((MimePart) child, type.getSubType().toLowerCase(Locale.ROOT), depth + 1);
        }
    }

    private void addLeaf(MimePart part, ContentType type, String within) throws MessagingException, IOException {
        byte[] bytes = bytesOf(part);
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        String name = nameOf(part);
        boolean body = !attached && (name.isEmpty() || !within.equals("mixed"));
        if (body && html == null && type.match("text/html")) {
            html = textOf(bytes, type, "html", inHtml);
        } else if (body && text == null && type.match("text/plain")) {
            text = textOf(bytes, type, "text", inText);
        } else {
            if (within.equals("alternative") || (body && name.isEmpty() && type.match("text/*"))) {
                String reason = "is another body, which has no place beside the others: it goes along as a file";
                inFiles.add(Category.FILE, type.getBaseType(), reason);
            }
            boolean shown = within.equals("related") && !attached && type.match("image/*");
            leaves.add(new Leaf(file(name, type, bytes), contentIdOf(part), shown));
        }
    }

    private Attachment file(String name, ContentType type, byte[] bytes) {
        String base = type.getBaseType().toLowerCase(Locale.ROOT);
        String charset = type.getParameter("charset");
        String end = type.getSubType().matches("[A-Za-z0-9]{2,5}") ? type.getSubType() : "bin";
        String otherName = "file-" + (leaves.size() + 1) + "." + end.toLowerCase(Locale.ROOT);
        return FileNames.file(name, otherName, charset == null ? base : base + "; charset=" + charset, bytes);
    }

    private static String textOf(byte[] bytes, ContentType type, String part, Findings findings) {
        String charset = type.getParameter("charset");
        String decoded = CampaignBytes.decode(bytes, charset == null ? "" : charset.strip(), findings);
        return CampaignBytes.requireShort(part, decoded.replace("\r\n", "\n").replace('\r', '\n'));
    }

    private static byte[] bytesOf(MimePart part) throws MessagingException, IOException {
        try (InputStream content = part.getInputStream()) {
            return content.readAllBytes();
        }
    }

    /** Says what a part is: plain text, where that is not said or cannot be read (RFC 2045, section 5.2). */
    private static ContentType typeOf(MimePart part) throws MessagingException {
        try {
            return new ContentType(part.getContentType());
        } catch (ParseException e) {
            return new ContentType("text", "plain", null);
        }
    }

    private static String nameOf(MimePart part) throws MessagingException, IOException {
        String name = part.getFileName();
        return name == null ? "" : MimeUtility.decodeText(name);
    }

    private static String contentIdOf(MimePart part) throws MessagingException {
        String id = part.getContentID();
        return id == null ? "" : id.strip().replaceAll("^<|>$", "");
    }
}
