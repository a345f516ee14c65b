package dev.triggered.web.page;

import dev.triggered.Attachment;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.RenderedMail;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The images that go with a mail, put into its HTML for a frame, where nothing is loaded. */
final class InlineImages {
    private static final Pattern REFERENCE = Pattern.compile("cid:([A-Za-z0-9._@+=$~!-]+)");
    private static final Pattern PARAMETERS = Pattern.compile(";.*");
    private static final int MOST = 20_000_000;

    private final Map<String, Attachment> images = new HashMap<>();
    private int room = MOST;

    private InlineImages(List<Attachment> files) {
        files.stream()
                .filter(file -> file.type().startsWith("image/"))
                .forEach(file -> images.put(file.contentId(), file));
    }

    /** Returns a mail with the images of its stream in place of their content ids; beyond 20 million characters of them they are not. */
    static RenderedMail in(RenderedMail mail, MailStream stream) {
        List<Attachment> files = stream.content().map(MailContent::files).orElse(List.of());
        return new RenderedMail(mail.subject(), new InlineImages(files).in(mail.html()), mail.text());
    }

    private String in(String html) {
        return REFERENCE.matcher(html).replaceAll((MatchResult found) -> {
            Attachment image = images.get(found.group(1));
            return Matcher.quoteReplacement(image == null ? found.group() : data(image, found.group()));
        });
    }

    private String data(Attachment image, String otherwise) {
        if (image.heldBytes() / 3 * 4 > room) {
            return otherwise;
        }
        try (InputStream in = image.open()) {
            String data = "data:" + PARAMETERS.matcher(image.type()).replaceFirst("") + ";base64,"
                    + Base64.getEncoder().encodeToString(in.readAllBytes());
            room -= data.length();
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
