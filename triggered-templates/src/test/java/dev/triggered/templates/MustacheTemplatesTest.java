package dev.triggered.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MissingData;
import dev.triggered.PlainData;
import dev.triggered.RenderedMail;
import dev.triggered.spi.MailTemplate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MustacheTemplatesTest {
    private static final Map<String, Object> MODEL = PlainData.of(Map.of(
                    "event",
                    Map.of(
                            "order",
                            Map.of(
                                    "number",
                                    4711,
                                    "placedOn",
                                    "2026-05-31",
                                    "items",
                                    List.of(
                                            Map.of("name", "Tea & Co", "price", new BigDecimal("12.50")),
                                            Map.of("name", "Mug", "price", new BigDecimal("7"))))),
                    "contact",
                    Map.of("firstName", "Jane")))
            .asMap();

    @Test
    void renders_a_subject_and_an_html_part_and_makes_the_text_from_it() {
        MailTemplate template = MustacheTemplates.inCode()
                .part("order-confirmation.subject", "Your order {{event.order.number}}")
                .part("order-confirmation.html", """
                        {{<layout}}
                          {{$content}}
                          <p>Dear {{contact.firstName}},</p>
                          <ul>
                            {{#event.order.items}}
                            <li>{{name}}: {{#money}}{{price}} EUR{{/money}}</li>
                            {{/event.order.items}}
                          </ul>
                          {{/content}}
                        {{/layout}}
                        """)
                .part("layout.html", """
                        <html><head><style>p {}</style></head><body>
                        {{$content}}{{/content}}
                        {{>parts/footer}}
                        </body></html>
                        """)
                .part("parts/footer.html", "<p><a href=\"https://acme.example/help\">Help</a></p>\n")
                .load("order-confirmation");

        RenderedMail mail = template.render(MODEL, Locale.UK, MissingData.REFUSE);

        assertThat(mail.subject()).isEqualTo("Your order 4711");
        assertThat(mail.html()).contains("<li>Tea &amp; Co: €12.50</li>");
        assertThat(mail.text()).isEqualTo("""
                Dear Jane,

                - Tea & Co: €12.50
                - Mug: €7.00

                Help (https://acme.example/help)""");
        assertThat(template.paths())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "event.order.number (order-confirmation.subject:1)",
                        "contact.firstName (order-confirmation.html:3)",
                        "event.order.items (order-confirmation.html:5)",
                        "event.order.items.name (order-confirmation.html:6)",
                        "event.order.items.price (order-confirmation.html:6)");
        assertThat(template.missing(MODEL, Locale.UK)).isEmpty();
    }
}
