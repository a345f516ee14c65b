package dev.triggered.templates;

import dev.triggered.EmailAddress;
import dev.triggered.InvalidAddressException;
import dev.triggered.MailContent;
import dev.triggered.Mailbox;
import dev.triggered.templates.CampaignFault.Category;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A campaign that was made elsewhere, as the content of a stream: with its images and attachments, and with its placeholders
 * translated into Mustache. Immutable.
 *
 * <pre>{@code
 * MailStream.named("order-confirmation")
 *         .on(orderPlaced)
 *         .purpose(Purpose.ORDER_CONFIRMATION)
 *         .from("Acme Orders <orders@notify.acme.example>")
 *         .content(CampaignImport.eml(Path.of("campaign.eml")).content())
 *         .build();
 * }</pre>
 *
 * <p>Translated are <code>%%name%%</code> and <code>%%UrlEncode_name%%</code> (fields of the contact),
 * <code>{{ event.name }}</code> with the filters {@code default}, {@code upper}, {@code lower} and {@code url_encode}, loops
 * (<code>{% foreach item in event.items %}</code>, {@code for}) and conditions (<code>{% if event.express %}</code>,
 * {@code not}, {@code elseif}, {@code else}). Sections, values and helpers in Mustache stay as they are. All other text is
 * text, whatever braces it holds.
 */
public final class CampaignImport {
    private static final List<String> PARTS = List.of("header", "subject", "html", "text", "file");

    private final RawCampaign raw;
    private final @Nullable String givenSubject;
    private final List<String> senderDomains;
    private final Map<String, String> parts;
    private final List<CampaignFault> faults;

    private CampaignImport(RawCampaign raw, @Nullable String givenSubject, List<String> senderDomains) {
        this.raw = raw;
        this.givenSubject = givenSubject;
        this.senderDomains = senderDomains;
        Map<String, String> sources = new TreeMap<>();
        List<CampaignFault> all = new ArrayList<>(raw.faults());
        if (givenSubject == null) {
            translate("subject", raw.subject(), Kind.SUBJECT, sources, all);
        } else {
            sources.put("subject", givenSubject);
        }
        translate("html", raw.html(), Kind.HTML, sources, all);
        translate("text", raw.text(), Kind.TEXT, sources, all);
        all.addAll(incomplete(sources));
        all.addAll(foreignSender(raw.sender(), senderDomains));
        all.sort(Comparator.comparingInt((CampaignFault fault) -> PARTS.indexOf(fault.part()))
                .thenComparingInt(CampaignFault::line));
        this.parts = sources;
        this.faults = List.copyOf(all);
    }

    private static CampaignImport of(RawCampaign raw) {
        return new CampaignImport(raw, null, List.of());
    }

    /**
     * Reads a campaign that was saved as a mail (RFC 5322), of at most 25 MB.
     *
     * @param file such as {@code campaign.eml}
     * @return the campaign
     * @throws CampaignException if that is no mail, cut off, too large, or nested too deep
     */
    public static CampaignImport eml(Path file) {
        return of(EmlReader.read(CampaignBytes.read(file)));
    }

    /**
     * Reads a campaign that was saved as a mail (RFC 5322), of at most 25 MB.
     *
     * @param mail the mail; read to its end, and not closed
     * @return the campaign
     * @throws CampaignException if that is no mail, cut off, too large, or nested too deep
     * @throws IOException if it cannot be read
     */
    public static CampaignImport eml(InputStream mail) throws IOException {
        return of(EmlReader.read(CampaignBytes.read(mail)));
    }

    /**
     * Reads a campaign that is an HTML file. Images that it names relatively are taken from its folder; its title is the subject.
     *
     * @param file such as {@code campaign.html}, in UTF-8, UTF-16 or the charset that it names
     * @return the campaign
     * @throws CampaignException if that is no HTML, or too large
     */
    public static CampaignImport html(Path file) {
        return of(HtmlFile.read(file));
    }

    /**
     * Reads a campaign that is HTML, without a folder that images could be in. Its title is the subject.
     *
     * @param html the HTML
     * @return the campaign
     * @throws CampaignException if that is no HTML, or too large
     */
    public static CampaignImport html(String html) {
        return of(HtmlFile.read(html));
    }

