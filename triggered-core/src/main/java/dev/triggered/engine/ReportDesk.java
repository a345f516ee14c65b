package dev.triggered.engine;

import dev.triggered.report.Dimension;
import dev.triggered.report.ReportQuery;
import dev.triggered.report.ReportRow;
import dev.triggered.report.ReportRow.Group;
import dev.triggered.report.Reports;
import dev.triggered.spi.ReportStore;
import dev.triggered.spi.ReportStore.Search;
import dev.triggered.spi.RollUp;
import dev.triggered.spi.Sums;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Puts reports together from the roll-ups of the store, a page at a time, with streams by the names that they have now. */
final class ReportDesk implements Reports {
    private static final int PAGE = 200;
    private static final Comparator<Group> ORDER = Comparator.comparing(Group::stream)
            .thenComparing(Group::version)
            .thenComparing(Group::lane)
            .thenComparing(Group::domain);

    private final ReportStore store;
    private final Supplier<Catalog> catalog;
    private final RefusalCounts refusals;

    ReportDesk(ReportStore store, Supplier<Catalog> catalog, RefusalCounts refusals) {
        this.store = store;
        this.catalog = catalog;
        this.refusals = refusals;
    }

    @Override
    public List<ReportRow> find(ReportQuery query) {
        List<ReportRow> rows = new ArrayList<>();
        read(query, row -> {
            if (rows.size() == MOST_ROWS) {
                throw new IllegalArgumentException("the report has more than " + MOST_ROWS
                        + " rows: ask for longer periods, a shorter time, or fewer dimensions, or export it");
            }
            rows.add(row);
        });
        return List.copyOf(rows);
    }

    @Override
    public long exportCsv(ReportQuery query, Writer csv) {
        return new ReportExport(csv).write(rows -> read(query, rows));
    }

    /** Hands the rows of a report over, as soon as those of a period are complete. */
    private void read(ReportQuery query, Consumer<ReportRow> rows) {
        Set<Long> streams = query.filter().streams().stream().map(this::number).collect(Collectors.toSet());
        refusals.flush();
        store.rollUp();
        Search search = Search.of(kind(query), query.period().startOf(query.from()), query.to(), streams, PAGE);
        Map<Group, Sums> groups = new TreeMap<>(ORDER);
        Instant start = Instant.MIN;
        List<RollUp> page;
        do {
            page = store.find(search);
            for (RollUp found : page) {
                if (!found.key().start().equals(start)) {
                    hand(start, groups, rows);
                    start = found.key().start();
                }
                add(query, found, groups);
                search = search.behind(found.key());
            }
        } while (page.size() == PAGE);
        hand(start, groups, rows);
    }

    private static RollUp.Kind kind(ReportQuery query) {
        return switch (query.period()) {
            case MINUTE -> RollUp.Kind.MINUTE;
            case HOUR -> query.needsDomains() ? RollUp.Kind.HOUR_BY_DOMAIN : RollUp.Kind.HOUR;
            case DAY -> query.needsDomains() ? RollUp.Kind.DAY_BY_DOMAIN : RollUp.Kind.DAY;
        };
    }

    private static void hand(Instant start, Map<Group, Sums> groups, Consumer<ReportRow> rows) {
        groups.forEach((group, sums) -> rows.accept(new ReportRow(start, group, sums.toCounts())));
        groups.clear();
    }

    private void add(ReportQuery query, RollUp found, Map<Group, Sums> groups) {
        RollUp.Key key = found.key();
        ReportQuery.Filter filter = query.filter();
        if (!isIn(filter.versions(), key.version()) || !isIn(filter.lanes(), key.lane())) {
            return;
        }
        Set<Dimension> by = query.by();
        String stream = by.contains(Dimension.STREAM) ? name(key.stream()) : "";
        int version = by.contains(Dimension.VERSION) ? key.version() : 0;
        String lane = by.contains(Dimension.LANE) ? key.lane() : "";
        found.domains().forEach((domain, sums) -> {
            if (isIn(filter.domains(), domain)) {
                String shown = by.contains(Dimension.DOMAIN) ? domain : "";
                groups.computeIfAbsent(new Group(stream, version, lane, shown), group -> new Sums())
                        .add(sums);
            }
        });
    }

    private static <T> boolean isIn(Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    private long number(String stream) {
        if (stream.isEmpty()) {
            return 0;
        }
        return catalog.get().stream(stream)
                .map(LiveStream::number)
                .orElseThrow(() -> new IllegalArgumentException("no stream is named '" + stream + "'"));
    }

    /** Returns the name of a stream; of one that was deleted only the number is known. */
    private String name(long stream) {
        if (stream == 0) {
            return "";
        }
        return catalog.get()
                .numbered(stream)
                .map(live -> live.entry().naming().name())
                .orElse("stream " + stream);
    }
}
