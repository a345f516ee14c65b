package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triggered.InvalidAddressException;
import dev.triggered.templates.CampaignFault.Category;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a campaign must not have, all at once. */
class CampaignRefusalTest {
    private static final String MARKETING = """
            From: Acme <news@elsewhere.example>
            Subject: Hello {{ name }}
            Precedence: bulk
            List-Unsubscribe: <https://acme.example/u>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain

            Hello
            https://acme.example/unsubscribe?id=1
            --b
            Content-Type: text/html

            <p>Hello {% set x = 1 %}</p>
            <script>alert(1)</script>
            <form action="https://x"><input name="a"></form>
            <a href="https://acme.example/u" onclick="go()">Unsubscribe here</a>
            <img src="cid:none"><img src="logo.png">
            --b--
            """;

    @Test
    void is_told_at_once_by_part_and_line() {
        CampaignImport imported = Eml.read(MARKETING).senderDomain("notify.acme.example");

        CampaignException e = catchThrowableOfType(CampaignException.class, imported::content);

        assertThat(e.faults()).isEqualTo(imported.faults());
        assertThat(e.faults())
                .extracting(fault -> fault.category() + " " + fault.part() + ":" + fault.line() + " " + fault.text())
                .containsExactly(
                        "MARKETING header:0 List-Unsubscribe",
                        "MARKETING header:0 List-Unsubscribe-Post",
                        "MARKETING header:0 Precedence: bulk",
                        "SENDER header:0 From: Acme <news@elsewhere.example>",
                        "UNTRANSLATED subject:1 {{ name }}",
                        "UNTRANSLATED html:1 {% set x = 1 %}",
                        "ACTIVE html:2 <script>",
                        "ACTIVE html:3 <form>",
                        "ACTIVE html:3 <input>",
                        "ACTIVE html:4 onclick of <a>",
                        "MARKETING html:4 Unsubscribe here",
                        "FILE html:5 cid:none",
                        "FILE html:5 logo.png",
                        "MARKETING text:2 https://acme.example/unsubscribe?id=1");
        assertThat(e).hasMessageStartingWith("14 faults:\n  - header: 'List-Unsubscribe' is a field of mailing lists");
    }

    @Test
    void does_not_keep_a_draft_from_being_made() {
        assertThat(Eml.read(MARKETING).draft().parts())
                .containsEntry("subject", "Hello {{=<% %>=}}{{<%={{ }}=%> name }}")
                .containsEntry("text", "Hello\nhttps://acme.example/unsubscribe?id=1");
    }

    @Test
    void is_a_subject_or_a_body_that_is_not_there() {
        CampaignImport imported = Eml.read("From: a@acme.example\nMIME-Version: 1.0\n\n \n");

        assertThat(imported.faults())
                .extracting(CampaignFault::category, CampaignFault::part)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Category.INCOMPLETE, "subject"),
                        org.assertj.core.groups.Tuple.tuple(Category.INCOMPLETE, "html"));
        assertThatThrownBy(imported::draft)
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("subject: is not there")
                .hasMessageContaining("html: is not there, and no text either");
    }

    @Test
    void is_a_sender_only_where_domains_are_given() {
        CampaignImport imported = Eml.read(Eml.simple("text/plain", "x"));

        assertThat(imported.faults()).isEmpty();
        assertThat(imported.senderDomain("acme.example").faults()).isEmpty();
        assertThat(imported.senderDomain("other.example")
                        .senderDomain("ACME.example")
                        .faults())
                .isEmpty();
        assertThat(imported.senderDomain("sub.acme.example").faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.category()).isEqualTo(Category.SENDER));
        assertThatThrownBy(() -> imported.senderDomain("no domain")).isInstanceOf(InvalidAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a@acme.example, b@acme.example", "<>", "a@", "Acme <a@acme.example", "@"})
    void is_a_sender_that_is_no_mailbox(String from) {
        CampaignImport imported = Eml.read("From: " + from + "\nSubject: s\n\nx");

        assertThat(imported.from()).isEmpty();
        assertThat(imported.faults()).isNotEmpty().allMatch(fault -> fault.category() == Category.SENDER);
    }

    @Test
    void is_a_sender_with_a_placeholder() {
        CampaignImport imported = Eml.read("From: %%shop%% <a@acme.example>\nSubject: s\n\nx");

        assertThat(imported.faults())
                .extracting(CampaignFault::toString)
                .containsExactly("header: 'From: %%shop%% <a@acme.example>' is the same in all mails of a stream");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iframe src='https://x'></iframe>",
                "<object></object>",
                "<embed src='https://x'>",
                "<select></select>",
                "<textarea></textarea>",
                "<meta http-equiv='Refresh' content='0;url=https://x'>",
                "<p onmouseover='x()'>",
                "<a href=' java\nscript:x()'>",
                "<script>"
            })
    void is_whatever_runs(String html) {
        assertThat(CampaignImport.html("<title>t</title>" + html).faults())
                .isNotEmpty()
                .allMatch(fault -> fault.category() == Category.ACTIVE && fault.line() >= 1);
    }

    @Test
    void is_nothing_that_belongs_into_a_mail() {
        String html = """
                <title>Your order</title><style>a{color:red}</style>
                <script type="application/ld+json">{"@type":"Order"}</script>
                <p one two on>Log out: <a href="https://acme.example/logout">Abmelden</a></p>
                <p>You cannot unsubscribe from receipts. <a href="mailto:help@acme.example">Help</a></p>
                """;
        assertThat(CampaignImport.html(html).faults()).isEmpty();
    }

    @Test
    void shows_no_content() {
        assertThat(Eml.read(Eml.WHOLE)).hasToString("CampaignImport[html, subject, text, 2 files, 0 faults]");
    }
}
