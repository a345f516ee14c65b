package dev.triggered.web.page;

import dev.triggered.StreamChange;
import dev.triggered.web.json.JsonObjects;
import java.util.Map;

/** What was done to streams and events, as rows. */
final class Changes {
    private Changes() {}

    static Map<String, Object> row(View view, StreamChange change) {
        return JsonObjects.of(
                "what",
                view.texts().of(change.kind()),
                "version",
                change.version() == 0 ? "" : view.texts().number(change.version()),
                "at",
                View.time(change.at()),
                "by",
                change.by(),
                "detail",
                change.detail());
    }
}
