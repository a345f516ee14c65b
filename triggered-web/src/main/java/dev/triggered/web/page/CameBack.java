package dev.triggered.web.page;

import dev.triggered.feedback.Aftermath;
import dev.triggered.feedback.FeedbackReport;
import dev.triggered.feedback.Response;
import dev.triggered.web.json.JsonObjects;
import java.util.Map;

/** What came back for a message, as rows. */
final class CameBack {
    private CameBack() {}

    static Map<String, Object> model(View view, Aftermath aftermath) {
        return JsonObjects.of(
                "cameBack",
                !aftermath.reports().isEmpty(),
                "responded",
                !aftermath.responses().isEmpty(),
                "reports",
                aftermath.reports().stream().map(each -> row(view, each)).toList(),
                "responses",
                aftermath.responses().stream().map(each -> row(view, each)).toList());
    }

    private static Map<String, Object> row(View view, FeedbackReport report) {
        return JsonObjects.of(
                "at",
                View.time(report.origin().at()),
                "reason",
                view.texts().of(report.reason()),
                "class",
                view.texts().of(report.bounceClass()),
                "reply",
                report.reply().toString(),
                "host",
                report.origin().host(),
                "proof",
                view.texts().of(report.origin().proof()));
    }

    private static Map<String, Object> row(View view, Response response) {
        return JsonObjects.of(
                "at",
                View.time(response.at()),
                "what",
                response.isClick()
                        ? view.texts().of("message.click") + " " + view.texts().number(response.link())
                        : view.texts().of("message.open"),
                "by",
                view.texts().of(response.by()),
                "client",
                view.texts().of(response.client()));
    }
}
