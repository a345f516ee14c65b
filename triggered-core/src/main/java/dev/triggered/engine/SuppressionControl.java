package dev.triggered.engine;

import dev.triggered.EmailAddress;
import dev.triggered.NewSuppression;
import dev.triggered.OptInChange;
import dev.triggered.Suppression;
import dev.triggered.SuppressionImport;
import dev.triggered.SuppressionPage;
import dev.triggered.SuppressionQuery;
import dev.triggered.SuppressionReason;
import dev.triggered.Suppressions;
import dev.triggered.spi.SuppressionList;
import dev.triggered.spi.SuppressionList.Entry;
import dev.triggered.spi.SuppressionList.Place;
import dev.triggered.spi.SuppressionList.Range;
import dev.triggered.spi.SuppressionList.Search;
import java.io.Reader;
import java.io.Writer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The suppressions of the store, with streams by their names. */
final class SuppressionControl implements Suppressions {
    private static final int CHANGES = 1_000;
    static final Place BEGINNING = new Place("", SuppressionList.ALL_STREAMS, SuppressionReason.HARD_BOUNCE);

    private final SuppressionList list;
    private final Supplier<Catalog> catalog;
    private final InstantSource clock;
    private final String who;

    SuppressionControl(SuppressionList list, Supplier<Catalog> catalog, InstantSource clock, String who) {
        this.list = list;
        this.catalog = catalog;
        this.clock = clock;
        this.who = who;
    }

    @Override
    public Suppressions by(String other) {
        return new SuppressionControl(list, catalog, clock, Control.requireWho(other));
    }

    @Override
    public boolean add(NewSuppression suppression) {
        Suppression.Origin origin = new Suppression.Origin(clock.instant(), who, suppression.note());
        Entry entry = new Entry(suppression.address(), suppression.reason(), number(suppression.stream()), origin);
        return list.add(List.of(entry)).get(0);
    }

    @Override
    public boolean remove(Suppression suppression) {
        return list.remove(new Place(suppression.address().key(), number(suppression.stream()), suppression.reason()));
    }

    @Override
    public List<Suppression> find(String address) {
        return list.of(EmailAddress.parse(address).key()).stream()
                .map(this::shown)
                .toList();
    }

    @Override
    public SuppressionPage search(SuppressionQuery query) {
        int limit = query.page().limit();
        List<Entry> found = list.find(search(query, limit + 1));
        List<Entry> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? cursor(page.get(limit - 1).place()) : "";
        return new SuppressionPage(page.stream().map(this::shown).toList(), next);
    }

    private static Search search(SuppressionQuery query, int limit) {
        return new Search(
                query.prefix(),
                query.domain(),
                query.reasons(),
                new Range(place(query.page().cursor()), limit));
    }

    private static String cursor(Place place) {
        return place.reason() + " " + place.stream() + " " + place.address();
    }

    private static Place place(String cursor) {
        if (cursor.isEmpty()) {
            return BEGINNING;
        }
        String[] parts = cursor.split(" ", 3);
        try {
            return new Place(parts[2], Long.parseLong(parts[1]), SuppressionReason.valueOf(parts[0]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("this cursor came from no page", e);
        }
    }

    @Override
    public long count() {
        return list.count();
    }

    @Override
    public SuppressionImport importCsv(Reader csv, SuppressionReason otherwise) {
        return importCsv(csv, Optional.of(otherwise));
    }

    @Override
    public SuppressionImport importCsv(Reader csv) {
        return importCsv(csv, Optional.empty());
    }

    private SuppressionImport importCsv(Reader csv, Optional<SuppressionReason> otherwise) {
        Suppression.Origin origin = new Suppression.Origin(clock.instant(), who, "");
        return new SuppressionImporter(list, this::number, origin, otherwise).read(csv);
    }

    @Override
    public long exportCsv(Writer csv) {
        return SuppressionExport.write(list, this::name, csv);
    }

    @Override
    public boolean transactionalOptIn() {
        return list.optInChanges(1).stream().anyMatch(OptInChange::on);
    }

    @Override
    public void transactionalOptIn(boolean on) {
        list.optIn(new OptInChange(on, clock.instant(), who));
    }

    @Override
    public List<OptInChange> optInChanges() {
        return list.optInChanges(CHANGES);
    }

    private Suppression shown(Entry entry) {
        return new Suppression(entry.address(), entry.reason(), name(entry.stream()), entry.origin());
    }

    private long number(String stream) {
        if (stream.isEmpty()) {
            return SuppressionList.ALL_STREAMS;
        }
        return catalog.get().stream(stream)
                .map(LiveStream::number)
                .orElseThrow(() -> new IllegalArgumentException("no stream is named '" + stream + "'"));
    }

    /** Returns the name of a stream; one that another node has just made is not known yet. */
    private String name(long stream) {
        if (stream == SuppressionList.ALL_STREAMS) {
            return "";
        }
        return catalog.get()
                .numbered(stream)
                .map(live -> live.entry().naming().name())
                .orElse("stream " + stream);
    }
}
