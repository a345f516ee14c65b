package dev.triggered.web.http;

import dev.triggered.ClosedException;
import dev.triggered.ConflictException;
import dev.triggered.InvalidStreamException;
import dev.triggered.OverloadedException;
import dev.triggered.StoreException;
import dev.triggered.TemplateException;
import dev.triggered.TriggeredException;
import dev.triggered.automation.InvalidProgramException;
import dev.triggered.web.json.Fault;
import dev.triggered.web.json.InvalidJsonException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which problem an exception is to a client. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String SOON = "1";
    private static final String LATER = "5";

    private Failures() {}

    static Reply reply(RuntimeException failure) {
        if (failure instanceof ProblemException problem) {
            return problem.reply();
        }
        if (failure instanceof InvalidJsonException invalid) {
            return invalid.faults().isEmpty()
                    ? problem(400, failure)
                    : Problem.of(422, "the content is not what is wanted here: see the faults", invalid.faults())
                            .reply();
        }
        if (failure instanceof ConflictException) {
            return problem(409, failure);
        }
        return failure instanceof TriggeredException core ? ofCore(core) : ofOthers(failure);
    }

    private static Reply ofCore(TriggeredException failure) {
        if (failure instanceof StoreException store) {
            return ofStore(store);
        }
        if (failure instanceof OverloadedException || failure instanceof ClosedException || failure.retryable()) {
            return problem(503, failure).header("Retry-After", SOON);
        }
        if (failure instanceof InvalidStreamException stream) {
            return faults(stream.faults());
        }
        if (failure instanceof TemplateException template) {
            return faults(template.faults());
        }
        if (failure instanceof InvalidProgramException program) {
            return faults(program.faults());
        }
        List<String> faults = FaultLines.of(failure);
        return faults.size() > 1 ? faults(faults) : problem(422, failure);
    }

    private static Reply ofStore(StoreException failure) {
        LOG.warn("the store did not answer a request", failure);
        String detail = failure.mayBeKept()
                ? "the store did not say whether it kept this: send it again with the same id, it is not done twice"
                : "the store is away: nothing was kept, send it again";
        return failure.retryable()
                ? Problem.of(503, detail).reply().header("Retry-After", LATER)
                : Problem.of(500, "the store failed, and trying again does not help: the log says why")
                        .reply();
    }

    /** The core says so where it is given what it cannot take. */
    private static Reply ofOthers(RuntimeException failure) {
        if (failure instanceof IllegalArgumentException) {
            return problem(422, failure);
        }
        LOG.error("a request failed", failure);
        return Problem.of(500, "this failed by a fault of ours: the log says why")
                .reply();
    }

    private static Reply problem(int status, RuntimeException failure) {
        return Problem.of(status, String.valueOf(failure.getMessage())).reply();
    }

    private static Reply faults(List<String> faults) {
        return Problem.of(
                        422,
                        "this cannot be: see the faults",
                        faults.stream().map(fault -> new Fault("", fault)).toList())
                .reply();
    }
}
