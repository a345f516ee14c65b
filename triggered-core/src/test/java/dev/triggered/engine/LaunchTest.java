package dev.triggered.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triggered.Attachment;
import dev.triggered.ExternalEvent;
import dev.triggered.InMemoryStore;
import dev.triggered.InvalidStreamException;
import dev.triggered.Lane;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.MissingData;
import dev.triggered.Purpose;
import dev.triggered.Rate;
import dev.triggered.RenderedMail;
import dev.triggered.TemplateException;
import dev.triggered.Tracking;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import dev.triggered.spi.TemplateEngine;
import dev.triggered.spi.TimeSource;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaunchTest {
    private static final ExternalEvent EVENT = ExternalEvent.named("order-placed");

    record Order(String number, List<Item> items) {}

    record Item(String name) {}

    @Test
    void yields_the_streams_in_the_order_in_which_they_were_added() {
        MailStream[] streams = new MailStream[50];
        for (int i = 0; i < streams.length; i++) {
            streams[i] = stream("stream-" + (i * 37 % 50)).on(EVENT).build();
        }

        Catalog catalog = launch(List.of(), streams);

        assertThat(catalog.listeningTo("order-placed").stream()
                        .map(live -> live.stream().name()))
                .containsExactlyElementsOf(
                        Arrays.stream(streams).map(MailStream::name).toList());
        assertThat(catalog.listeningTo("other")).isEmpty();
        assertThat(catalog.stream("stream-7").orElseThrow().stream().name()).isEqualTo("stream-7");
        assertThat(catalog.stream("none")).isEmpty();
    }

    @Test
    void knows_the_events_of_streams_and_the_registered_ones() {
        Catalog catalog = launch(
                List.of(ExternalEvent.named("later"), EVENT),
                stream("orders").on(EVENT).build(),
                stream("resets").on(ExternalEvent.named("reset")).build());

        assertThat(catalog.knows("later")).isTrue();
        assertThat(catalog.knows("order-placed")).isTrue();
        assertThat(catalog.knows("reset")).isTrue();
        assertThat(catalog.knows("other")).isFalse();
        assertThat(catalog.listeningTo("later")).isEmpty();
        assertThat(catalog.lanes()).containsOnlyKeys("orders", "resets");
    }

    @Test
    void lets_streams_share_a_lane_of_the_same_settings() {
        Catalog catalog = launch(
                List.of(),
                stream("orders").lane(Lane.named("urgent").connections(8)).build(),
                stream("resets").lane(Lane.named("urgent").connections(8)).build());

        assertThat(catalog.lanes())
                .isEqualTo(Map.of("urgent", Lane.named("urgent").connections(8)));
    }

    @Test
    void names_every_fault_of_every_stream_at_once() {
        List<String> faults = faultsOf(
                List.of(),
                stream("one").from("x@elsewhere.example").template("broken").build(),
                stream("one").from("y@elsewhere.example").template("broken").build(),
                stream("two")
                        .on(EVENT.requires("order"))
                        .lane(Lane.named("one").connections(1))
                        .build());

        assertThat(faults)
                .containsExactly(
                        "stream 'one' sends from x@elsewhere.example, but elsewhere.example is not a registered sender"
                                + " domain [acme.example, notify.acme.example]: register it with senderDomain(...)",
                        "stream 'one': broken:3 fault 1",
                        "stream 'one': broken:4 fault 2",
                        "two streams are named 'one': a name is unique",
                        "stream 'one' sends from y@elsewhere.example, but elsewhere.example is not a registered sender"
                                + " domain [acme.example, notify.acme.example]: register it with senderDomain(...)",
                        "stream 'one': broken:3 fault 1",
                        "stream 'one': broken:4 fault 2",
                        "the event 'order-placed' is declared twice and differently: declare it once",
                        "stream 'two' gives lane 'one' other settings than another stream does:"
                                + " LaneConnections[own=1, reserved=1, borrowed=0, window=4] instead of"
                                + " LaneConnections[own=4, reserved=1, borrowed=0, window=4]");
    }

    @Test
    void names_only_what_differs_between_the_settings_of_a_lane() {
        Lane lane = Lane.named("one");
        Lane other =
                lane.backlog(5).rate(Rate.perSecond(20)).breaker(lane.breaker().failures(3));
        assertThat(faultsOf(
                        List.of(),
                        stream("one").lane(lane).build(),
                        stream("two").lane(other).build()))
                .containsExactly("stream 'two' gives lane 'one' other settings than another stream does:"
                        + " backlog 5 instead of backlog 1000;"
                        + " Rate[perSecond=20.0, burst=20] instead of Rate[perSecond=Infinity, burst=2147483647];"
                        + " BreakerPolicy[failures=3, pause=PT1S, longestPause=PT1M] instead of"
                        + " BreakerPolicy[failures=10, pause=PT1S, longestPause=PT1M]");
    }

    @Test
    void refuses_two_streams_of_one_name_though_both_are_fine() {
        assertThat(faultsOf(List.of(), stream("one").build(), stream("one").build()))
                .containsExactly("two streams are named 'one': a name is unique");
    }

    @Test
    void does_not_take_a_domain_for_the_ones_below_it_or_above_it() {
        assertThat(faultsOf(
                        List.of(),
                        stream("below").from("x@sub.acme.example").build(),
                        stream("above").from("x@example.com").build(),
                        stream("beside").from("x@notacme.example").build()))
                .hasSize(3)
                .allMatch(fault -> fault.contains("is not a registered sender domain"));
        launch(List.of(), stream("upper").from("x@NOTIFY.ACME.example").build());
    }

    @Test
    void refuses_an_event_that_is_declared_twice_and_differently() {
        assertThat(faultsOf(List.of(EVENT, EVENT.requires("a"))))
                .containsExactly("the event 'order-placed' is declared twice and differently: declare it once");
        assertThat(faultsOf(List.of(EVENT.secret("a")), stream("one").on(EVENT).build()))
                .hasSize(1);
        launch(List.of(EVENT.requires("a"), ExternalEvent.named("order-placed").requires("a")));
    }

    @Test
    void refuses_each_path_that_the_contract_does_not_give() {
        ExternalEvent event = EVENT.carries("order", Order.class).allows("voucher.code");

        assertThat(faultsOf(
                        List.of(), stream("one").on(event).template("asking").build()))
                .containsExactly(
                        "stream 'one': its template asks for event.order.total (asking:3), which the event 'order-placed'"
                                + " does not declare",
                        "stream 'one': its template asks for order.number (asking:6), but every path begins with event or"
                                + " contact",
                        "stream 'one': its template asks for contacts.name (asking:7), but every path begins with event or"
                                + " contact");
    }

    @Test
    void compiles_the_content_of_a_stream_under_its_name() {
        MailStream good = own("good", "Hello").build();

        assertThat(launch(List.of(), good).stream("good").orElseThrow().stream().content())
                .contains(MailContent.of("Hello").text("text"));
        assertThat(faultsOf(
                        List.of(),
                        own("spring sale", "broken").on(EVENT.requires("order")).build(),
                        own("asking", "asking").on(EVENT.requires("order")).build()))
                .containsExactly(
                        "stream 'spring sale': spring sale.subject:1 fault",
                        "stream 'asking': its template asks for event.number (asking.subject:1), which the event"
                                + " 'order-placed' does not declare");
    }

    @Test
    void refuses_a_content_whose_files_no_mail_could_carry() {
        MailContent content = MailContent.of("Hello")
                .text("text")
                .file(Attachment.of("a.bin", new byte[6]))
                .file(Attachment.of("b.bin", new byte[4]));

        launch(List.of(), own("sale", "x").content(content).build());
        assertThat(faultsOf(
                        List.of(),
                        own("sale", "x")
                                .content(content.file(Attachment.of("c.bin", new byte[1])))
                                .build()))
                .containsExactly(
                        "stream 'sale': the files of its content have 11 bytes together, at most 10 are allowed in a mail");
    }

    @Test
    void refuses_a_content_where_the_engine_takes_none() {
        Engine.Contents contents = new Engine.Contents(
                Set.of("acme.example"), List.of(), List.of(own("sale", "Hello").build()), List.of());
        Launch launch = new Launch(contents.senderDomains(), name -> new Template(List.of()), 10, true);
        assertThatThrownBy(() -> launch.check(contents))
                .isInstanceOf(InvalidStreamException.class)
                .hasMessage("stream 'sale': sale: this template engine takes no content: name one of its templates with"
                        + " template(...)");
    }

    @Test
    void refuses_to_track_where_nothing_does_and_where_links_may_carry_secrets() {
        ExternalEvent secret = EVENT.secret("code");

        assertThat(faultsOf(
                        List.of(),
                        stream("one").on(secret).tracking(Tracking.OPENS).build(),
                        stream("two").on(secret).tracking(Tracking.CLICKS).build()))
                .containsExactly(
                        "stream 'one' tracks OPENS, but nothing is registered that tracks: register it with the"
                                + " feedback settings' instrument(...)",
                        "stream 'two' tracks CLICKS, but nothing is registered that tracks: register it with the"
                                + " feedback settings' instrument(...)",
                        "stream 'two' tracks CLICKS, but its event 'order-placed' has secrets [code], which a link may"
                                + " carry: track at most OPENS");
    }

    @Test
    void checks_no_path_of_an_event_that_declares_nothing() {
        assertThat(faultsOf(
                        List.of(), stream("one").on(EVENT).template("asking").build()))
                .hasSize(2)
                .noneMatch(fault -> fault.contains("does not declare"));
    }

    @Test
    void lets_a_failure_of_the_template_engine_through() {
        assertThatThrownBy(
                        () -> launch(List.of(), stream("one").template("crash").build()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static MailStream.Builder stream(String name) {
        return MailStream.named(name)
                .on(EVENT)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("orders@acme.example")
                .template("silent");
    }

    private static MailStream.Builder own(String name, String subject) {
        return MailStream.named(name)
                .on(EVENT)
                .purpose(Purpose.ORDER_CONFIRMATION)
                .from("orders@acme.example")
                .content(MailContent.of(subject).text("text"));
    }

    private static List<String> faultsOf(List<ExternalEvent> events, MailStream... streams) {
        return catchThrowableOfType(InvalidStreamException.class, () -> launch(events, streams))
                .faults();
    }

    private static Catalog launch(List<ExternalEvent> events, MailStream... streams) {
        Set<String> domains = Set.of("notify.acme.example", "acme.example");
        Engine.Contents contents = new Engine.Contents(domains, events, Arrays.asList(streams), List.of());
        Launch launch = new Launch(domains, new Templates(), 10, false);
        launch.check(contents);
        InMemoryMailStore store = new InMemoryMailStore(InMemoryStore.Capacity.standard());
        Registrar registrar = new Registrar(store, launch, Map.of(), new StoppedTime());
        registrar.begin(new Definitions(contents));
        return registrar.catalog();
    }

    /** A time at which nothing happens. */
    private static final class StoppedTime implements TimeSource {
        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }

        @Override
        public void schedule(Instant due, Runnable task) {}
    }

    /** Templates by their names: a silent one, an asking one, a broken one, and one that breaks the engine. */
    private static final class Templates implements TemplateEngine {
        @Override
        public MailTemplate load(String name) {
            return switch (name) {
                case "broken" -> throw new TemplateException(List.of("broken:3 fault 1", "broken:4 fault 2"));
                case "crash" -> throw new IllegalStateException("the engine crashed");
                case "asking" ->
                    new Template(List.of(
                            new DataPath("event.order.number", name, 1),
                            new DataPath("event.order.items.name", name, 2),
                            new DataPath("event.order.total", name, 3),
                            new DataPath("event.voucher", name, 4),
                            new DataPath("event", name, 5),
                            new DataPath("contact", name, 5),
                            new DataPath("contact.whatever.there.is", name, 5),
                            new DataPath("order.number", name, 6),
                            new DataPath("contacts.name", name, 7)));
                default -> new Template(List.of());
            };
        }

        @Override
        public MailTemplate compile(String name, MailContent content) {
            return switch (content.parts().get("subject")) {
                case "broken" -> throw new TemplateException(List.of(name + ".subject:1 fault"));
                case "asking" -> new Template(List.of(new DataPath("event.number", name + ".subject", 1)));
                default -> new Template(List.of());
            };
        }
    }

    private record Template(List<DataPath> paths) implements MailTemplate {
        @Override
        public List<DataPath> missing(Map<String, Object> model, Locale locale) {
            return List.of();
        }

        @Override
        public RenderedMail render(Map<String, Object> model, Locale locale, MissingData missing) {
            return new RenderedMail("subject", "", "text");
        }
    }
}
