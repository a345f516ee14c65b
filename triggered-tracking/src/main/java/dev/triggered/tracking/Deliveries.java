package dev.triggered.tracking;

import dev.triggered.SmtpReply;
import dev.triggered.feedback.BounceReason;
import dev.triggered.tracking.Evidence.Stage;
import dev.triggered.tracking.Passages.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the reports on each recipient out of what a mail says, by fields and by words. */
final class Deliveries {
    private final Reasons reasons;
    private final List<String> lines;
    private final String whole;
    private final Codes codesOfAll;
    private final Passages passages;
    private final List<String> sentTo;
    private final List<String> named;
    private final DeliveryAction usual;

    Deliveries(CameBack mail, PatternTable patterns, Reasons reasons) {
        this.reasons = reasons;
        this.lines = mail.text().lines();
        this.whole = mail.text().text();
        this.codesOfAll = Codes.in(whole);
        this.sentTo = mail.original().recipients();
        Mentions mentions = new Mentions(lines, patterns);
        this.passages = new Passages(lines, mentions);
        this.named = named(mail.header(), mentions, sentTo);
        boolean delay = patterns.find("delay", PlainText.of(mail.subject())).isPresent()
                || patterns.find("delay", PlainText.of(whole)).isPresent();
        this.usual = delay ? DeliveryAction.DELAYED : DeliveryAction.FAILED;
    }

    /** Returns the recipients that something else than a report's fields names: the surest source counts. */
    private static List<String> named(Header header, Mentions mentions, List<String> sentTo) {
        List<String> failed = new ArrayList<>();
        for (String field : header.all("X-Failed-Recipients")) {
            Addresses.find(field, StatusFields.MOST_RECIPIENTS).forEach(found -> failed.add(found.address()));
        }
        if (!failed.isEmpty()) {
            return failed;
        }
        List<String> mentioned = mentions.recipients(sentTo);
        return mentioned.isEmpty() ? sentTo : mentioned;
    }

    List<RecipientReport> read(StatusFields fields) {
        String reporting = Account.host(fields.message().getOrDefault("reporting-mta", ""));
        List<RecipientReport> reports = new ArrayList<>();
        for (Map<String, String> recipient : fields.recipients()) {
            Account account = Account.of(recipient, usual, reporting, sentTo);
            if (account.address().recipient().indexOf('@') < 0 && !named.isEmpty()) {
                account = account.at(named.get(0));
            }
            if (!account.address().recipient().isEmpty()) {
                reports.add(report(account));
            }
        }
        return reports.isEmpty() ? readWords(reporting) : reports;
    }

    /** Reads a report that has no fields about any recipient. */
    List<RecipientReport> readWords(String reporting) {
        List<String> recipients = named.isEmpty() ? List.of("") : named;
        return recipients.stream()
                .map(recipient -> report(Account.of(recipient, usual, reporting)))
                .toList();
    }

    private RecipientReport report(Account account) {
        Passage about = about(account.address());
        String said = said(about);
        String words = account.diagnostic().isEmpty() ? said : account.diagnostic();
        Codes codes = codes(account, about);
        String text = words.isEmpty() ? about.paragraph() : words;
        BounceReason reason = switch (account.action()) {
            case FAILED -> reason(account, List.of(words, said, about.paragraph()), codes, about);
            case DELAYED -> BounceReason.DELAYED;
            default -> BounceReason.DELIVERED;
        };
        return new RecipientReport(
                account.address(), account.action(), reply(codes, account.action(), text), reason, account.hosts());
    }

    private Passage about(ReportedAddress address) {
        Passage about = passages.about(address.recipient());
        return about.all().isEmpty() ? passages.about(address.finalRecipient()) : about;
    }

    private static String said(Passage about) {
        String said = Codes.said(about.paragraph());
        String later = said.isEmpty() ? Codes.said(about.all()) : said;
        int end = later.indexOf("\n\n");
        return end < 0 ? later : later.substring(0, end);
    }

    /** What the remote server said comes before what the reporting one made of it. */
    private Codes codes(Account account, Passage about) {
        Codes said = Codes.in(account.diagnostic());
        Codes around = Codes.in(about.all()).or(named.size() > 1 ? Codes.NONE : codesOfAll);
        String status = said.status();
        if (!said.isSpecific() && Codes.isSpecific(account.status())) {
            status = account.status();
        } else if (status.isEmpty()) {
            status = account.status().isEmpty() ? around.status() : account.status();
        }
        return new Codes(said.code() == 0 ? around.code() : said.code(), status);
    }

    private BounceReason reason(Account account, List<String> near, Codes codes, Passage about) {
        Evidence evidence = new Evidence(codes.code(), codes.status(), stage(account, near.get(0), codes, about));
        return reasons.classified(account.category())
                .orElseGet(() -> reasons.find(near, List.of(about.all(), whole), evidence));
    }

    private Stage stage(Account account, String words, Codes codes, Passage about) {
        for (String text : List.of(words, about.paragraph(), about.all())) {
            Stage told = reasons.stage(text);
            if (told != Stage.UNKNOWN) {
                return told;
            }
        }
        Stage shown = Transcript.stage(lines, words);
        boolean local = shown == Stage.UNKNOWN
                && codes.code() == 0
                && account.hosts().remote().isEmpty();
        return local ? Stage.LOCAL : shown;
    }

    private static SmtpReply reply(Codes codes, DeliveryAction action, String text) {
        String status = codes.status();
        if (status.isEmpty()) {
            status = switch (action) {
                case FAILED -> codes.code() >= 400 && codes.code() < 500 ? "4.0.0" : "5.0.0";
                case DELAYED -> "4.0.0";
                default -> "2.0.0";
            };
        }
        return new SmtpReply(codes.code(), status, withoutCodes(text.strip(), codes));
    }

    private static String withoutCodes(String text, Codes codes) {
        String words = without(text, Integer.toString(codes.code()));
        return words.equals(text) ? text : without(words, codes.status());
    }

    private static String without(String text, String code) {
        boolean begins = !code.isEmpty()
                && text.startsWith(code)
                && text.length() > code.length()
                && " -\n".indexOf(text.charAt(code.length())) >= 0;
        return begins ? text.substring(code.length() + 1).strip() : text;
    }
}
