package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the placeholders of other systems. */
class PlaceholdersTest {
    private final Findings findings = new Findings("html");

    private String translated(String text) {
        return Placeholders.translate(text, Kind.HTML, findings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "%%firstName%% → {{contact.firstName}}",
                "%%UrlEncode_e-mail%% → {{#urlEncode}}{{contact.e-mail}}{{/urlEncode}}",
                "%%urlencode_name%% → {{#urlEncode}}{{contact.name}}{{/urlEncode}}",
                "%%vorname_ä%% → {{contact.vorname_ä}}",
                "{{event.name}} → {{event.name}}",
                "{{ event.order.number }} → {{event.order.number}}",
                "{{contact.name}} → {{contact.name}}",
                "{{ event.name|upper }} → {{#upper}}{{event.name}}{{/upper}}",
                "{{ event.a|lower|url_encode }} → {{#urlEncode}}{{#lower}}{{event.a}}{{/lower}}{{/urlEncode}}",
                "{{ event.a|escape }} → {{event.a}}",
                "{{ event.a|default('you') }} → {{#event.a?}}{{event.a}}{{/event.a?}}{{^event.a?}}you{{/event.a?}}",
                "{{ default(event.a, 7) }} → {{#event.a?}}{{event.a}}{{/event.a?}}{{^event.a?}}7{{/event.a?}}",
                "{{ event.a|default(event.b) }} → {{#event.a?}}{{event.a}}{{/event.a?}}{{^event.a?}}{{event.b}}{{/event.a?}}",
                "{{ event.a|default }} → {{#event.a?}}{{event.a}}{{/event.a?}}{{^event.a?}}{{/event.a?}}",
                "{{ event.a|default('<b>') }} → {{#event.a?}}{{event.a}}{{/event.a?}}{{^event.a?}}&lt;b&gt;{{/event.a?}}",
                "{{ event.a|default(&#39;x&#39;) }} → {{#event.a?}}{{event.a}}{{/event.a?}}{{^event.a?}}x{{/event.a?}}",
                "{{&nbsp;event.a&nbsp;}} → {{event.a}}",
                "{# a note #} → {{! a note }}",
            })
    void translates_values(String campaign, String mustache) {
        assertThat(translated("<p>" + campaign + "</p>")).isEqualTo("<p>" + mustache + "</p>");
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void turns_a_default_with_its_value() {
        assertThat(translated("{{ event.a|lower|default('<you>')|upper }}"))
                .isEqualTo("{{#upper}}{{#event.a?}}{{#lower}}{{event.a}}{{/lower}}{{/event.a?}}"
                        + "{{^event.a?}}<you>{{/event.a?}}{{/upper}}");
    }

    @Test
    void takes_escaped_quotes_and_closing_braces_in_a_default() {
        assertThat(translated("{{ event.a|default('it\\'s }} x') }}"))
                .isEqualTo("{{#event.a?}}{{event.a}}{{/event.a?}}{{^event.a?}}it&#39;s }} x{{/event.a?}}");
    }

    @Test
    void translates_a_placeholder_within_another_and_lists_the_outer_one() {
        assertThat(translated("{{ event.a|default('%%name%%') }}"))
                .isEqualTo("{{=<% %>=}}{{<%={{ }}=%> event.a|default('{{contact.name}}') }}");
        assertThat(findings.all())
                .extracting(CampaignFault::toString)
                .containsExactly("html:1: '{{' begins a placeholder that does not end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "{% foreach x in event.xs %}{{ x.name }}{% endforeach %} → {{#event.xs}}{{name}}{{/event.xs}}",
                "{% for x in event.xs %}[{{ x }}]{% endfor %} → {{#event.xs}}[{{.}}]{{/event.xs}}",
                "{%- for x in event.xs -%}-{%- endfor -%} → {{#event.xs}}-{{/event.xs}}",
                "{% for x in event.xs %}a{% else %}b{% endfor %} → {{#event.xs}}a{{/event.xs}}{{^event.xs?}}b{{/event.xs?}}",
                "{% for x in event.xs %}{% for y in x.ys %}{{ y.z }}{{ event.a }}{% endfor %}{{ x.b }}{% endfor %}"
                        + " → {{#event.xs}}{{#ys}}{{z}}{{event.a}}{{/ys}}{{b}}{{/event.xs}}",
                "{% for x in event.xs %}{% for y in x %}{{ y }}{% endfor %}{% endfor %}"
                        + " → {{#event.xs}}{{#.}}{{.}}{{/.}}{{/event.xs}}",
                "{% for x in event.xs %}{{ x.a|default('-') }}{% endfor %}"
                        + " → {{#event.xs}}{{#a?}}{{a}}{{/a?}}{{^a?}}-{{/a?}}{{/event.xs}}",
            })
    void translates_loops(String campaign, String mustache) {
        assertThat(translated(campaign)).isEqualTo(mustache);
        assertThat(findings.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "{% if event.a.b %}1{% endif %} → {{#event.a.b?}}1{{/event.a.b?}}",
                "{% if not event.a %}1{% endif %} → {{^event.a?}}1{{/event.a?}}",
                "{% if event.a %}1{% else %}2{% endif %} → {{#event.a?}}1{{/event.a?}}{{^event.a?}}2{{/event.a?}}",
                "{% if not event.a %}1{% else %}2{% endif %} → {{^event.a?}}1{{/event.a?}}{{#event.a?}}2{{/event.a?}}",
                "{% if event.a %}1{% elseif event.b %}2{% endif %}"
                        + " → {{#event.a?}}1{{/event.a?}}{{^event.a?}}{{#event.b?}}2{{/event.b?}}{{/event.a?}}",
                "{% if event.a %}1{% elif not event.b %}2{% else %}3{% endif %}"
                        + " → {{#event.a?}}1{{/event.a?}}{{^event.a?}}{{^event.b?}}2{{/event.b?}}{{#event.b?}}3{{/event.b?}}{{/event.a?}}",
                "{% for x in event.xs %}{% if x.gift %}{{ x.name }}{% endif %}{% endfor %}"
                        + " → {{#event.xs}}{{#gift?}}{{name}}{{/gift?}}{{/event.xs}}",
                "{% for x in event.xs %}{% if x %}{{ x }}{% endif %}{% endfor %}"
                        + " → {{#event.xs}}{{#.?}}{{.}}{{/.?}}{{/event.xs}}",
            })
    void translates_conditions(String campaign, String mustache) {
        assertThat(translated(campaign)).isEqualTo(mustache);
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void lets_tags_that_take_the_place_of_one_on_its_own_line_stand_on_lines_of_their_own() {
        String text = Placeholders.translate(
                "{% if event.a %}\n1\n{% elseif event.b %}\n2\n{% else %}\n3\n{% endif %}\n4", Kind.TEXT, findings);

        assertThat(text)
                .isEqualTo("{{#event.a?}}\n1\n{{/event.a?}}\n{{^event.a?}}\n{{#event.b?}}\n2\n"
                        + "{{/event.b?}}\n{{^event.b?}}\n3\n{{/event.b?}}\n{{/event.a?}}\n4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%%first name%%",
                "%%7%%",
                "{{ name }}",
                "{{ event }}",
                "{{ event.items.0.name }}",
                "{{ event.items[0] }}",
                "{{ event.a + 1 }}",
                "{{ event.a|date('d.m.Y') }}",
                "{{ event.a|raw }}",
                "{{ event.a|default('x|y')|upper }}",
                "{{ event.a|default('x')|default('y') }}",
                "{{ }}",
                "{{{ event.a }}}",
                "{{& event.a }}",
                "{{> footer }}",
                "{{< layout }}",
                "{{=<% %>=}}",
                "{% set x = 1 %}",
                "{% endif %}",
                "{% else %}",
                "{% if event.a %}",
                "{{#event.a}}",
                "{{/event.a}}",
                "{% if event.a == 'x' %}",
                "%7B%7Bevent.a%7D%7D",
                "%7b%25 if event.a %25%7d",
                "%25%25name%25%25",
                "{{ event.a"
            })
    void leaves_what_it_cannot_translate_as_text_and_lists_it(String campaign) {
        String mustache = translated("one\ntwo " + campaign + " three");

        assertThat(findings.all()).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.category()).isEqualTo(CampaignFault.Category.UNTRANSLATED);
            assertThat(fault.part()).isEqualTo("html");
            assertThat(fault.line()).isEqualTo(2);
            assertThat(campaign).contains(fault.text());
            assertThat(fault.reason()).isNotBlank();
        });
        assertThat(Rendered.text(mustache)).isEqualTo("one\ntwo " + campaign + " three");
    }

    @Test
    void lists_a_comment_that_would_end_too_early() {
        assertThat(translated("{# {{ event.a }} #} {#}#}")).isEqualTo("{# {{event.a}} #} {#}#}");
        assertThat(findings.all())
                .extracting(CampaignFault::toString)
                .containsOnly("html:1: '{#' begins a comment with braces in it: take it out")
                .hasSize(2);
    }

    @Test
    void lists_all_of_a_block_that_it_cannot_translate_and_translates_what_stands_in_it() {
        String mustache = translated("{% if event.a > 1 %}\n{{ event.b }}\n{% else %}\n%%c%%\n{% endif %}");

        assertThat(mustache).isEqualTo("{% if event.a > 1 %}\n{{event.b}}\n{% else %}\n{{contact.c}}\n{% endif %}");
        assertThat(findings.all())
                .extracting(CampaignFault::toString)
                .containsExactly(
                        "html:1: '{% if event.a > 1 %}' asks for more than whether a value is there: templates do not"
                                + " compare",
                        "html:3: '{% else %}' belongs to what cannot be translated",
                        "html:5: '{% endif %}' belongs to what cannot be translated");
    }

    @Test
    void lists_the_items_of_a_loop_that_it_cannot_translate() {
        assertThat(translated("{% for x in 1..3 %}{{ x.a }}{% endfor %}"))
                .isEqualTo("{% for x in 1..3 %}{{=<% %>=}}{{<%={{ }}=%> x.a }}{% endfor %}");
        assertThat(findings.all()).hasSize(3);
    }

    @Test
    void does_not_take_an_item_of_an_outer_loop_for_one_of_the_inner() {
        String mustache = translated("{% for x in event.xs %}{% for y in x.ys %}{{ x.a }}{% endfor %}{% endfor %}");

        assertThat(mustache).contains("{{=<% %>=}}{{<%={{ }}=%> x.a }}");
        assertThat(findings.all())
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("outer loop"));
    }

