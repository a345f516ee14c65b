package dev.triggered.benchmarks;

import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** The data of each message: 4 KB of order lines, which differ enough to compress as such data does. */
final class SampleOrders {
    private static final int LENGTH = 4_096;
    private static final String[] WORDS =
            ("anchor basket candle drawer easel funnel garden hammock island jacket kettle lantern"
                            + " mirror needle orchid pillow quiver ribbon saddle teapot umbrella velvet window yarn zipper")
                    .split(" ", -1);
    private static final String[] TEXTS =
            IntStream.range(0, 64).mapToObj(SampleOrders::write).toArray(String[]::new);

    private SampleOrders() {}

    static String text(long number) {
        return TEXTS[(int) (number % TEXTS.length)];
    }

    private static String write(int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(LENGTH + 100);
        while (text.length() < LENGTH) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d x %s %s, no. %08d, %d.%02d EUR; ",
                    random.nextInt(9) + 1,
                    WORDS[random.nextInt(WORDS.length)],
                    WORDS[random.nextInt(WORDS.length)],
                    random.nextInt(100_000_000),
                    random.nextInt(500),
                    random.nextInt(100)));
        }
        return text.substring(0, LENGTH);
    }
}
