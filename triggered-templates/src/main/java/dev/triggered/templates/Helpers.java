package dev.triggered.templates;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggered.templates.Helper.UnreadableException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The helpers that a template may call, by name. */
final class Helpers {
    private static final Map<String, Function<String, Helper>> BY_NAME = Map.of(
            "urlEncode",
                    plain((text, locale, zone) -> URLEncoder.encode(text, UTF_8).replace("+", "%20")),
            "upper", plain((text, locale, zone) -> text.toUpperCase(locale)),
            "lower", plain((text, locale, zone) -> text.toLowerCase(locale)),
            "date", Dates::date,
            "time", Dates::time,
            "dateTime", Dates::dateTime,
            "number", Helpers::number,
            "percent", plain((text, locale, zone) -> percent(text, locale)),
            "money", plain((text, locale, zone) -> money(text, locale)));

    /** An exponent of more digits than this would print as a page of zeros. */
    private static final int LONGEST_NUMBER = 40;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Helpers() {}

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /**
     * Returns a helper with a format.
     *
     * @throws IllegalArgumentException if it does not know the format
     */
    static Helper withFormat(String name, String format) {
        Function<String, Helper> helper = BY_NAME.get(name);
        if (helper == null) {
            throw new IllegalArgumentException("no helper " + name);
        }
        return helper.apply(format);
    }

    private static Function<String, Helper> plain(Helper helper) {
        return format -> {
            if (!format.isEmpty()) {
                throw new IllegalArgumentException("it takes no format");
            }
            return helper;
        };
    }

    private static Helper number(String pattern) {
        if (pattern.isEmpty()) {
            return (text, locale, zone) -> {
                BigDecimal value = decimal(text, "a number");
                return format(NumberFormat.getNumberInstance(locale), value, Math.max(0, value.scale()));
            };
        }
        new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)); // tells a bad pattern now
        return (text, locale, zone) -> {
            DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(locale));
            format.setRoundingMode(RoundingMode.HALF_UP);
            return format.format(decimal(text, "a number"));
        };
    }

    private static String percent(String text, Locale locale) throws UnreadableException {
        BigDecimal value = decimal(text, "a number, 0.19 for 19 %").stripTrailingZeros();
        return format(NumberFormat.getPercentInstance(locale), value, Math.max(0, value.scale() - 2));
    }

    private static String money(String text, Locale locale) throws UnreadableException {
        String expected = "an amount and the code of its currency, such as 12.50 EUR";
        String[] parts = SPACE.split(text, -1);
        if (parts.length != 2) {
            throw new UnreadableException(expected);
        }
        Currency currency;
        try {
            currency = Currency.getInstance(parts[1]);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(expected);
        }
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        return format(format, decimal(parts[0], expected), Math.max(0, currency.getDefaultFractionDigits()));
    }

    private static String format(NumberFormat format, BigDecimal value, int fractionDigits) {
        format.setMinimumFractionDigits(fractionDigits);
        format.setMaximumFractionDigits(fractionDigits);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }

    private static BigDecimal decimal(String text, String expected) throws UnreadableException {
        try {
            BigDecimal value = new BigDecimal(text);
            if (Math.abs((long) value.precision() - value.scale()) <= LONGEST_NUMBER
                    && Math.abs((long) value.scale()) <= LONGEST_NUMBER) {
                return value;
            }
            throw new UnreadableException(expected);
        } catch (NumberFormatException e) {
            throw new UnreadableException(expected);
        }
    }
}
