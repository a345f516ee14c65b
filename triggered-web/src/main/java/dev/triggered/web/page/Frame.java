package dev.triggered.web.page;

import dev.triggered.web.Role;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.FormTokens;
import dev.triggered.web.http.Incoming;
import dev.triggered.web.http.Problem;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.http.Takes;
import dev.triggered.web.json.JsonObjects;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What all pages have around them, and who may have them. Thread-safe. */
final class Frame {
    /** The path that all pages begin with. */
    static final String BASE = "/dashboard";

    private static final List<String> SECTIONS = List.of(
            "streams", "messages", "dead-letters", "broadcasts", "programs", "events", "suppressions", "feedback");

    private final Templates templates = new Templates();
    private final Assets assets = new Assets();
    private final List<String> sections;
    private final List<Texts> languages = Texts.all();
    private final FormTokens tokens;
    private final InstantSource clock;

    /** Makes a frame that leads to the sections that each dashboard has, and to more behind them. */
    Frame(FormTokens tokens, InstantSource clock, List<String> more) {
        this.sections = Stream.concat(SECTIONS.stream(), more.stream()).toList();
        this.tokens = tokens;
        this.clock = clock;
    }

    Route assets() {
        return new Route("GET", BASE + "/assets/{file}", Set.of(Role.VIEWER), Takes.NOTHING, assets::serve);
    }

    /** A page that shows something. */
    Route look(String path, Answer answer) {
        return new Route("GET", BASE + path, Set.of(Role.VIEWER), Takes.NOTHING, call -> answer.to(view(call)));
    }

    /** A form that changes nothing, and whose fields are nobody else's business. */
    Route ask(String path, Answer answer) {
        return new Route("POST", BASE + path, Set.of(Role.VIEWER), Takes.FORM, call -> answer.to(view(call)));
    }

    /** A form that changes something. */
    Route change(String path, Answer answer) {
        return new Route("POST", BASE + path, Set.of(Role.OPERATOR), Takes.FORM, call -> answer.to(view(call)));
    }

    /** A form with a file that changes something. */
    Route upload(String path, Answer answer) {
        return new Route("POST", BASE + path, Set.of(Role.OPERATOR), Takes.UPLOAD, call -> answer.to(view(call)));
    }

    private View view(Call call) {
        return new View(this, call, texts(call.request()), clock.instant());
    }

    private Texts texts(Incoming request) {
        return Texts.choose(languages, request.header("Accept-Language").orElse("en"));
    }

    byte[] page(View view, String template, String title, Map<String, Object> model) {
        Call call = view.call();
        Map<String, Object> all = around(call.request(), title);
        all.put("caller", call.caller().name());
        all.put("operator", call.caller().is(Role.OPERATOR));
        all.put("token", tokens.make(call.caller()));
        all.put(
                "notice",
                call.query("done")
                        .map(done -> view.texts().words().getOrDefault("done." + done, ""))
                        .orElse(""));
        all.putAll(model);
        return templates.render(template, all);
    }

    /** Returns the page that says what went wrong, with the status and the header fields of another reply. */
    Reply failure(Incoming request, Problem problem) {
        Texts texts = texts(request);
        String key = "error." + problem.status();
        String title = texts.words().getOrDefault(key, texts.of("error.other"));
        Map<String, Object> model = around(request, title);
        model.putAll(JsonObjects.of("caller", "", "operator", false, "token", "", "notice", ""));
        model.put("detail", problem.detail());
        model.put(
                "faults",
                problem.faults() == null
                        ? List.of()
                        : problem.faults().stream().map(fault -> fault.detail()).toList());
        return Reply.page(templates.render("error", model));
    }

    private Map<String, Object> around(Incoming request, String title) {
        Texts texts = texts(request);
        String root = request.mount() + BASE;
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("root", root);
        model.put("here", request.mount() + request.path() + (request.query().isEmpty() ? "" : "?" + request.query()));
        model.put("lang", texts.locale().getLanguage());
        model.put("t", texts.words());
        model.put("title", title);
        model.put("assets", assets.addresses());
        model.put("home", request.path().equals(BASE));
        model.put(
                "sections",
                sections.stream()
                        .map(section -> JsonObjects.of(
                                "href",
                                root + "/" + section,
                                "text",
                                texts.of("nav." + section),
                                "current",
                                (request.path() + "/").startsWith(BASE + "/" + section + "/")))
                        .toList());
        return model;
    }

    /** Answers with a page, or with where to go on. */
    @FunctionalInterface
    interface Answer {
        Reply to(View view) throws IOException;
    }
}
