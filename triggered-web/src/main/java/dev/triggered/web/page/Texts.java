package dev.triggered.web.page;

import dev.triggered.web.json.JsonObjects;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The words of the pages in one language.
 *
 * @param locale the language
 * @param words the texts by their keys
 */
record Texts(Locale locale, Map<String, String> words) {
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final double MILLIS_PER_SECOND = 1_000;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double MINUTES_PER_HOUR = 60;

    Texts {
        words = Map.copyOf(words);
    }

    /** Returns the words of each language, English first. */
    static List<Texts> all() {
        return LANGUAGES.stream().map(Texts::load).toList();
    }

    /** Returns which of some texts suit best what a browser asks for (RFC 9110, section 12.5.4). */
    static Texts choose(List<Texts> all, String acceptLanguage) {
        try {
            Locale wanted = Locale.lookup(
                    Locale.LanguageRange.parse(acceptLanguage),
                    all.stream().map(Texts::locale).toList());
            return all.stream()
                    .filter(texts -> texts.locale.equals(wanted))
                    .findFirst()
                    .orElse(all.get(0));
        } catch (IllegalArgumentException e) {
            return all.get(0);
        }
    }

    private static Texts load(Locale locale) {
        Properties properties = new Properties();
        try (Reader reader = Resources.reader("texts_" + locale.getLanguage() + ".properties")) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("the texts of the dashboard cannot be read", e);
        }
        Map<String, String> words = new HashMap<>();
        properties.forEach((key, text) -> words.put(key.toString(), text.toString()));
        return new Texts(locale, words);
    }

    String of(String key) {
        String text = words.get(key);
        if (text == null) {
            throw new IllegalStateException("the dashboard has no text " + key);
        }
        return text;
    }

    /** Returns what a constant is called, with its name for styles. */
    Map<String, Object> of(Enum<?> constant) {
        return JsonObjects.of("code", constant.name(), "text", name(constant));
    }

    /** Returns what a constant is called. */
    String name(Enum<?> constant) {
        return of(key(constant));
    }

    private static String key(Enum<?> constant) {
        return constant.getDeclaringClass().getSimpleName() + "." + constant.name();
    }

    String number(long number) {
        return String.format(locale, "%,d", number);
    }

    String number(double number) {
        return String.format(locale, "%,.1f", number);
    }

    /** Returns a time in the unit that suits it. */
    String duration(double millis) {
        if (millis < MILLIS_PER_SECOND) {
            return String.format(locale, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
        }
        double seconds = millis / MILLIS_PER_SECOND;
        if (seconds < SECONDS_PER_MINUTE) {
            return String.format(locale, "%.1f s", seconds);
        }
        double minutes = seconds / SECONDS_PER_MINUTE;
        if (minutes < MINUTES_PER_HOUR) {
            return String.format(locale, "%.0f min", minutes);
        }
        return String.format(locale, "%,.1f h", minutes / MINUTES_PER_HOUR);
    }

    String percent(double fraction) {
        return String.format(locale, "%.1f %%", fraction * 100);
    }
}
