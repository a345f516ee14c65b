package dev.triggered.web.page;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import dev.triggered.MailContent;
import dev.triggered.StreamInfo;
import dev.triggered.StreamVersion;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.ProblemException;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The versions of a stream, and what is different in each. */
final class VersionPages {
    private final TriggeredMail mail;

    VersionPages(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(
                frame.look("/streams/{stream}/versions", this::list),
                frame.look("/streams/{stream}/versions/{version}", this::one),
                frame.change("/streams/{stream}/versions/{version}/rollback", this::rollBack));
    }

    private Reply list(View view) {
        StreamInfo info = StreamPages.named(mail, view);
        List<Map<String, Object>> rows = mail.streams().versions(info.name()).stream()
                .map(version -> row(view, info, version))
                .toList();
        Map<String, Object> model = JsonObjects.of("versions", rows, "stream", stream(view, info));
        return view.show("versions", view.texts().of("versions.title") + " · " + info.name(), model);
    }

    private static Map<String, Object> stream(View view, StreamInfo info) {
        return view.link(info.name(), "streams", info.name());
    }

    private static Map<String, Object> row(View view, StreamInfo info, StreamVersion version) {
        return JsonObjects.of(
                "link",
                view.link(
                        view.texts().number(version.number()),
                        "streams",
                        info.name(),
                        "versions",
                        String.valueOf(version.number())),
                "at",
                View.time(version.at()),
                "by",
                version.by(),
                "newest",
                version.number() == info.version());
    }

    private Reply one(View view) {
        StreamInfo info = StreamPages.named(mail, view);
        List<StreamVersion> versions = mail.streams().versions(info.name());
        int number = number(view);
        StreamVersion version = find(versions, number).orElseThrow(View.notFound("version"));
        Optional<StreamVersion> before = versions.stream()
                .filter(other -> other.number() < number)
                .max((a, b) -> Integer.compare(a.number(), b.number()));
        Map<String, Object> model = row(view, info, version);
        model.put("stream", stream(view, info));
        model.put("path", view.path("streams", info.name(), "versions", String.valueOf(number)));
        model.put(
                "before",
                before.map(other -> view.texts().number(other.number())).orElse(""));
        model.put("facts", StreamPages.facts(view, version.stream()));
        model.put("parts", parts(view, version, before));
        return view.show("version", info.name() + " · " + view.texts().of("stream.version") + " " + number, model);
    }

    private static Optional<StreamVersion> find(List<StreamVersion> versions, int number) {
        return versions.stream().filter(version -> version.number() == number).findFirst();
    }

    private static int number(View view) {
        try {
            return Integer.parseInt(view.call().variable("version"));
        } catch (NumberFormatException e) {
            throw new ProblemException(404, "there is no such version");
        }
    }

    private Reply rollBack(View view) {
        StreamInfo info = StreamPages.named(mail, view);
        mail.streams().by(view.who()).rollBack(info.name(), number(view));
        return view.go("rolledBack", "streams", info.name());
    }

    private static List<Map<String, Object>> parts(View view, StreamVersion version, Optional<StreamVersion> before) {
        Map<String, String> now = content(version);
        Map<String, String> then = before.map(VersionPages::content).orElse(now);
        TreeSet<String> keys = new TreeSet<>(Parts.BY_KIND);
        keys.addAll(now.keySet());
        keys.addAll(then.keySet());
        return keys.stream()
                .map(key -> JsonObjects.of(
                        "label",
                        Parts.label(view, key),
                        "lines",
                        lines(then.getOrDefault(key, ""), now.getOrDefault(key, ""))))
                .toList();
    }

    private static Map<String, String> content(StreamVersion version) {
        return version.stream().content().map(MailContent::parts).orElse(Map.of());
    }

    private static List<Map<String, Object>> lines(String then, String now) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (AbstractDelta<String> delta : DiffUtils.diff(
                        then.lines().toList(), now.lines().toList(), true)
                .getDeltas()) {
            if (delta.getType() == DeltaType.EQUAL) {
                delta.getTarget().getLines().forEach(line -> lines.add(line("same", line)));
            } else {
                delta.getSource().getLines().forEach(line -> lines.add(line("gone", line)));
                delta.getTarget().getLines().forEach(line -> lines.add(line("new", line)));
            }
        }
        return lines;
    }

    private static Map<String, Object> line(String kind, String text) {
        return JsonObjects.of("kind", kind, "gone", kind.equals("gone"), "new", kind.equals("new"), "text", text);
    }
}
