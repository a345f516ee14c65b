package dev.triggered.templates;

import dev.triggered.templates.CampaignFault.Category;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The addresses of images in HTML: in {@code src} and {@code background}, in comments for one mail program too, and in
 * {@code url(...)} of styles. All else stays as it is written.
 */
final class ImageReferences {
    private static final Pattern REFERENCE = Pattern.compile("(?i)(?:\\s(?:src|background)\\s*=\\s*|\\burl\\(\\s*)"
            + "(?:\"([^\"]*)\"|'([^']*)'|&quot;([^\"<>]*?)&quot;|([^\\s\"'>()]+))");
    private static final Pattern SIZES = Pattern.compile("(?i)\\ssrcset\\s*=\\s*(\"[^\"]*\"|'[^']*')");
    private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]+:.*");
    static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{|\\{%|%%");

    private final String html;
    private final Findings findings;

    /** Says what takes the place of an address. */
    interface Replacement {
        /**
         * Returns an address.
         *
         * @param address the address as a reader of HTML sees it
         * @return what takes its place; empty where it stays
         * @throws UnusableException if it leads nowhere
         */
        Optional<String> of(String address) throws UnusableException;
    }

    ImageReferences(String html, Findings findings) {
        this.html = html;
        this.findings = findings;
    }

    /** Says whether an address leads to something beside the page that it stands in. */
    static boolean isRelative(String address) {
        return !address.isEmpty()
                && !address.startsWith("#")
                && !address.startsWith("//")
                && !SCHEME.matcher(address).matches();
    }

    /** Returns the HTML with other addresses; notes those that lead nowhere. */
    String replace(Replacement replacement) {
        LineCounter lines = new LineCounter(html);
        SIZES.matcher(html)
                .results()
                .forEach(found -> findings.add(
                        Category.FILE,
                        lines.lineAt(found.start()),
                        found.group(),
                        "names other sizes of an image, which cannot go along: take it out"));
        LineCounter linesAgain = new LineCounter(html);
        return REFERENCE.matcher(html).replaceAll((MatchResult found) -> {
            int line = linesAgain.lineAt(found.start());
            return Matcher.quoteReplacement(replaced(found, line, replacement));
        });
    }

    private String replaced(MatchResult found, int line, Replacement replacement) {
        String whole = found.group();
        int group = IntStream.rangeClosed(1, found.groupCount())
                .filter(i -> found.group(i) != null)
                .findFirst()
                .orElseThrow();
        String written = found.group(group);
        if (PLACEHOLDER.matcher(written).find()) {
            return whole;
        }
        try {
            Optional<String> other = replacement.of(Html.unescape(written, true).strip());
            String before = whole.substring(0, found.start(group) - found.start());
            String after = whole.substring(found.end(group) - found.start());
            return other.map(address -> before + address + after).orElse(whole);
        } catch (UnusableException e) {
            findings.add(Category.FILE, line, written, e.reason());
            return whole;
        }
    }
}
