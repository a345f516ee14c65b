package dev.triggered;

import dev.triggered.Recipients.Row;
import dev.triggered.csv.CsvRow;
import dev.triggered.csv.CsvRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file. */
final class CsvRecipients implements Recipients.Source {
    private static final Set<String> OF_CONTACT = Set.of("address", "email", "name", "locale");

    private final Path file;
    private final Charset charset;
    private final SeekableByteChannel bytes;
    private final long size;
    private final CsvRows rows;
    private final Columns columns;
    private long line;

    private CsvRecipients(Path file, Charset charset, SeekableByteChannel bytes, CsvRows rows) throws IOException {
        this.file = file;
        this.charset = charset;
        this.bytes = bytes;
        this.size = bytes.size();
        this.rows = rows;
        this.columns = Columns.of(rows);
        this.line = 1;
    }

    /** Opens a file and reads its header. */
    static Recipients.Source open(Path file, Charset given) {
        try {
            SeekableByteChannel bytes = Files.newByteChannel(file);
            try {
                Charset charset = Marks.charset(bytes).orElse(given);
                CsvRows rows = CsvRows.of(Channels.newReader(
                        bytes,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT),
                        -1));
                return new CsvRecipients(file, charset, bytes, rows);
            } catch (IOException | RuntimeException e) {
                bytes.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new InvalidRecipientsException(0, "there is no file " + file, e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, given, 1, e.getCause());
        } catch (IOException e) {
            throw unreadable(file, given, 1, e);
        } catch (IllegalArgumentException e) {
            throw new InvalidRecipientsException(1, "line 1 of " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Row> next() {
        try {
            if (!rows.hasNext()) {
                return Optional.empty();
            }
            CsvRow row = rows.next();
            line = row.line();
            return Optional.of(row(row));
        } catch (UncheckedIOException e) {
            throw unreadable(file, charset, line + 1, e.getCause());
        }
    }

    private Row row(CsvRow row) {
        if (!row.isGood()) {
            return new Row.Bad(row.line(), "", row.fault());
        }
        String address = row.value(columns.address);
        if (address.isEmpty()) {
            return new Row.Bad(row.line(), "", "there is no address");
        }
        try {
            return new Row.Good(row.line(), trigger(row, address));
        } catch (IllegalArgumentException e) {
            return new Row.Bad(row.line(), Text.excerpt(address, 80), String.valueOf(e.getMessage()));
        }
    }

    private Trigger trigger(CsvRow row, String address) {
        Contact contact = Contact.of(address).name(row.value(columns.name));
        String locale = row.value(columns.locale);
        Trigger trigger = Trigger.to(locale.isEmpty() ? contact : contact.locale(locale(locale)));
        for (int i = 0; i < columns.data.size(); i++) {
            String value = row.value(columns.data.get(i));
            if (!value.isEmpty()) {
                trigger = trigger.with(columns.names.get(i), value);
            }
        }
        return trigger;
    }

    private static Locale locale(String text) {
        Locale locale = Locale.forLanguageTag(text.replace('_', '-'));
        if (locale.getLanguage().isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + Text.excerpt(text, 40) + "' is no locale: write one such as en, de or de-AT");
        }
        return locale;
    }

    /** Returns which part of the bytes was read, a little ahead of the rows. */
    @Override
    public double position() {
        try {
            return size == 0 ? -1 : Math.min(1, (double) bytes.position() / size);
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        try (bytes) {
            rows.close();
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidRecipientsException(line, file + " could not be closed", e);
        }
    }

    private static InvalidRecipientsException unreadable(
            Path file, Charset charset, long line, @Nullable IOException cause) {
        String what = cause instanceof CharacterCodingException
                ? "near line " + line + ", " + file + " is not " + charset
                        + ": save it as UTF-8, or name its charset with csv(file, charset)"
                : "near line " + line + ", " + file + " cannot be read: " + cause;
        return cause == null
                ? new InvalidRecipientsException(line, what)
                : new InvalidRecipientsException(line, what, cause);
    }

    /** Where the columns are that the header names; below 0 where it does not name one. */
    private record Columns(int address, int name, int locale, List<Integer> data, List<String> names) {
        static Columns of(CsvRows rows) {
            int address = rows.column("address");
            int email = rows.column("email");
            if (address < 0 && email < 0) {
                throw new IllegalArgumentException(
                        "the header names no column 'address' or 'email', but " + rows.header());
            }
            List<Integer> data = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (int i = 0; i < rows.header().size(); i++) {
                String name = rows.header().get(i);
                if (name.indexOf('.') >= 0) {
                    throw new IllegalArgumentException(
                            "the column '" + name + "' has a dot in its name, by which no template finds it");
                }
                if (!OF_CONTACT.contains(name.toLowerCase(Locale.ROOT)) || (i == email && address >= 0)) {
                    data.add(i);
                    names.add(name);
                }
            }
            return new Columns(address < 0 ? email : address, rows.column("name"), rows.column("locale"), data, names);
        }
    }
}
