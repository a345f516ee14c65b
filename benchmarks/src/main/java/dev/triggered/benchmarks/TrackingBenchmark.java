package dev.triggered.benchmarks;

import dev.triggered.EmailAddress;
import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.Mailbox;
import dev.triggered.MessageId;
import dev.triggered.MissingData;
import dev.triggered.Purpose;
import dev.triggered.RenderedMail;
import dev.triggered.Tracking;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.spi.MailInstrument;
import dev.triggered.spi.MailTemplate;
import dev.triggered.spi.OutgoingMail;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.tracking.TrackingKeys;
import dev.triggered.tracking.response.InMemoryResponses;
import dev.triggered.tracking.response.ResponseTracking;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;

/**
 * What a mail costs from its template to its octets, with opens and clicks tracked and without, and what parsing its HTML with jsoup would
 * add to that. They take turns on one thread; of the rounds the medians count.
 */
final class TrackingBenchmark {
    private static final int LINKS = 8;
    private static final String PARAGRAPH =
            "<tr><td style=\"padding:0 24px 16px\"><p style=\"margin:0\">Thank you for your order, <b>{{contact.name}}</b>."
                    + " It will be with you on <i>{{event.day}}</i>. <a class=\"b\" href=\"https://shop.acme.example/orders/"
                    + "{{event.number}}?from=mail&amp;part=#\" target=\"_blank\">See it</a></p></td></tr>\n";

    private final MailStream stream = MailStream.named("orders")
            .on(ExternalEvent.named("order-placed"))
            .purpose(Purpose.ORDER_CONFIRMATION)
            .from("Acme Orders <orders@acme.example>")
            .template("order")
            .tracking(Tracking.BOTH)
            .build();

    private final MailTemplate template = MustacheTemplates.inCode()
            .compile(
                    "order",
                    MailContent.of("Order {{event.number}}").html(html()).text(SampleText.TEXT));
    private final SmtpDispatcher dispatcher =
            SmtpDispatcher.to(SmtpRelay.at("127.0.0.1", 25).plaintext().build()).build();
    private final MailInstrument instrument;
    private long number;
    private long octets;
    private final RenderedMail same = rendered();

    private TrackingBenchmark(MailInstrument instrument) {
        this.instrument = instrument;
    }

    public static void main(String[] arguments) throws IOException {
        boolean quick = List.of(arguments).contains("--quick");
        byte[] secret = "a secret for benchmarks that is long enough".getBytes(StandardCharsets.US_ASCII);
        try (ResponseTracking tracking = ResponseTracking.at(
                        "https://click.acme.example/t/", TrackingKeys.of(1, secret), InMemoryResponses.keeping(1))
                .start()) {
            new TrackingBenchmark(tracking.instrument()).run(quick ? 3 : 15, quick ? 300 : 1_000);
        }
    }

    private static String html() {
        StringBuilder html = new StringBuilder("<!doctype html><html><head><title>Your order</title><style>"
                + ".b { color: blue; text-decoration: none }\n".repeat(10) + "</style></head><body><table>\n");
        for (int i = 0; i < LINKS; i++) {
            html.append(PARAGRAPH.replace("#", Integer.toString(i)));
        }
        return html.append("</table></body></html>\n").toString();
    }

    private void run(int rounds, int millis) throws IOException {
        List<Work> works = List.of(this::compose, this::composeTracked, this::instrumentOnly, this::parseOnly);
        double[][] micros = new double[works.size()][rounds];
        for (int i = 0; i < 3; i++) {
            for (Work work : works) {
                measure(work, millis);
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < works.size(); i++) {
                micros[i][round] = measure(works.get(i), millis);
            }
        }
        Arrays.stream(micros).forEach(Arrays::sort);
        System.out.printf(
                "HTML of %,d characters with %d links; microseconds of the processor for each mail%n",
                rendered().html().length(), LINKS);
        print("rendered and composed", micros[0]);
        print("the same, tracked", micros[1]);
        print("tracking alone", micros[2]);
        print("parsing with jsoup alone", micros[3]);
        System.out.printf("ratio tracking.composed_tracked.vs_untracked %.2f%n", median(micros[1]) / median(micros[0]));
        System.out.printf(
                "ratio tracking.parsing_with_jsoup.vs_composed %.2f%n", median(micros[3]) / median(micros[0]));
        if (octets == 0) {
            throw new IllegalStateException("nothing was written");
        }
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static void print(String what, double[] sorted) {
        System.out.printf(
                Locale.ROOT,
                "%-25s %7.2f (%.2f to %.2f)%n",
                what,
                median(sorted),
                sorted[0],
                sorted[sorted.length - 1]);
    }

    /** Returns the microseconds of the processor that one mail takes. */
    private double measure(Work work, long millis) throws IOException {
        long begun = cpuNanos();
        long done = 0;
        long taken = 0;
        while (taken < millis * 1_000_000) {
            for (int i = 0; i < 200; i++) {
                work.once();
            }
            done += 200;
            taken = cpuNanos() - begun;
        }
        return taken / 1e3 / done;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void compose() throws IOException {
        dispatcher.compose(mail(rendered(), id()), new Counting());
    }

    private void composeTracked() throws IOException {
        MessageId id = id();
        RenderedMail tracked = instrument.instrument(rendered(), new MailInstrument.Sending(id, stream, Instant.now()));
        dispatcher.compose(mail(tracked, id), new Counting());
    }

    private void instrumentOnly() {
        MailInstrument.Sending sending = new MailInstrument.Sending(id(), stream, Instant.now());
        octets += instrument.instrument(same, sending).html().length();
    }

    private void parseOnly() {
        octets += Jsoup.parse(same.html()).select("a[href]").size();
    }

    private RenderedMail rendered() {
        number++;
        Map<String, Object> contact = Map.of("name", "Jörg");
        Map<String, Object> event = Map.of("number", number, "day", "Friday");
        return template.render(Map.of("contact", contact, "event", event), Locale.ENGLISH, MissingData.REFUSE);
    }

    private MessageId id() {
        String digits = Long.toString(number);
        return new MessageId("0".repeat(26 - digits.length()) + digits);
    }

    private OutgoingMail mail(RenderedMail body, MessageId id) {
        EmailAddress to = new EmailAddress("jane", "example.com");
        return new OutgoingMail(
                new OutgoingMail.Envelope(stream.from().address(), to),
                new OutgoingMail.Header(id, Instant.now(), stream.from(), stream.from(), new Mailbox("Jane", to)),
                body,
                List.of(),
                1_000_000);
    }

    /** What is measured. */
    private interface Work {
        void once() throws IOException;
    }

    /** Counts what is written. */
    private final class Counting extends OutputStream {
        @Override
        public void write(int octet) {
            octets++;
        }

        @Override
        public void write(byte[] bytes, int start, int length) {
            octets += length;
        }
    }
}
