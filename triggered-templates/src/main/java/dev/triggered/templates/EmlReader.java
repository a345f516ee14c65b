package dev.triggered.templates;

import dev.triggered.Attachment;
import dev.triggered.EmailAddress;
import dev.triggered.InvalidAddressException;
import dev.triggered.Mailbox;
import dev.triggered.templates.CampaignFault.Category;
import dev.triggered.templates.EmlParts.Leaf;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** Reads a campaign that was saved as a mail (RFC 5322). Used by one thread. */
final class EmlReader {
    private static final int MOST_LINES = 1_000_000;
    private static final int MOST_DELIMITERS = 20_000;
    private static final Pattern ENCODED = Pattern.compile("=\\?[^?\\s]+\\?[bBqQ]\\?");
    private static final List<String> OF_MAILS =
            List.of("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type");
    private static final List<String> OF_LISTS = List.of("List-Unsubscribe", "List-Unsubscribe-Post", "List-Id");

    private final Findings header = new Findings("header");
    private final Findings html = new Findings("html");
    private final Findings text = new Findings("text");
    private final EmlParts parts = new EmlParts();
    private final ContentIds contentIds = new ContentIds();
    private final IdentityHashMap<Leaf, Attachment> images = new IdentityHashMap<>();

    private EmlReader() {}

    static RawCampaign read(byte[] mail) {
        requireReasonable(mail);
        Properties settings = new Properties();
        settings.setProperty("mail.mime.allowutf8", "true");
        try {
            MimeMessage message = new MimeMessage(Session.getInstance(settings), new ByteArrayInputStream(mail));
            if (message.getMatchingHeaderLines(OF_MAILS.toArray(new String[0])).hasMoreElements()) {
                return new EmlReader().read(message);
            }
        } catch (MessagingException | IOException e) {
            throw CampaignException.unreadable("cannot be read as a mail: " + e.getMessage(), e);
        }
        throw CampaignException.unreadable(
                "is no mail: it has none of the header fields " + String.join(", ", OF_MAILS));
    }

    /** Each line may be a field, and each delimiter a part, of which there would be many objects. */
    private static void requireReasonable(byte[] mail) {
        int lines = 0;
        int delimiters = 0;
        for (int i = 0; i < mail.length; i++) {
            boolean breaks = mail[i] == '\n' || (mail[i] == '\r' && (i + 1 == mail.length || mail[i + 1] != '\n'));
            if (breaks) {
                lines++;
                delimiters += i + 2 < mail.length && mail[i + 1] == '-' && mail[i + 2] == '-' ? 1 : 0;
            }
        }
        if (lines > MOST_LINES || delimiters > MOST_DELIMITERS) {
            throw CampaignException.unreadable("has " + lines + " lines, of which " + delimiters
                    + " begin like a part: at most " + MOST_LINES + " and " + MOST_DELIMITERS + " are allowed");
        }
    }

    private RawCampaign read(MimeMessage message) throws MessagingException, IOException {
        parts.add(message, "", 0);
        RawCampaign.Sender sender = new RawCampaign.Sender(mailbox(message, "From"), mailbox(message, "Reply-To"));
        String subject = decoded(message, "Subject");
        checkLists(message);
        HtmlInspection.inspect(parts.html(), html);
        HtmlInspection.inspectText(parts.text(), text);
        String body = new ImageReferences(parts.html(), html).replace(this::image);
        List<CampaignFault> faults = new ArrayList<>(header.all());
        faults.addAll(html.all());
        faults.addAll(text.all());
        faults.addAll(parts.faults());
        return new RawCampaign(subject, body, parts.text(), files(), sender, faults);
    }

    private void checkLists(MimeMessage message) throws MessagingException {
        for (String field : OF_LISTS) {
            if (message.getHeader(field) != null) {
                header.add(Category.MARKETING, field, "is a field of mailing lists: export it without");
            }
        }
        String precedence = decoded(message, "Precedence");
        if (precedence.matches("(?i)bulk|list|junk")) {
            header.add(
                    Category.MARKETING, "Precedence: " + precedence, "says that it is sent in bulk: export it without");
        }
    }

    private Optional<Mailbox> mailbox(MimeMessage message, String field) throws MessagingException {
        String value = decoded(message, field);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (ImageReferences.PLACEHOLDER.matcher(value).find()) {
            header.add(Category.UNTRANSLATED, field + ": " + value, "is the same in all mails of a stream");
            return Optional.empty();
        }
        try {
            Address[] addresses = InternetAddress.parseHeader(message.getHeader(field, ","), false);
            if (addresses.length == 1 && addresses[0] instanceof InternetAddress address) {
                String name = Optional.ofNullable(address.getPersonal()).orElse("");
                return Optional.of(new Mailbox(name, EmailAddress.parse(address.getAddress())));
            }
            header.add(Category.SENDER, field + ": " + value, "is not one mailbox");
        } catch (MessagingException | InvalidAddressException e) {
            header.add(Category.SENDER, field + ": " + value, "is no mailbox: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Returns a field; an empty text where there is none. */
    private String decoded(MimeMessage message, String field) throws MessagingException {
        String value = message.getHeader(field, ",");
        if (value == null) {
            return "";
        }
        String text;
        try {
            text = MimeUtility.decodeText(MimeUtility.unfold(value));
        } catch (UnsupportedEncodingException e) {
            text = MimeUtility.unfold(value); // is noted below
        }
        if (ENCODED.matcher(text).find()) {
            header.add(Category.UNREADABLE, field + ": " + text, "is written in a charset that nobody knows");
        }
        return text.strip();
    }

    private Optional<String> image(String address) throws UnusableException {
        if (address.regionMatches(true, 0, "cid:", 0, 4)) {
            String id = percentDecoded(address.substring(4));
            Leaf leaf = parts.leaves().stream()
                    .filter(each -> each.contentId().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new UnusableException("is an image that is not in the mail"));
            String used = images.computeIfAbsent(leaf, each -> contentIds.inline(each.file(), id))
                    .contentId();
            return used.equals(id) ? Optional.empty() : Optional.of("cid:" + used);
        }
        if (ImageReferences.isRelative(address)) {
            throw new UnusableException("leads to a file that is not in the mail");
        }
        return Optional.empty();
    }

    private List<Attachment> files() {
        List<Attachment> files = new ArrayList<>();
        for (Leaf leaf : parts.leaves()) {
            boolean shown = leaf.shown() && !leaf.contentId().isEmpty();
            Attachment image = shown
                    ? images.computeIfAbsent(leaf, each -> contentIds.inline(each.file(), each.contentId()))
                    : images.get(leaf);
            files.add(image == null ? leaf.file() : image);
        }
        return files;
    }

    private static String percentDecoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
