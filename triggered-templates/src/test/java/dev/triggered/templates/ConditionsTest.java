package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triggered.TemplateException;
import dev.triggered.spi.DataPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sections whose name ends with a question mark. */
class ConditionsTest {
    private static SpecCase of(String name, String template, String data, String expected) {
        return SpecCase.of(name, template, data, expected);
    }

    static Stream<SpecCase> conditions() {
        String items = "{'a':[{'b':1,'c':true},{'b':2}],'b':'outer'}";
        return Stream.of(
                of("a list shows it once", "{{#event.a?}}x{{/event.a?}}", items, "x"),
                of("an empty list hides it", "{{#event.a?}}x{{/event.a?}}", "{'a':[]}", ""),
                of("an absent value hides it", "{{#event.a?}}x{{/event.a?}}", "{}", ""),
                of("false hides it", "{{#event.a?}}x{{/event.a?}}", "{'a':false}", ""),
                of("empty text hides it", "{{#event.a?}}x{{/event.a?}}", "{'a':''}", ""),
                of("zero shows it", "{{#event.a?}}x{{/event.a?}}", "{'a':0}", "x"),
                of("a map shows it", "{{#event.a?}}x{{/event.a?}}", "{'a':{}}", "x"),
                of("names in it are those around it", "{{#event.a}}{{#c?}}{{b}}{{/c?}}-{{/event.a}}", items, "1--"),
                of(
                        "a map in it hides nothing",
                        "{{#event.a}}{{#c?}}{{b}}{{/c?}}{{/event.a}}",
                        "{'a':[{'b':1,'c':{'b':2}}]}",
                        "1"),
                of("it may be inverted", "{{^event.a?}}x{{/event.a?}}{{^event.z?}}y{{/event.z?}}", items, "y"),
                of(
                        "it may look at the item",
                        "{{#event.a}}{{#.?}}{{.}}{{/.?}}{{^.?}}none{{/.?}},{{/event.a}}",
                        "{'a':['x','','y']}",
                        "x,none,y,"),
                of(
                        "it may stand around the section of its list",
                        "{{#event.a?}}<ul>{{#event.a}}<li>{{b}}{{/event.a}}</ul>{{/event.a?}}",
                        items,
                        "<ul><li>1<li>2</ul>"));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void show_their_body_once_and_leave_names_as_they_are(SpecCase each) {
        each.check();
    }

    @Test
    void ask_for_the_value_and_what_is_in_them_as_if_they_were_not_there() {
        MustacheTemplates templates = MustacheTemplates.inCode()
                .part("mail.subject", "-")
                .part("mail.text", "{{#event.items}}\n{{#gift?}}{{name}}{{/gift?}}\n{{/event.items}}");

        assertThat(templates.load("mail").paths())
                .extracting(DataPath::toString)
                .containsExactly(
                        "event.items (mail.text:1)",
                        "event.items.gift (mail.text:2)",
                        "event.items.name (mail.text:2)");
        Map<String, Object> model =
                Map.of("event", Map.of("items", List.of(Map.of("gift", true), Map.of("gift", false))));
        assertThat(templates.load("mail").missing(model, Locale.ENGLISH))
                .extracting(DataPath::path)
                .containsExactly("event.items.name");
    }

    @Test
    void are_closed_by_their_whole_name() {
        MustacheTemplates templates =
                MustacheTemplates.inCode().part("mail.subject", "-").part("mail.text", "{{#event.a?}}x{{/event.a}}");

        TemplateException e = catchThrowableOfType(TemplateException.class, () -> templates.load("mail"));

        assertThat(e.faults())
                .containsExactly(
                        "mail.text:1: {{/event.a}} closes what is not open",
                        "mail.text:1: {{#event.a?}} is not closed");
    }
}
