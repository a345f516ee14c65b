package dev.triggered.web.http;

import dev.triggered.TriggeredException;
import java.util.Collection;

/** Ends a request with a problem. */
public final class ProblemException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    private ProblemException(String message, Reply reply) {
        super(message);
        this.reply = reply;
    }

    /**
     * Ends a request.
     *
     * @param status the status code
     * @param detail what was wrong, and what to do
     */
    public ProblemException(int status, String detail) {
        this(detail, Problem.of(status, detail).reply());
    }

    /**
     * Ends a request.
     *
     * @param problem the problem
     */
    public ProblemException(Problem problem) {
        this(problem.detail(), problem.reply());
    }

    ProblemException(Problem problem, String retryAfter) {
        this(problem.detail(), problem.reply().header("Retry-After", retryAfter));
    }

    static ProblemException notAllowed(Collection<String> allowed) {
        String methods = String.join(", ", allowed);
        String detail = "this path takes " + methods + " only";
        return new ProblemException(detail, Problem.of(405, detail).reply().header("Allow", methods));
    }

    Reply reply() {
        return reply;
    }
}
