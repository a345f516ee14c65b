package dev.triggered.web.page;

import dev.triggered.web.http.Call;
import dev.triggered.web.http.ProblemException;
import dev.triggered.web.http.Reply;
import dev.triggered.web.json.JsonObjects;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A page that is asked for, by whom and in which language.
 *
 * @param frame what stands around it
 * @param call the request
 * @param texts the words
 * @param now when it is asked for
 */
record View(Frame frame, Call call, Texts texts, Instant now) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    String who() {
        return call.caller().name();
    }

    /** Returns a field of a form without spaces around it, empty where there is none. */
    String field(String name) {
        return call.form().getOrDefault(name, "").strip();
    }

    /** Returns a parameter of the query without spaces around it, empty where there is none. */
    String query(String name) {
        return call.query(name).orElse("").strip();
    }

    /** Returns a constant by its name; nothing for no name. */
    static <E extends Enum<E>> Optional<E> constant(Class<E> type, String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(422, "not one of what can be chosen")));
    }

    /** Returns the constants of a type to choose from. */
    List<Map<String, Object>> options(Class<? extends Enum<?>> type, String chosen) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> {
                    Map<String, Object> option = texts.of(constant);
                    option.put("chosen", constant.name().equals(chosen));
                    return option;
                })
                .toList();
    }

    /** Returns the address of a page. */
    String path(String... segments) {
        StringBuilder path = new StringBuilder(call.request().mount()).append(Frame.BASE);
        for (String segment : segments) {
            path.append('/').append(encoded(segment));
        }
        return path.toString();
    }

    /** Returns the address of the page behind this one, which is asked for in the same way. */
    String onwards(String cursor) {
        StringBuilder next =
                new StringBuilder(call.request().mount() + call.request().path() + "?");
        call.query().forEach((name, value) -> {
            if (!name.equals("cursor") && !name.equals("done") && !value.isBlank()) {
                next.append(encoded(name)).append('=').append(encoded(value)).append('&');
            }
        });
        return next.append("cursor=").append(encoded(cursor)).toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns a name with the address of its page. */
    Map<String, Object> link(String text, String... segments) {
        return JsonObjects.of("href", path(segments), "text", text);
    }

    /** Returns a time for people and for scripts. */
    static Map<String, Object> time(Instant time) {
        return JsonObjects.of("iso", time.truncatedTo(ChronoUnit.SECONDS).toString(), "text", TIME.format(time));
    }

    Reply show(String template, String title, Map<String, Object> model) {
        return Reply.page(frame.page(this, template, title, model));
    }

    /** Leads to a page after a change, which says what was done. */
    Reply go(String done, String... segments) {
        return Reply.of(303).header("Location", path(segments) + "?done=" + done);
    }

    static Supplier<ProblemException> notFound(String what) {
        return () -> new ProblemException(404, "there is no such " + what);
    }
}
