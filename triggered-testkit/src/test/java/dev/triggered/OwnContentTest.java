package dev.triggered;

import static dev.triggered.testkit.CapturedMailAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.testkit.CapturedAttachment;
import dev.triggered.testkit.CapturedMail;
import org.junit.jupiter.api.Test;

/** A stream that carries what its mails are made from. */
class OwnContentTest {
    private static final MailContent CONTENT = MailContent.of("Your order {event.number}")
            .text("Thank you for {event.number}")
            .file(Attachment.of("logo.png", new byte[] {1}).inline("logo"))
            .file(Attachment.of("terms.txt", new byte[] {65, 66}));

    private static MailStream.Builder stream() {
        return MailStream.named("own orders")
                .on(Shop.ORDER)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("Acme Orders <orders@notify.acme.example>")
                .content(CONTENT);
    }

    @Test
    void makes_its_mails_from_it_and_sends_its_files_behind_those_of_the_trigger() {
        try (Shop shop = new Shop().with(stream()).open()) {
            shop.trigger(Shop.order(7).attach(Attachment.of("invoice.txt", new byte[] {67})));

            CapturedMail mail = shop.dispatcher().awaitMail();
            assertThat(mail).hasSubject("Your order 7").hasTextContaining("Thank you for 7");
            assertThat(mail.attachments())
                    .extracting(CapturedAttachment::name)
                    .containsSubsequence("invoice.txt", "terms.txt")
                    .containsExactlyInAnyOrder("logo.png", "invoice.txt", "terms.txt");
            assertThat(mail.attachments())
                    .extracting(CapturedAttachment::contentId)
                    .containsExactlyInAnyOrder("logo", "", "");
            assertThat(mail.attachments().get(2).bytes()).containsExactly(65, 66);
        }
    }

    @Test
    void lets_a_file_of_the_trigger_take_the_place_of_the_one_with_its_content_id() {
        try (Shop shop = new Shop().with(stream()).open()) {
            shop.trigger(Shop.order(7)
                    .attach(Attachment.of("seasonal.png", new byte[] {2}).inline("logo")));

            assertThat(shop.dispatcher().awaitMail().attachments())
                    .extracting(CapturedAttachment::name)
                    .containsExactly("seasonal.png", "terms.txt");
        }
    }

    @Test
    void counts_its_files_towards_the_limit_of_attachments() {
        try (Shop shop = new Shop()
                .with(stream())
                .settings(settings -> settings.limits(new Limits(1_000, 10)))
                .open()) {
            Trigger seven = Shop.order(7).attach(Attachment.of("a.bin", new byte[7]));
            Trigger eight = Shop.order(8).attach(Attachment.of("a.bin", new byte[8]));

            assertThat(shop.trigger(seven).verdict()).isEqualTo(Verdict.ACCEPTED);
            assertThat(shop.trigger(eight).verdict()).isEqualTo(Verdict.TOO_LARGE);
            assertThat(shop.trigger(eight).reason()).contains("11 bytes");
        }
    }

    @Test
    void can_be_previewed_and_explained() {
        try (Shop shop = new Shop().with(stream()).open()) {
            assertThat(shop.mail().preview("own orders", Shop.order(7)).subject())
                    .isEqualTo("Your order 7");
            Explanation.Step step =
                    shop.mail().explain(Shop.ORDER, Shop.order(7)).steps().get(0);
            assertThat(step.answer().verdict()).isEqualTo(Verdict.ACCEPTED);
            assertThat(CapturedMail.parse("", "", step.mime().orElseThrow()).attachments())
                    .hasSize(2);
        }
    }

    @Test
    void can_be_previewed_before_an_edit_is_published() {
        try (Shop shop = new Shop().with(stream()).open()) {
            MailStream live = shop.mail().streams().find("own orders").orElseThrow().stream();
            MailStream mended = live.edit()
                    .content(MailContent.of("Mended").text("Mended."))
                    .build();
            MailStream stray = live.edit().from("shop@elsewhere.example").build();

            assertThat(shop.mail().preview(mended, Shop.order(7)).subject()).isEqualTo("Mended");
            assertThatThrownBy(() -> shop.mail().preview(stray, Shop.order(7)))
                    .isInstanceOf(InvalidStreamException.class)
                    .hasMessageContaining("elsewhere.example");
            assertThat(shop.mail().streams().find("own orders").orElseThrow().version())
                    .isEqualTo(1);
        }
    }

    @Test
    void misses_what_its_content_asks_for() {
        try (Shop shop = new Shop().with(stream()).open()) {
            TriggerReceipt.Answer answer = shop.trigger(Trigger.to("jane@example.com"));
            assertThat(answer.verdict()).isEqualTo(Verdict.MISSING_DATA);
            assertThat(answer.missing()).contains("event.number");
        }
    }
}
