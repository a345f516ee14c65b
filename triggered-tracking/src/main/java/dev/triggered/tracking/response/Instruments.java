package dev.triggered.tracking.response;

import dev.triggered.MailStream;
import dev.triggered.RenderedMail;
import dev.triggered.Tracking;
import dev.triggered.spi.MailInstrument;
import dev.triggered.tracking.response.HtmlMarks.Mark;
import java.util.List;
import java.util.Optional;

/**
 * Puts signed links in the place of those of a mail, and an image that nobody sees at its end. Every other character stays as it is.
 * Thread-safe.
 */
final class Instruments implements MailInstrument {
    /** The most links that are tracked in a mail; those behind them stay as they are. */
    static final int MOST_LINKS = 500;

    private final String base;
    private final LinkTokens tokens;
    private final boolean inText;

    /**
     * @param base what stands before each token
     * @param inText whether links in plain text are tracked too
     */
    Instruments(String base, LinkTokens tokens, boolean inText) {
        this.base = base;
        this.tokens = tokens;
        this.inText = inText;
    }

    @Override
    public RenderedMail instrument(RenderedMail mail, Sending sending) {
        MailStream stream = sending.stream();
        Tracking tracking = stream.tracking();
        if (tracking == Tracking.OFF || stream.isBroadcast() || stream.purpose().carriesSecrets()) {
            return mail;
        }
        HtmlMarks html = marks(mail.html());
        List<Mark> text = inText && tracking.clicks() ? TextLinks.of(mail.text()) : List.of();
        LinkTokens.Signer signer = tokens.signer(sending.id(), sending.at());
        Links links = new Links(base, signer, tracking.clicks() ? html.marks() : List.of(), text);
        Optional<String> image = html.end().filter(end -> tracking.opens()).map(end -> image(signer));
        String tracked = mail.html().isEmpty()
                ? ""
                : links.inHtml(mail.html(), html.end().orElse(0), image.orElse(""));
        return new RenderedMail(mail.subject(), tracked, links.inText(mail.text()));
    }

    private static HtmlMarks marks(String html) {
        return TagScan.of(html).orElseGet(() -> ParsedMarks.of(html));
    }

    private String image(LinkTokens.Signer signer) {
        return "<img src=\"" + base + signer.open() + "\" width=\"1\" height=\"1\" alt=\"\" style=\"border:0\">";
    }
}
