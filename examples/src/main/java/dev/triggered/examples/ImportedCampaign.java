package dev.triggered.examples;

import dev.triggered.Contact;
import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MessageId;
import dev.triggered.Purpose;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.templates.CampaignException;
import dev.triggered.templates.CampaignImport;
import dev.triggered.templates.MustacheTemplates;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A campaign of a marketing tool, saved as a mail, that becomes the mail of an event. */
public final class ImportedCampaign {
    static final ExternalEvent PARCEL_SENT = ExternalEvent.named("parcel-sent")
            .requires("number", "parcel", "items.name", "items.count")
            .allows("express", "note");

    private ImportedCampaign() {}

    /**
     * Imports a campaign, triggers its event, and prints the mail as a server inside this process received it.
     *
     * @param args an {@code .eml} file, or nothing for the one of this program
     * @throws IOException if the received mail cannot be read
     * @throws MessagingException if the received mail cannot be read
     */
    public static void main(String[] args) throws IOException, MessagingException {
        run(args.length == 0 ? ownCampaign() : Path.of(args[0]), System.out);
    }

    static Path ownCampaign() {
        URL campaign = ImportedCampaign.class.getResource("/campaign/parcel-notice.eml");
        if (campaign == null) {
            throw new IllegalStateException("the campaign of this program is not there: build it first");
        }
        try {
            return Path.of(campaign.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("nobody knows where this program is: name an .eml file", e);
        }
    }

    static void run(Path eml, PrintStream out) throws IOException, MessagingException {
        MailStream stream;
        try {
            stream = stream(eml);
        } catch (CampaignException e) {
            e.faults().forEach(out::println);
            return;
        }
        try (LocalMailbox mailbox = new LocalMailbox()) {
            mailbox.print(Set.of(send(stream, mailbox.relay())), out);
        }
    }

    static MailStream stream(Path eml) {
        MailStream stream = MailStream.named("parcel-notice")
                .on(PARCEL_SENT)
                .purpose(Purpose.SHIPPING_NOTICE)
                .from("Acme Parcels <parcels@notify.acme.example>")
                .content(CampaignImport.eml(eml).content())
                .build();
        return stream;
    }

    /** Makes a content of a campaign that needs a hand. */
    static MailContent mended(Path html, PrintStream out) {
        CampaignImport campaign = CampaignImport.html(html).subject("Your parcel {{event.parcel}}");
        campaign.faults().forEach(out::println);
        MailContent draft = campaign.draft();
        String mended = draft.parts().getOrDefault("html", "").replace("{% set greeting = 'Hello' %}", "");
        MailContent content = draft.html(mended).part("subject_de", "Ihr Paket {{event.parcel}}");
        return content;
    }

    private static MessageId send(MailStream stream, SmtpRelay relay) {
        try (TriggeredMail mail = TriggeredMail.builder()
                .senderDomain("notify.acme.example")
                .templates(MustacheTemplates.inCode())
                .dispatcher(SmtpDispatcher.to(relay).build())
                .stream(stream)
                .start()) {
            TriggerReceipt receipt = mail.trigger(PARCEL_SENT, parcel()).orThrow();
            return receipt.answers().get(0).messageId().orElseThrow();
        }
    }

    private static Trigger parcel() {
        return Trigger.to(Contact.of("jane@example.com").with("firstName", "Jane"))
                .with("number", "4711")
                .with("parcel", "A/42")
                .with("express", true)
                .with(
                        "items",
                        List.of(
                                Map.of("name", "Espresso cup", "count", 2),
                                Map.of("name", "Coffee <fresh & strong>", "count", 1)));
    }
}
