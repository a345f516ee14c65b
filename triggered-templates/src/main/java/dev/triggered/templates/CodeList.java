package dev.triggered.templates;

import com.github.mustachejava.Code;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.codes.DefaultMustache;
import com.github.mustachejava.codes.WriteCode;
import dev.triggered.spi.DataPath;
import java.util.ArrayList;
import java.util.List;

/** Gathers codes, joining the text between them, and the values that they ask for. */
final class CodeList {
    private final Place place;
    private final List<Code> codes = new ArrayList<>();
    private final List<DataPath> values = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    CodeList(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    /** Returns the values that these codes write, helpers and sections within included. */
    List<DataPath> values() {
        return List.copyOf(values);
    }

    void addText(String more) {
        text.append(more);
    }

    void add(Code code) {
        flush();
        codes.add(code);
    }

    void addValue(DataPath value) {
        values.add(value);
    }

    void addValues(CodeList inner) {
        values.addAll(inner.values);
    }

    Mustache finish() {
        flush();
        Mustache mustache = new DefaultMustache(
                Codes.context(place), PlainFactory.INSTANCE, codes.toArray(new Code[0]), place.source());
        mustache.init();
        return mustache;
    }

    private void flush() {
        if (!text.isEmpty()) {
            codes.add(new WriteCode(Codes.context(place), PlainFactory.INSTANCE, text.toString()));
            text.setLength(0);
        }
    }
}
