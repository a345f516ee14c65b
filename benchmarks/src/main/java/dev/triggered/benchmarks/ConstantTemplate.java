package dev.triggered.benchmarks;

import dev.triggered.MissingData;
import dev.triggered.RenderedMail;
import dev.triggered.spi.DataPath;
import dev.triggered.spi.MailTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A template that asks for nothing, so that rendering costs nothing. */
final class ConstantTemplate implements MailTemplate {
    private static final RenderedMail MAIL = new RenderedMail(SampleText.SUBJECT, SampleText.HTML, SampleText.TEXT);

    @Override
    public List<DataPath> paths() {
        return List.of();
    }

    @Override
    public List<DataPath> missing(Map<String, Object> model, Locale locale) {
        return List.of();
    }

    @Override
    public RenderedMail render(Map<String, Object> model, Locale locale, MissingData missing) {
        return MAIL;
    }
}
