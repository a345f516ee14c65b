package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MissingData;
import dev.triggered.RenderedMail;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocaleVariantsTest {
    private static final Map<String, Object> MODEL =
            Map.of("event", Map.of("total", new BigDecimal("1234.50")), "contact", Map.of());

    private static final MustacheTemplates ENGLISH = MustacheTemplates.inCode()
            .part("order.subject", "Your order")
            .part("order.html", "<p>English</p>")
            .part("order.text", "English");

    private static RenderedMail render(MustacheTemplates templates, String locale) {
        return templates.load("order").render(MODEL, Locale.forLanguageTag(locale), MissingData.REFUSE);
    }

    @ParameterizedTest
    @CsvSource({
        "de-AT, Ihre Bestellung, <p>Jause</p>",
        "de-DE, Ihre Bestellung, <p>Deutsch</p>",
        "de, Ihre Bestellung, <p>Deutsch</p>",
        "de-AT-u-ca-buddhist, Ihre Bestellung, <p>Jause</p>",
        "fr, Your order, <p>English</p>",
        "und, Your order, <p>English</p>"
    })
    void takes_the_nearest_variant_of_each_part(String locale, String subject, String html) {
        RenderedMail mail = render(
                ENGLISH.part("order_de.subject", "Ihre Bestellung")
                        .part("order_de.html", "<p>Deutsch</p>")
                        .part("order_de_AT.html", "<p>Jause</p>"),
                locale);

        assertThat(mail.subject()).isEqualTo(subject);
        assertThat(mail.html()).isEqualTo(html);
    }

    @ParameterizedTest
    @CsvSource({"zh-TW, 繁體", "zh-Hant, 繁體", "zh-Hant-HK, 繁體", "zh-CN, English", "es-MX, latino", "es-419, latino"})
    void knows_scripts_and_regions_by_number(String locale, String html) {
        MustacheTemplates templates = ENGLISH.part("order_zh_Hant.html", "繁體").part("order_es_419.html", "latino");
        RenderedMail mail = render(templates.part("order_es_MX.html", "latino"), locale);

        assertThat(mail.html()).contains(html);
    }

    @Test
    void makes_the_text_from_the_html_rather_than_mixing_languages() {
        RenderedMail mail = render(ENGLISH.part("order_de.html", "<p>Deutsch</p>"), "de");

        assertThat(mail.text()).isEqualTo("Deutsch");
    }

    @Test
    void takes_a_text_that_is_as_near_as_the_html() {
        MustacheTemplates templates =
                ENGLISH.part("order_de.html", "<p>Deutsch</p>").part("order_de.text", "Deutscher Text");

        assertThat(render(templates, "de-AT").text()).isEqualTo("Deutscher Text");
        assertThat(render(templates, "en").text()).isEqualTo("English");
    }

    @Test
    void takes_partials_and_layouts_in_the_locale_too() {
        MustacheTemplates templates = ENGLISH.part(
                        "order.html", "{{<layout}}{{$body}}{{>greeting}}{{/body}}{{/layout}}")
                .part("layout.html", "<en>{{$body}}{{/body}}</en>")
                .part("layout_de.html", "<de>{{$body}}{{/body}}</de>")
                .part("greeting.html", "Hello")
                .part("greeting_de_AT.html", "Servus");

        assertThat(render(templates, "de-AT").html()).isEqualTo("<de>Servus</de>");
        assertThat(render(templates, "de").html()).isEqualTo("<de>Hello</de>");
        assertThat(render(templates, "fr").html()).isEqualTo("<en>Hello</en>");
    }

    @Test
    void makes_the_text_from_the_html_where_only_the_html_has_a_partial_in_the_language() {
        MustacheTemplates templates = ENGLISH.part("order.html", "<p>{{>greeting}}</p>")
                .part("greeting.html", "Hello")
                .part("greeting_de.html", "Hallo");

        assertThat(render(templates, "de").text()).isEqualTo("Hallo");
        assertThat(render(templates, "en").text()).isEqualTo("English");
    }

    @Test
    void collects_the_paths_of_all_variants() {
        MustacheTemplates templates = ENGLISH.part("order_de.html", "{{event.anrede}}")
                .part("order.html", "{{>greeting}}")
                .part("greeting.html", "{{event.title}}")
                .part("greeting_fr.html", "{{event.titre}}");

        assertThat(templates.load("order").paths())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "event.anrede (order_de.html:1)",
                        "event.title (greeting.html:1)",
                        "event.titre (greeting_fr.html:1)");
    }

    @Test
    void misses_only_what_the_variant_asks_for() {
        MustacheTemplates templates = ENGLISH.part("order_de.html", "{{event.anrede}}");

        assertThat(templates.load("order").missing(MODEL, Locale.ENGLISH)).isEmpty();
        assertThat(templates.load("order").missing(MODEL, Locale.GERMANY))
                .extracting(Object::toString)
                .containsExactly("event.anrede (order_de.html:1)");
    }

    @Test
    void formats_in_the_language_of_the_recipient() {
        MustacheTemplates templates = ENGLISH.part("order.text", "{{#number}}{{event.total}}{{/number}}");

        assertThat(render(templates, "de").text()).isEqualTo("1.234,50");
    }

    @Test
    void formats_in_the_language_of_the_template_where_that_is_known() {
        MustacheTemplates templates = ENGLISH.part("order.text", "{{#number}}{{event.total}}{{/number}}")
                .part("order_de.html", "<b>{{#number}}{{event.total}}{{/number}}</b>")
                .language(Locale.UK);

        assertThat(render(templates, "fr").text()).isEqualTo("1,234.50");
        assertThat(render(templates, "de").html()).isEqualTo("<b>1.234,50</b>");
    }
}
