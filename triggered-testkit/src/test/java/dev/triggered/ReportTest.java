package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.report.Counts;
import dev.triggered.report.Dimension;
import dev.triggered.report.Measure;
import dev.triggered.report.ReportPeriod;
import dev.triggered.report.ReportQuery;
import dev.triggered.report.ReportRow;
import dev.triggered.report.ReportRow.Group;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
    private static final ReportQuery TODAY = ReportQuery.of(ReportPeriod.DAY, DAY, DAY.plusSeconds(1));

    private final Shop shop = new Shop()
            .with(Shop.stream("orders"))
            .with(Shop.stream("=receipts").lane(Lane.named("urgent")))
            .open();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void tells_streams_apart_by_the_names_that_they_have_now() {
        sent(Shop.order(1));
        shop.mail().streams().rename("orders", "purchases");
        sent(Shop.order(2));

        assertThat(find(TODAY.by(Dimension.STREAM)))
                .containsOnlyKeys(new Group("purchases", 0, "", ""), new Group("=receipts", 0, "", ""))
                .allSatisfy((group, counts) ->
                        assertThat(counts.measures()).isEqualTo(Map.of(Measure.TRIGGERED, 2L, Measure.SENT, 2L)));
        assertThat(find(TODAY.stream("orders").by(Dimension.STREAM)))
                .containsOnlyKeys(new Group("purchases", 0, "", ""));
        assertThat(find(TODAY)).containsOnlyKeys(Group.ALL);
    }

    @Test
    void tells_versions_lanes_and_domains_apart() {
        sent(Shop.order(1));
        sent(Trigger.to("joe@example.org").with("number", 2));

        assertThat(find(TODAY.by(Dimension.LANE))).containsKey(new Group("", 0, "urgent", ""));
        assertThat(find(TODAY.by(Dimension.VERSION))).containsOnlyKeys(new Group("", 1, "", ""));
        assertThat(find(TODAY.by(Dimension.DOMAIN)))
                .containsOnlyKeys(new Group("", 0, "", "example.com"), new Group("", 0, "", "example.org"));
        assertThat(find(TODAY.domain("Example.org").lane("urgent"))
                        .get(Group.ALL)
                        .of(Measure.SENT))
                .isEqualTo(1);
        assertThat(find(TODAY.version(2))).isEmpty();
    }

    @Test
    void counts_refusals_by_their_verdict_and_repetitions() {
        shop.mail().trigger(Shop.ORDER, Trigger.to("jane@example.com"));
        shop.mail().trigger(Shop.ORDER, Trigger.to("nobody"));
        shop.mail().trigger("no such event", Shop.order(1));
        shop.mail().trigger(Shop.ORDER, Shop.order(1).id("once"));
        shop.mail().trigger(Shop.ORDER, Shop.order(1).id("once"));

        Map<Group, Counts> found = find(TODAY.by(Dimension.STREAM));
        assertThat(found.get(new Group("orders", 0, "", "")).refusals())
                .isEqualTo(Map.of(Verdict.MISSING_DATA, 1L, Verdict.INVALID_ADDRESS, 1L, Verdict.DUPLICATE, 1L));
        assertThat(found.get(Group.ALL).refusals()).isEqualTo(Map.of(Verdict.UNKNOWN_EVENT, 1L));
        assertThat(find(TODAY.stream("")).get(Group.ALL).refused()).isEqualTo(1);
        assertThat(find(TODAY).get(Group.ALL).of(Measure.TRIGGERED)).isEqualTo(2);
    }

    @Test
    void puts_refusals_into_the_store_after_a_second() {
        shop.mail().trigger("no such event", Shop.order(1));

        assertThat(shop.clock.nextDue()).hasValue(DAY.plusSeconds(1));
        shop.clock.advance(Duration.ofSeconds(1));
        assertThat(find(TODAY).get(Group.ALL).refused()).isEqualTo(1);
        assertThat(find(TODAY).get(Group.ALL).refused()).isEqualTo(1);
    }

    @Test
    void says_what_cannot_be_asked() {
        assertThatThrownBy(() -> find(TODAY.stream("no such stream")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no such stream");
    }

    @Test
    void has_a_row_for_each_period_in_which_anything_was_counted() {
        sent(Shop.order(1));
        shop.clock.advance(Duration.ofMinutes(121));
        sent(Shop.order(2));

        assertThat(shop.mail().reports().find(ReportQuery.of(ReportPeriod.HOUR, DAY, DAY.plusSeconds(9_999))))
                .extracting(ReportRow::start)
                .containsExactly(DAY, DAY.plus(Duration.ofHours(2)));
        assertThat(shop.mail()
                        .reports()
                        .find(ReportQuery.of(ReportPeriod.MINUTE, DAY.plusSeconds(7_299), DAY.plusSeconds(7_300))))
                .extracting(ReportRow::start)
                .containsExactly(DAY.plusSeconds(7_260));
    }

    @Test
    void is_written_as_csv_without_formulas() {
        sent(Shop.order(1));
        Writer csv = new StringWriter();

        long rows = shop.mail().reports().exportCsv(TODAY.by(Dimension.STREAM, Dimension.LANE), csv);

        assertThat(rows).isEqualTo(2);
        List<String> lines = csv.toString().lines().toList();
        assertThat(lines.get(0))
                .startsWith("start,stream,version,lane,domain,TRIGGERED,SENT,DEFERRED")
                .endsWith("P50_MS,P95_MS,P99_MS")
                .contains(",REFUSED,", ",REFUSED_MISSING_DATA,")
                .doesNotContain("REFUSED_ACCEPTED");
        assertThat(lines.get(1)).startsWith("2026-01-01T00:00:00Z,'=receipts,\"\",urgent,\"\",1,1,0,");
        assertThat(lines.get(2))
                .startsWith("2026-01-01T00:00:00Z,orders,\"\",orders,\"\",1,1,0,")
                .endsWith(",0.5,0.5,0.5");
    }

    /** Triggers both streams, and waits until their mails are sent. */
    private void sent(Trigger trigger) {
        shop.mail()
                .trigger(Shop.ORDER, trigger)
                .orThrow()
                .answers()
                .forEach(answer -> shop.awaitState(answer.messageId().orElseThrow(), MessageState.SENT));
    }

    private Map<Group, Counts> find(ReportQuery query) {
        return shop.mail().reports().find(query).stream()
                .collect(Collectors.toMap(ReportRow::group, ReportRow::counts));
    }
}
