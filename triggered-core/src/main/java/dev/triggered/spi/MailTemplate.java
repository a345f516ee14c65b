package dev.triggered.spi;

import dev.triggered.MissingData;
import dev.triggered.RenderedMail;
import dev.triggered.TemplateException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A compiled template. Thread-safe.
 *
 * <p>The model that it renders from has two roots, {@code event} and {@code contact}, with plain values below them: see
 * {@link dev.triggered.PlainData}.
 */
public interface MailTemplate {
    /**
     * Returns everything that the template may ask for, in any part and any locale, values and conditions alike.
     *
     * @return the paths with the places that ask, from {@code event} or {@code contact} down; a path through a list names what
     *     each of its items has
     */
    List<DataPath> paths();

    /**
     * Returns what rendering would miss.
     *
     * @param model the data
     * @param locale the locale whose variant would be rendered
     * @return the values that are asked for and absent, {@code null}, or nothing that can be shown there; a condition that is
     *     absent counts as false, not as missing
     */
    List<DataPath> missing(Map<String, Object> model, Locale locale);

    /**
     * Renders a mail.
     *
     * @param model the data
     * @param locale the locale: its variant is taken, or the nearest one, or the one without a locale
     * @param missing what happens to a value that is missing
     * @return the mail
     * @throws TemplateException naming template, line and path of what is missing, where that is refused
     */
    RenderedMail render(Map<String, Object> model, Locale locale, MissingData missing);
}
