package dev.triggered.templates;

import dev.triggered.Attachment;
import dev.triggered.Mailbox;
import java.util.List;
import java.util.Optional;

/**
 * A campaign with its images in place, and its placeholders as they were.
 *
 * @param subject the subject; blank where there is none
 * @param html the HTML part; blank where there is none
 * @param text the text part; blank where there is none
 * @param files images and attachments
 * @param sender who sent it
 * @param faults what was wrong with it so far
 */
record RawCampaign(
        String subject, String html, String text, List<Attachment> files, Sender sender, List<CampaignFault> faults) {
    RawCampaign {
        files = List.copyOf(files);
        faults = List.copyOf(faults);
    }

    /** Who sent it, and where replies went. */
    record Sender(Optional<Mailbox> from, Optional<Mailbox> replyTo) {
        static final Sender NONE = new Sender(Optional.empty(), Optional.empty());
    }
}