    @Test
    void does_not_take_a_field_of_an_item_for_something_else() {
        assertThat(translated("{% for x in event.xs %}{{ x.event.a }}{% for y in x.date %}{% endfor %}{% endfor %}"))
                .isEqualTo("{{#event.xs}}{{=<% %>=}}{{<%={{ }}=%> x.event.a }}{% for y in x.date %}{% endfor %}"
                        + "{{/event.xs}}");
        assertThat(translated("{% for event in event.xs %}{{ event.a }}{% endfor %}"))
                .startsWith("{% for");
        assertThat(findings.all()).hasSize(5);
    }

    @Test
    void pairs_what_belongs_together_and_lists_what_crosses() {
        assertThat(translated("{% for x in event.xs %}{% if event.a %}1{% endfor %}2{% endif %}"))
                .isEqualTo("{{#event.xs}}{% if event.a %}1{{/event.xs}}2{% endif %}");
        assertThat(findings.all())
                .extracting(CampaignFault::reason)
                .containsExactly("has no end", "ends what is not open");
    }

    @Test
    void keeps_a_brace_apart_from_the_tag_behind_it() {
        assertThat(translated("{%%name%%} {{{event.a}} {"))
                .isEqualTo("{{=<% %>=}}{<%={{ }}=%>{{contact.name}}} {{=<% %>=}}{<%={{ }}=%>{{event.a}} {");
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void takes_what_is_no_placeholder_for_text() {
        String css = "@media x{#a{color:red}}.b{{}} 100%% sure, {$x} ${y} #{z} {{";
        assertThat(Rendered.text(translated(css))).isEqualTo(css);
    }

    @Test
    void keeps_sections_values_and_helpers_that_are_in_mustache_already() {
        String mustache = "{{#event.items?}}<ul>{{#event.items}}<li>{{name}} {{#money}}{{price}} EUR{{/money}}"
                + "{{^event.gift}}{{.}}{{/event.gift}}</li>{{/event.items}}</ul>{{/event.items?}}{{! note }}";

        assertThat(translated(mustache)).isEqualTo(mustache);
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void lists_a_hundred_faults_and_how_many_there_are_more() {
        translated("{{ x }}\n".repeat(250));

        List<CampaignFault> faults = findings.all();
        assertThat(faults).hasSize(101);
        assertThat(faults.get(99).line()).isEqualTo(100);
        assertThat(faults.get(100)).hasToString("html: has 150 faults more");
    }

    @Test
    void does_not_nest_without_end() {
        String deep = "{% if event.a %}".repeat(10_000) + "{% endif %}".repeat(10_000);

        assertThat(Rendered.text(translated(deep))).hasSizeLessThan(deep.length());
        assertThat(findings.all()).hasSize(101);
    }
}
