package dev.triggered.web.http;

import dev.triggered.web.Authorizer;
import dev.triggered.web.Caller;
import dev.triggered.web.WebLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * All that is served, whichever server took the request: tracking to everybody, the routes to whom they are for. Without an authorizer
 * nothing else is there. Thread-safe.
 */
public final class Site {
    private static final long LONGEST_FORM = 1_048_576;
    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    private final Optional<Authorizer> authorizer;
    private final Optional<TrackingMount> tracking;
    private final Router router;
    private final Guard guard;
    private final BiFunction<Incoming, Reply, Reply> dress;

    /**
     * Puts a site together.
     *
     * @param authorizer recognises callers; without one the site is closed
     * @param tracking what is open
     * @param routes what is there
     * @param guard what is refused
     * @param dress gives refusals the form that the place has at which they are made
     */
    public Site(
            Optional<Authorizer> authorizer,
            Optional<TrackingMount> tracking,
            List<Route> routes,
            Guard guard,
            BiFunction<Incoming, Reply, Reply> dress) {
        this.authorizer = authorizer;
        this.tracking = tracking;
        this.router = new Router(routes);
        this.guard = guard;
        this.dress = dress;
    }

    /**
     * Answers a request. Throws nothing.
     *
     * @param request the request
     * @return the answer
     */
    public Reply handle(Incoming request) {
        try {
            Optional<Reply> open = tracking.flatMap(mount -> mount.answer(request));
            return open.isPresent() ? open.get() : finished(request, answer(request));
        } catch (IOException | UncheckedIOException e) {
            return finished(
                    request,
                    Problem.of(408, "the content did not come in time, or not at all")
                            .reply());
        } catch (RuntimeException e) {
            return finished(request, Failures.reply(e));
        }
    }

    private Reply finished(Incoming request, Reply reply) {
        return PageHeaders.on(dress.apply(request, reply));
    }

    private Reply answer(Incoming request) throws IOException {
        if (authorizer.isEmpty()) {
            return Reply.of(404);
        }
        guard.check(request);
        Optional<Caller> caller = authorizer.get().authorize(request);
        if (caller.isEmpty()) {
            return stranger(authorizer.get().challenges());
        }
        if (!SAFE.contains(request.method())) {
            CrossSite.refuse(request);
        }
        Router.Match match = router.match(request);
        if (match.route().roles().stream().noneMatch(caller.get()::is)) {
            throw new ProblemException(
                    403, "this takes one of the roles " + match.route().roles());
        }
        return match.route().handler().handle(call(request, caller.get(), match));
    }

    private static Reply stranger(List<String> challenges) {
        return challenges.isEmpty()
                ? Problem.of(403, "nobody knows who asks").reply()
                : Problem.of(401, "this takes credentials")
                        .reply()
                        .header("WWW-Authenticate", challenges.toArray(new String[0]));
    }

    private Call call(Incoming request, Caller caller, Router.Match match) throws IOException {
        Takes takes = match.route().takes();
        requireType(request, takes);
        Map<String, String> query = PathText.parameters(request.query())
                .orElseThrow(() -> new ProblemException(400, "the query does not decode"));
        InputStream body = new LimitedBody(request.body(), guard.admitted(request, limit(takes)));
        Form form = form(request, takes, body);
        if (takes == Takes.FORM || takes == Takes.UPLOAD) {
            requireToken(form, caller);
        }
        return new Call(request, caller, new Call.Parameters(match.variables(), query, form), body);
    }

    private long limit(Takes takes) {
        WebLimits limits = guard.limits();
        return switch (takes) {
            case NOTHING -> 0;
            case JSON, JSON_OR_PARTS, LOOSE_JSON, MAIL, CAMPAIGN, UPLOAD -> limits.bodyBytes();
            case CSV -> limits.fileBytes();
            case FORM -> LONGEST_FORM;
        };
    }

    /** A form of another site can be nothing of that, nor have a header field or a token of ours. */
    private static void requireType(Incoming request, Takes takes) {
        String type = request.contentType();
        if (!takes.types().isEmpty() && !takes.types().contains(type)) {
            throw new ProblemException(415, "the content has a Content-Type of " + takes.types());
        }
        if (takes == Takes.JSON_OR_PARTS
                && type.equals(Takes.PARTS)
                && request.header("Idempotency-Key").isEmpty()) {
            throw new ProblemException(415, "a form with files comes with the header field Idempotency-Key");
        }
    }

    private static Form form(Incoming request, Takes takes, InputStream body) throws IOException {
        return switch (takes) {
            case FORM -> Form.read(body);
            case UPLOAD -> Form.readParts(request.header("Content-Type").orElse(""), body);
            default -> Form.NONE;
        };
    }

    private void requireToken(Form form, Caller caller) {
        if (!guard.tokens().isGood(form.fields().getOrDefault(FormTokens.FIELD, ""), caller)) {
            throw new ProblemException(403, "the form is not of this server, or too old: load the page again");
        }
    }
}
