package dev.triggered.templates;

import dev.triggered.Attachment;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a campaign that is an HTML file, with the images beside it. Used by one thread. */
final class HtmlFile {
    private static final Pattern CHARSET =
            Pattern.compile("(?i)<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w.:-]{1,40})");
    private static final Pattern ELEMENT = Pattern.compile("<[A-Za-z!][^<>]*>");
    private static final Pattern QUERY = Pattern.compile("[?#].*");
    private static final Map<String, String> IMAGES = Map.of(
            "png", "image/png",
            "gif", "image/gif",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "webp", "image/webp",
            "svg", "image/svg+xml",
            "bmp", "image/bmp");

    private final @Nullable Path folder;
    private final Findings findings = new Findings("html");
    private final ContentIds contentIds = new ContentIds();
    private final Map<Path, Attachment> images = new LinkedHashMap<>();
    private long bytes;

    private HtmlFile(@Nullable Path folder) {
        this.folder = folder;
    }

    static RawCampaign read(Path file) {
        byte[] bytes = CampaignBytes.read(file);
        HtmlFile page = new HtmlFile(file.toAbsolutePath().normalize().getParent());
        return page.campaign(page.decode(bytes));
    }

    static RawCampaign read(byte[] html) {
        HtmlFile page = new HtmlFile(null);
        return page.campaign(page.decode(html));
    }

    static RawCampaign read(String html) {
        return new HtmlFile(null).campaign(html);
    }

    private String decode(byte[] octets) {
        String start = new String(octets, 0, Math.min(octets.length, 4096), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u00FE\u00FF") || start.startsWith("\u00FF\u00FE")) {
            return CampaignBytes.decode(octets, "UTF-16", findings);
        }
        Findings none = new Findings("html");
        String text = CampaignBytes.decode(octets, "UTF-8", none);
        Matcher charset = CHARSET.matcher(start);
        return none.all().isEmpty() || !charset.find()
                ? noting(text, none)
                : CampaignBytes.decode(octets, charset.group(1), findings);
    }

    private String noting(String text, Findings others) {
        others.all().forEach(fault -> findings.add(fault.category(), fault.line(), fault.text(), fault.reason()));
        return text;
    }

    private RawCampaign campaign(String html) {
        CampaignBytes.requireShort("html", html);
        if (!ELEMENT.matcher(html).find() || html.indexOf('\0') >= 0) {
            throw CampaignException.unreadable("is no HTML");
        }
        String title = HtmlInspection.inspect(html, findings);
        String body = new ImageReferences(html, findings).replace(this::image);
        return new RawCampaign(
                title, body, "", new ArrayList<>(images.values()), RawCampaign.Sender.NONE, findings.all());
    }

    private Optional<String> image(String address) throws UnusableException {
        if (address.regionMatches(true, 0, "file:", 0, 5)) {
            throw new UnusableException("leads to a file of one machine");
        }
        if (!ImageReferences.isRelative(address)) {
            return Optional.empty();
        }
        if (folder == null) {
            throw new UnusableException("leads to a file, and there is no folder to look in");
        }
        Path file = find(folder, address);
        Attachment known = images.get(file);
        Attachment image = known == null ? load(file) : known;
        images.put(file, image);
        return Optional.of("cid:" + image.contentId());
    }

    private static Path find(Path folder, String address) throws UnusableException {
        try {
            String name = URLDecoder.decode(
                    QUERY.matcher(address).replaceFirst("").replace("+", "%2B"), StandardCharsets.UTF_8);
            Path file = folder.resolve(name.replace('\\', '/')).toRealPath();
            if (!file.startsWith(folder.toRealPath())) {
                throw new UnusableException("leads out of the folder of the HTML");
            }
            return file;
        } catch (IOException | InvalidPathException e) {
            throw new UnusableException("is not there");
        } catch (IllegalArgumentException e) {
            throw new UnusableException("is no address");
        }
    }

    private Attachment load(Path file) throws UnusableException {
        String name = file.getFileName().toString();
        String type = IMAGES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (type == null || !Files.isRegularFile(file)) {
            throw new UnusableException("is no image: those are " + String.join(", ", IMAGES.keySet()));
        }
        byte[] content = CampaignBytes.read(file);
        bytes += content.length;
        if (bytes > CampaignBytes.LARGEST) {
            throw new UnusableException(
                    "is one image too much: all have more than " + CampaignBytes.LARGEST + " bytes");
        }
        return contentIds.inline(FileNames.file(name, "image", type, content), name);
    }
}
