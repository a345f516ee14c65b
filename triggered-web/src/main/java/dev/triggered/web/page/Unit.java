package dev.triggered.web.page;

/** What the values of a chart are. */
enum Unit {
    COUNT,
    PERCENT,
    MILLIS;

    String text(Texts texts, double value) {
        return switch (this) {
            case COUNT -> texts.number(Math.round(value));
            case PERCENT -> texts.percent(value / 100);
            case MILLIS -> texts.duration(value);
        };
    }
}
