package dev.triggered.web.http;

import dev.triggered.web.WebLimits;
import java.time.InstantSource;

/** Keeps requests within their limits. Thread-safe. */
public final class Guard {
    private final WebLimits limits;
    private final ClientRate rate;
    private final FormTokens tokens;

    /**
     * Sets the limits.
     *
     * @param limits the limits
     * @param tokens the tokens of forms
     * @param clock what tells the time
     */
    public Guard(WebLimits limits, FormTokens tokens, InstantSource clock) {
        this.limits = limits;
        this.rate = new ClientRate(limits.perSecond(), clock);
        this.tokens = tokens;
    }

    WebLimits limits() {
        return limits;
    }

    FormTokens tokens() {
        return tokens;
    }

    void check(Incoming request) {
        if (request.headerBytes() > limits.headerBytes()) {
            throw new ProblemException(431, "the header is longer than " + limits.headerBytes() + " bytes");
        }
        if (request.header("Transfer-Encoding").isPresent()
                && request.header("Content-Length").isPresent()) {
            throw new ProblemException(400, "a content has a length or is chunked, and not both");
        }
        if (!rate.admits(request.client())) {
            throw new ProblemException(Problem.of(429, "at most " + limits.perSecond() + " requests a second"), "1");
        }
    }

    /** Returns the limit, unless the content says that it is longer. */
    long admitted(Incoming request, long limit) {
        long length = request.header("Content-Length").map(Guard::length).orElse(0L);
        if (length > limit) {
            throw LimitedBody.tooLong(limit);
        }
        return limit;
    }

    private static long length(String field) {
        try {
            return Long.parseLong(field.strip());
        } catch (NumberFormatException e) {
            throw new ProblemException(400, "the Content-Length is no number");
        }
    }
}
