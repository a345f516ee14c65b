package dev.triggered.smtp;

import dev.triggered.Attachment;
import dev.triggered.Mailbox;
import dev.triggered.spi.OutgoingMail;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a reader finds in a mail: the decoded fields, and the parts that have a content, in their order. */
record ReadMail(String subject, Mailbox from, Mailbox to, Mailbox replyTo, List<Leaf> leaves) {
    /** Returns what a reader has to find in a mail. */
    static ReadMail expected(OutgoingMail mail) {
        List<Leaf> images = new ArrayList<>();
        List<Leaf> files = new ArrayList<>();
        String html = mail.body().html();
        for (Attachment attachment : mail.attachments()) {
            boolean image = !attachment.contentId().isEmpty() && !html.isEmpty();
            (image ? images : files).add(file(attachment, image ? "inline" : "attachment"));
        }
        List<Leaf> leaves = new ArrayList<>();
        if (!mail.body().text().isEmpty() || html.isEmpty()) {
            leaves.add(text("text/plain", mail.body().text()));
        }
        if (!html.isEmpty()) {
            leaves.add(text("text/html", html));
        }
        leaves.addAll(images);
        leaves.addAll(files);
        OutgoingMail.Header header = mail.header();
        return new ReadMail(utf8(mail.body().subject()), header.from(), header.to(), header.replyTo(), leaves);
    }

    private static Leaf text(String type, String text) {
        String lines = text.replaceAll("\r\n|\r|\n", "\r\n");
        return new Leaf(type, "", "", "", utf8(lines).getBytes(StandardCharsets.UTF_8));
    }

    private static Leaf file(Attachment attachment, String disposition) {
        try (InputStream content = attachment.open()) {
            return new Leaf(
                    attachment.type(),
                    attachment.name(),
                    attachment.contentId().isEmpty() ? "" : "<" + attachment.contentId() + ">",
                    disposition,
                    content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Half a pair of surrogates becomes a question mark. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** A part. Compared by its content in full, shown by its beginning. */
    @SuppressWarnings("ArrayRecordComponent")
    record Leaf(String type, String name, String contentId, String disposition, byte[] content) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Leaf leaf && toString().equals(leaf.toString()) && all().equals(leaf.all());
        }

        @Override
        public int hashCode() {
            return all().hashCode();
        }

        @Override
        public String toString() {
            String shown = all().length() < 200 ? all() : all().substring(0, 200) + "...";
            return String.join("|", type, name, contentId, disposition, content.length + ":" + shown);
        }

        private String all() {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }
}
