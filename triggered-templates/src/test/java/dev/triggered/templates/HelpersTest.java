package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.triggered.MissingData;
import dev.triggered.PlainData;
import dev.triggered.TemplateException;
import dev.triggered.spi.MailTemplate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpersTest {
    private static MailTemplate template(String html) {
        return MustacheTemplates.inCode()
                .zone(ZoneId.of("Europe/Berlin"))
                .part("mail.subject", "-")
                .part("mail.html", html)
                .load("mail");
    }

    private static Map<String, Object> model(Object value) {
        return PlainData.of(Map.of("event", Map.of("x", value), "contact", Map.of()))
                .asMap();
    }

    private static String render(String html, Object value, Locale locale) {
        // The JDK's spaces differ from version to version.
        return template(html)
                .render(model(value), locale, MissingData.REFUSE)
                .html()
                .replace('\u00A0', ' ')
                .replace('\u202F', ' ');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{{#urlEncode}}{{event.x}}{{/urlEncode}}; a&b=c d/é+; a%26b%3Dc%20d%2F%C3%A9%2B",
                "{{#upper}}{{event.x}}{{/upper}}; straße; STRASSE",
                "{{#lower}}{{event.x}}{{/lower}}; ÄBC; äbc",
                "{{#number}}{{event.x}}{{/number}}; 1234567.50; 1.234.567,50",
                "{{#number}}{{event.x}}{{/number}}; -1234; -1.234",
                "{{#number}}{{event.x}} | 0.0{{/number}}; 2.25; 2,3",
                "{{#number}}{{event.x}} | #,##0.00{{/number}}; 1234.5; 1.234,50",
                "{{#percent}}{{event.x}}{{/percent}}; 0.19; 19 %",
                "{{#percent}}{{event.x}}{{/percent}}; 0.0725; 7,25 %",
                "{{#money}}{{event.x}} EUR{{/money}}; 1234.5; 1.234,50 €",
                "{{#money}}{{event.x}} EUR{{/money}}; 12.345; 12,35 €",
                "{{#money}}{{event.x}}{{/money}}; 12 EUR; 12,00 €",
                "{{#date}}{{event.x}}{{/date}}; 2026-05-31; 31.05.2026",
                "{{#date}}{{event.x}} | short{{/date}}; 2026-05-31; 31.05.26",
                "{{#date}}{{event.x}} | long{{/date}}; 2026-05-31; 31. Mai 2026",
                "{{#date}}{{event.x}} | full{{/date}}; 2026-05-31; Sonntag, 31. Mai 2026",
                "{{#date}}{{event.x}} | d. MMMM{{/date}}; 2026-05-31; 31. Mai",
                "{{#date}}{{event.x}}{{/date}}; 2026-05-31T23:30:00Z; 01.06.2026",
                "{{#time}}{{event.x}}{{/time}}; 18:30:15; 18:30",
                "{{#time}}{{event.x}} | medium{{/time}}; 18:30; 18:30:00",
                "{{#time}}{{event.x}} | HH.mm{{/time}}; 2026-05-31T16:30:00Z; 18.30",
                "{{#dateTime}}{{event.x}} | dd.MM.yyyy HH:mm{{/dateTime}}; 2026-05-31T16:30:00Z; 31.05.2026 18:30",
                "{{#dateTime}}{{event.x}} | HH:mm xxx{{/dateTime}}; 2026-05-31T16:30:00+05:30; 13:00 +02:00",
                "{{#dateTime}}{{event.x}} | HH:mm VV{{/dateTime}}; 2026-05-31T16:30:00+09:00[Asia/Tokyo]; 16:30 Asia/Tokyo",
                "{{#dateTime}}{{event.x}} | HH:mm VV{{/dateTime}}; 2026-05-31T16:30:00; 16:30 Europe/Berlin",
                "{{#upper}}{{#date}}{{event.x}} | MMMM{{/date}}{{/upper}}; 2026-05-31; MAI"
            })
    void turns_text_into_text_in_german(String html, String value, String expected) {
        assertThat(render(html, value, Locale.GERMANY)).isEqualTo(expected);
    }

    @Test
    void reads_the_dates_and_times_of_java_as_they_come_from_plain_data() {
        String html = "{{#dateTime}}{{event.x}} | yyyy-MM-dd HH:mm{{/dateTime}}";
        Instant moment = Instant.parse("2026-01-31T17:30:00Z");
        for (Object value : new Object[] {
            moment,
            Date.from(moment),
            OffsetDateTime.ofInstant(moment, ZoneOffset.ofHours(-5)),
            ZonedDateTime.ofInstant(moment, ZoneId.of("Europe/Paris")),
            LocalDateTime.of(2026, 1, 31, 18, 30)
        }) {
            assertThat(render(html, value, Locale.UK))
                    .as(value.getClass().getName())
                    .isEqualTo("2026-01-31 18:30");
        }
        assertThat(render("{{#date}}{{event.x}} | yyyy{{/date}}", LocalDate.of(2026, 1, 31), Locale.UK))
                .isEqualTo("2026");
        assertThat(render("{{#time}}{{event.x}} | HH:mm{{/time}}", LocalTime.of(18, 30), Locale.UK))
                .isEqualTo("18:30");
    }

    @Test
    void writes_numbers_and_money_as_each_locale_does() {
        BigDecimal value = new BigDecimal("1234.50");

        assertThat(render("{{#money}}{{event.x}} USD{{/money}}", value, Locale.US))
                .isEqualTo("$1,234.50");
        assertThat(render("{{#money}}{{event.x}} JPY{{/money}}", value, Locale.JAPAN))
                .endsWith("1,235");
        assertThat(render("{{#number}}{{event.x}}{{/number}}", value, Locale.forLanguageTag("de-CH")))
                .isEqualTo("1’234.50");
    }

    @Test
    void takes_an_amount_and_a_currency_from_two_values() {
        assertThat(render(
                        "{{#money}}{{event.x.amount}} {{event.x.currency}}{{/money}}",
                        Map.of("amount", new BigDecimal("9.9"), "currency", "GBP"),
                        Locale.UK))
                .isEqualTo("£9.90");
    }

    @Test
    void escapes_what_a_helper_returns_and_not_what_it_is_given() {
        assertThat(render("{{#upper}}{{event.x}} & <i>{{/upper}}", "<b>&", Locale.UK))
                .isEqualTo("&lt;B&gt;&amp; &amp; &lt;I&gt;");
        assertThat(render("<a href=\"?q={{#urlEncode}}{{event.x}}{{/urlEncode}}\">", "\"a&b\"", Locale.UK))
                .isEqualTo("<a href=\"?q=%22a%26b%22\">");
    }

    @Test
    void takes_no_format_from_data() {
        assertThat(render("{{#upper}}{{event.x}}{{/upper}}", "a | short", Locale.UK))
                .isEqualTo("A | SHORT");
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render("{{#date}}{{event.x}}{{/date}}", "2026-05-31 | yyyy", Locale.UK));
    }

    @Test
    void leaves_an_empty_text_empty() {
        assertThat(render("({{#date}}{{event.x}}{{/date}})", "", Locale.UK)).isEqualTo("()");
    }

    @Test
    void means_the_data_where_a_value_has_the_name_of_a_helper() {
        assertThat(render("{{#event.x}}{{date}}{{/event.x}}", Map.of("date", "data"), Locale.UK))
                .isEqualTo("data");
        assertThat(render("{{#event.x.date}}{{.}}{{/event.x.date}}", Map.of("date", "data"), Locale.UK))
                .isEqualTo("data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{{#date}}{{event.x}}{{/date}}; 31.05.2026",
                "{{#date}}{{event.x}}{{/date}}; 18:30",
                "{{#date}}{{event.x}}{{/date}}; 2026-02-30",
                "{{#time}}{{event.x}}{{/time}}; 2026-05-31",
                "{{#dateTime}}{{event.x}}{{/dateTime}}; 2026-05-31",
                "{{#number}}{{event.x}}{{/number}}; s3cret",
                "{{#number}}{{event.x}}{{/number}}; 1e999999999",
                "{{#number}}{{event.x}} | 0{{/number}}; 1e999999999",
                "{{#percent}}{{event.x}}{{/percent}}; 19 %",
                "{{#money}}{{event.x}}{{/money}}; 12.50",
                "{{#money}}{{event.x}} EUR{{/money}}; s3cret",
                "{{#money}}12 {{event.x}}{{/money}}; Euro",
                "{{#money}}{{event.x}} EUR{{/money}}; 12.50 EUR"
            })
    void says_where_it_cannot_read_a_value_and_not_the_value(String html, String value) {
        MailTemplate template = template("\n" + html);

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> template.render(model(value), Locale.UK, MissingData.LEAVE_EMPTY))
                .satisfies(e -> assertThat(e.faults())
                        .singleElement()
                        .asString()
                        .startsWith("mail.html:2: {{#" + html.substring(3, html.indexOf('}'))
                                + "}} cannot read event.x: it")
                        .doesNotContain("s3cret"));
        assertThat(template.missing(model(value), Locale.UK))
                .extracting(Object::toString)
                .containsExactly("event.x (mail.html:2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{#date}}{{event.x}} | nonsense{{/date}}",
                "{{#date}}{{event.x}} | HH:mm{{/date}}",
                "{{#time}}{{event.x}} | full{{/time}}",
                "{{#time}}{{event.x}} | yyyy{{/time}}",
                "{{#number}}{{event.x}} | 0.0.0{{/number}}",
                "{{#upper}}{{event.x}} | short{{/upper}}",
                "{{#date}}2026-05-31{{/date}}",
                "{{^date}}{{event.x}}{{/date}}"
            })
    void refuses_a_call_that_could_never_work_when_the_template_is_loaded(String html) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> template("\n\n" + html))
                .satisfies(
                        e -> assertThat(e.faults()).singleElement().asString().startsWith("mail.html:3: "));
    }
}
