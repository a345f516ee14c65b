package dev.triggered.templates;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a file with a campaign is, told by how it begins. */
enum CampaignForm {
    MAIL,
    HTML,
    ARCHIVE;

    private static final int START = 1_000;
    private static final Pattern FIELD = Pattern.compile("\\A(?:From |[!-9;-~&&[^<]][!-9;-~]{0,76}:)");

    static CampaignForm of(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, START), StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK\u0003\u0004")) {
            return ARCHIVE;
        }
        return FIELD.matcher(start.stripLeading()).find() ? MAIL : HTML;
    }

    RawCampaign read(byte[] file) {
        return switch (this) {
            case MAIL -> EmlReader.read(file);
            case HTML -> HtmlFile.read(file);
            case ARCHIVE -> ZippedHtml.read(file);
        };
    }
}
