package dev.triggered.templates;

import com.github.mustachejava.DefaultMustacheFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * The ground of mustache.java that templates run on, with nothing to reach: it finds no file, calls no method, compiles
 * nothing by itself and keeps nothing. What it runs is built by {@link PartCompiler}.
 */
final class PlainFactory extends DefaultMustacheFactory {
    static final PlainFactory INSTANCE = new PlainFactory();

    private PlainFactory() {
        super(name -> null);
        setObjectHandler(new PlainObjectHandler());
    }

    @Override
    public void encode(String value, Writer writer) {
        try {
            Html.escape(value, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
