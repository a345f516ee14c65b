package dev.triggered.templates;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/**
 * How helpers format.
 *
 * @param zone the zone in which moments are shown
 * @param language the language of files without a locale; the root one where it is not known
 */
record Formats(ZoneId zone, Locale language) {
    /** Starts a rendering of a variant: its numbers and dates are in the language in which it is written. */
    Rendering rendering(Map<String, Object> model, Locale asked, Locale variant) {
        boolean foreign = variant.equals(Locale.ROOT)
                && !language.equals(Locale.ROOT)
                && !language.getLanguage().equals(asked.getLanguage());
        return new Rendering(model, foreign ? language : asked, zone);
    }
}
