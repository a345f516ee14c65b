package dev.triggered.web.page;

import java.util.Comparator;
import java.util.List;

/** The parts of a content, as they are shown: the subject first, and each by a name for people. */
final class Parts {
    private static final List<String> ORDER = List.of("subject", "html", "text");

    /** The order of their keys. */
    static final Comparator<String> BY_KIND =
            Comparator.comparing((String key) -> ORDER.indexOf(kind(key))).thenComparing(Comparator.naturalOrder());

    private Parts() {}

    /** Returns what a part is without its locale, which stands behind a low line. */
    static String kind(String key) {
        return key.split("_", 2)[0];
    }

    /** Returns what a part is called, with its locale. */
    static String label(View view, String key) {
        String kind = kind(key);
        return view.texts().of("part." + kind) + key.substring(kind.length()).replace('_', ' ');
    }
}
