package dev.triggered.web.bridge;

import dev.triggered.web.http.Problem;
import dev.triggered.web.http.Reply;
import dev.triggered.web.json.Fault;
import dev.triggered.web.json.JsonObjects;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The form that all replies have: a number, a text and data. */
final class Envelope {
    private Envelope() {}

    static Reply ok(Object data) {
        return of(200, ReplyCode.OK, "OK", data);
    }

    static Reply of(int status, ReplyCode code, String text, Object data) {
        return Reply.json(status, JsonObjects.of("replyCode", code.number(), "replyText", text, "data", data));
    }

    /** Has a reply say in this form what a problem document says, with the header fields that it has. */
    static Reply dress(Reply reply, List<String> challenges) {
        if (!(reply.document().orElse("") instanceof Problem problem)) {
            return reply;
        }
        int status = problem.status() == 422 ? 400 : problem.status();
        Reply dressed = of(status, ReplyCode.of(status), text(problem), "");
        for (Map.Entry<String, List<String>> header : reply.headers().entrySet()) {
            if (!header.getKey().equals("Content-Type")) {
                dressed = dressed.header(header.getKey(), header.getValue().toArray(new String[0]));
            }
        }
        return status == 401 ? dressed.header("WWW-Authenticate", challenges.toArray(new String[0])) : dressed;
    }

    private static String text(Problem problem) {
        List<Fault> faults = problem.faults();
        return faults == null
                ? problem.detail()
                : problem.detail() + ": "
                        + faults.stream()
                                .map(fault -> (fault.pointer() + " " + fault.detail()).strip())
                                .collect(Collectors.joining("; "));
    }
}