    /**
     * Reads a campaign of whichever kind, told by how the file begins: a mail (RFC 5322), HTML without a folder that images could be in, or
     * an archive (ZIP) of an HTML file and the images that it names relatively. Of an archive the HTML in its outermost folder is taken.
     *
     * @param file its content, of at most 25 MB; not changed
     * @return the campaign
     * @throws CampaignException if that is none of these, cut off, too large, nested too deep, or an archive of several HTML files
     */
    public static CampaignImport file(byte[] file) {
        byte[] bytes = CampaignBytes.requireSmall(file);
        return of(CampaignForm.of(bytes).read(bytes));
    }

    /**
     * Returns this campaign with another subject, in place of its own or of one that it lacks.
     *
     * @param source the source, in Mustache
     * @return a new import
     */
    public CampaignImport subject(String source) {
        return new CampaignImport(raw, source, senderDomains);
    }

    /**
     * Returns this campaign with a domain that its sender may be in; the sender is checked as soon as there is one.
     *
     * @param domain such as {@code notify.acme.example}
     * @return a new import
     * @throws InvalidAddressException if it is no domain
     */
    public CampaignImport senderDomain(String domain) {
        List<String> domains = new ArrayList<>(senderDomains);
        domains.add(EmailAddress.parse("sender@" + domain).domain());
        return new CampaignImport(raw, givenSubject, List.copyOf(domains));
    }

    /**
     * Returns the content for a stream.
     *
     * @return the content
     * @throws CampaignException naming all {@link #faults} if there is any
     */
    public MailContent content() {
        if (!faults.isEmpty()) {
            throw new CampaignException(faults);
        }
        return MailContent.of(parts, raw.files());
    }

    /**
     * Returns the content as far as it goes, for somebody to mend: placeholders that could not be translated stand in it as text.
     *
     * @return the content
     * @throws CampaignException if it has no subject or no body
     */
    public MailContent draft() {
        List<CampaignFault> lacks = faults.stream()
                .filter(fault -> fault.category() == Category.INCOMPLETE)
                .toList();
        if (!lacks.isEmpty()) {
            throw new CampaignException(lacks);
        }
        return MailContent.of(parts, raw.files());
    }

    /**
     * Returns what keeps the campaign from being used as it is.
     *
     * @return all of it, by part and line; at most about 100 faults per part, and how many there are more
     */
    public List<CampaignFault> faults() {
        return faults;
    }

    /**
     * Returns who sent the campaign. A stream names its own sender.
     *
     * @return the mailbox; empty where there is none, or no valid one
     */
    public Optional<Mailbox> from() {
        return raw.sender().from();
    }

    /**
     * Returns where replies to the campaign went.
     *
     * @return the mailbox; empty where that is not said, or not a valid one
     */
    public Optional<Mailbox> replyTo() {
        return raw.sender().replyTo();
    }

    private static void translate(
            String part, String text, Kind kind, Map<String, String> sources, List<CampaignFault> faults) {
        if (!text.isBlank()) {
            Findings findings = new Findings(part);
            sources.put(part, Placeholders.translate(text, kind, findings));
            faults.addAll(findings.all());
        }
    }

    private static List<CampaignFault> incomplete(Map<String, String> sources) {
        List<CampaignFault> lacks = new ArrayList<>();
        if (!sources.containsKey("subject")) {
            lacks.add(new CampaignFault(
                    Category.INCOMPLETE, "subject", 0, "", "is not there: give one with subject(...)"));
        }
        if (!sources.containsKey("html") && !sources.containsKey("text")) {
            lacks.add(new CampaignFault(Category.INCOMPLETE, "html", 0, "", "is not there, and no text either"));
        }
        return lacks;
    }

    private static List<CampaignFault> foreignSender(RawCampaign.Sender sender, List<String> domains) {
        return sender.from().stream()
                .filter(from ->
                        !domains.isEmpty() && !domains.contains(from.address().domain()))
                .map(from -> new CampaignFault(
                        Category.SENDER, "header", 0, "From: " + from, "is in none of the sender domains " + domains))
                .toList();
    }

    /** Shows the parts and the number of faults, not what stands in them. */
    @Override
    public String toString() {
        return "CampaignImport[" + String.join(", ", parts.keySet()) + ", "
                + raw.files().size() + " files, " + faults.size() + " faults]";
    }
}
