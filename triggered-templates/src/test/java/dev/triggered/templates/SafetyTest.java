package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.triggered.MissingData;
import dev.triggered.RenderedMail;
import dev.triggered.TemplateException;
import dev.triggered.spi.MailTemplate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetyTest {
    private static final MailTemplate GREETING = MustacheTemplates.inCode()
            .part("mail.subject", "Hello {{event.x}}!")
            .part(
                    "mail.html",
                    "<p title=\"{{event.x}}\" class='{{event.x}}'>{{event.x}}</p><a href=\"https://a.example/?q={{#urlEncode}}{{event.x}}{{/urlEncode}}\">go</a>")
            .load("mail");

    private static Map<String, Object> model(Object value) {
        return Map.of("event", Map.of("x", value), "contact", Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</p><script src=//evil.example/x.js></script>",
                "\" onmouseover=\"alert(1)",
                "' onmouseover='alert(1)",
                "\"><img src=x onerror=alert(1)>",
                "'><img src=x onerror=alert(1)>",
                "`><svg/onload=alert(1)>",
                "<!-- ",
                "--><b>",
                "]]><b>",
                "&lt;b&gt;",
                "&#60;b&#62;",
                "<a href=\"javascript:alert(1)\">",
                "\u2028<b>",
                "{{event.secret}}",
                "{{{event.secret}}}",
                "{{#event}}x{{/event}}",
                "{{>mail}}",
                "{{=<% %>=}}<%event.x%>",
                "x\r\nBcc: victim@example.com",
                "x\nBcc: victim@example.com",
                "x\u0085Bcc: victim@example.com",
                "x\u2028Bcc: victim@example.com",
                "\0",
                "\u001b[31m",
                "\"&x=<b>#frag/../"
            })
    void lets_no_value_become_markup_or_a_header_or_a_template(String attack) {
        RenderedMail mail = GREETING.render(model(attack), Locale.UK, MissingData.REFUSE);

        assertThat(mail.subject()).matches("Hello .*!").doesNotContain("\r", "\n", "\u0085", "\u2028", "\0", "\u001b");
        org.jsoup.nodes.Element body = Jsoup.parse(mail.html()).body();
        assertThat(body.children()).hasSize(2);
        org.jsoup.nodes.Element paragraph = body.child(0);
        assertThat(paragraph.attributes()).hasSize(2);
        assertThat(paragraph.children()).isEmpty();
        String shown = attack.replaceAll("[\\x00\\x1b]", "\uFFFD").replace("\r\n", "\n");
        assertThat(paragraph.attr("title").replace("\r\n", "\n")).isEqualTo(shown);
        assertThat(paragraph.attr("class").replace("\r\n", "\n")).isEqualTo(shown);
        assertThat(paragraph.wholeText().replace("\r\n", "\n")).isEqualTo(shown);
        assertThat(body.child(1).attributes()).hasSize(1);
        assertThat(body.child(1).attr("href")).matches("https://a\\.example/\\?q=[A-Za-z0-9%.*_-]*");
    }

    /** Stands for a host's object that came into a model past PlainData. */
    public static final class Tempting {
        private int calls;

        /** Must never be called. */
        public String secret() {
            calls++;
            return "called";
        }

        /** Must never be called. */
        public String getSecret() {
            return secret();
        }

        @Override
        public String toString() {
            return secret();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event.x", "event.x.secret", "event.x.getSecret", "event.x.class", "event.x.class.name",
                        "event.x.hashCode",
                "event.class", "event.size", "event.isEmpty", "event.keySet", "event.x.toString", "event.getClass"
            })
    void calls_no_method(String name) {
        MailTemplate template = MustacheTemplates.inCode()
                .part("mail.subject", "-")
                .part("mail.html", "({{" + name + "}}{{#" + name + "}}{{secret}}{{class}}{{/" + name + "}})")
                .load("mail");

        Tempting tempting = new Tempting();

        assertThat(template.render(model(tempting), Locale.UK, MissingData.LEAVE_EMPTY)
                        .html())
                .isEqualTo("()");
        assertThat(template.missing(model(tempting), Locale.UK)).isNotEmpty();
        assertThat(tempting.calls).isZero();
    }

    @Test
    void calls_no_function_in_the_data() {
        Function<String, String> function = text -> {
            throw new AssertionError("called");
        };
        Callable<String> callable = () -> {
            throw new AssertionError("called");
        };
        MailTemplate template = MustacheTemplates.inCode()
                .part("mail.subject", "-")
                .part("mail.html", "({{event.x}}{{^event.x}}b{{/event.x}})")
                .load("mail");

        for (Object temptation : List.of(function, callable)) {
            assertThat(template.render(model(temptation), Locale.UK, MissingData.LEAVE_EMPTY)
                            .html())
                    .isEqualTo("()");
        }
    }

    @Test
    void knows_only_what_is_in_the_data() {
        assertThat(GREETING.missing(Map.of(), Locale.UK)).extracting("path").containsExactly("event.x");
    }

    @Test
    void stops_a_mail_that_would_fill_the_memory() {
        MailTemplate template = MustacheTemplates.inCode()
                .part("mail.subject", "-")
                .part(
                        "mail.html",
                        "{{#event.x}}{{#event.x}}{{#event.x}}{{#event.x}}{{.}}{{/event.x}}{{/event.x}}{{/event.x}}{{/event.x}}")
                .load("mail");

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(
                        () -> template.render(model(Collections.nCopies(1_000, "x")), Locale.UK, MissingData.REFUSE))
                .withMessage("mail.html: becomes longer than 10000000 characters");
    }

    @Test
    void says_before_a_mail_is_rendered_that_its_values_make_it_too_long() {
        MailTemplate template = MustacheTemplates.inCode()
                .part("mail.subject", "-")
                .part("mail.html", "{{event.x}}".repeat(20))
                .load("mail");

        assertThat(template.missing(model("&".repeat(99_999)), Locale.UK)).isEmpty();
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> template.missing(model("&".repeat(100_001)), Locale.UK))
                .withMessage("mail.html: becomes longer than 10000000 characters");
    }

    @Test
    void renders_in_many_threads_at_once() throws Exception {
        MailTemplate template = MustacheTemplates.inCode()
                .part("mail.subject", "{{event.x}}")
                .part("mail.html", "{{#event.list}}{{.}}{{/event.list}} {{#upper}}{{event.x}}{{/upper}}")
                .part("mail_de.html", "de {{#number}}{{event.x}}{{/number}}")
                .load("mail");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> renderings = IntStream.range(0, 2_000)
                    .<Callable<String>>mapToObj(i -> () -> {
                        Map<String, Object> model = Map.of("event", Map.of("x", i, "list", List.of(i, i + 1)));
                        Locale locale = i % 2 == 0 ? Locale.UK : Locale.GERMANY;
                        return template.render(model, locale, MissingData.REFUSE)
                                .html();
                    })
                    .toList();
            List<Future<String>> mails = threads.invokeAll(renderings);
            for (int i = 0; i < mails.size(); i += 2) {
                assertThat(mails.get(i).get()).isEqualTo(i + "" + (i + 1) + " " + i);
                assertThat(mails.get(i + 1).get()).isEqualTo("de " + String.format(Locale.GERMANY, "%,d", i + 1));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
