package dev.triggered.web.page;

import dev.triggered.TriggeredMail;
import dev.triggered.feedback.UnmatchedMail;
import dev.triggered.web.http.ProblemException;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The mails that came back and are about no message that is known. */
final class FeedbackPages {
    private static final String ALL = "/feedback";
    private static final int PAGE = 20;
    private static final int UNPRINTABLE = '\ufffd';

    private final TriggeredMail mail;

    FeedbackPages(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(frame.look(ALL, this::list), frame.change(ALL + "/{number}/forget", this::forget));
    }

    private Reply list(View view) {
        String cursor = view.query("cursor");
        List<UnmatchedMail> mails = mail.feedback().unmatched(cursor.isEmpty() ? Long.MAX_VALUE : number(cursor), PAGE);
        Map<String, Object> model = JsonObjects.of("first", cursor.isEmpty());
        model.put("mails", mails.stream().map(each -> row(view, each)).toList());
        model.put(
                "next",
                mails.size() < PAGE
                        ? ""
                        : view.onwards(String.valueOf(mails.get(PAGE - 1).number())));
        return view.show("feedback", view.texts().of("feedback.title"), model);
    }

    private Reply forget(View view) {
        boolean forgotten = mail.feedback().forget(number(view.call().variable("number")));
        return view.go(forgotten ? "forgotten" : "unchanged", "feedback");
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ProblemException(404, "there is no such mail");
        }
    }

    private static Map<String, Object> row(View view, UnmatchedMail mail) {
        String number = String.valueOf(mail.number());
        return JsonObjects.of(
                "number",
                number,
                "path",
                view.path("feedback", number),
                "at",
                View.time(mail.at()),
                "summary",
                readable(mail.summary()),
                "head",
                readable(new String(mail.head().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
    }

    /** Returns what a stranger wrote without what is not seen, or turns the direction of what is. */
    private static String readable(String text) {
        return text.replace("\r\n", "\n")
                .codePoints()
                .map(each -> isSeen(each) ? each : UNPRINTABLE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static boolean isSeen(int codePoint) {
        int type = Character.getType(codePoint);
        return codePoint == '\n' || codePoint == '\t' || (type != Character.CONTROL && type != Character.FORMAT);
    }
}
