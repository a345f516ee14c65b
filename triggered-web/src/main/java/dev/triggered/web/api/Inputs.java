package dev.triggered.web.api;

import dev.triggered.web.http.Call;
import dev.triggered.web.http.Problem;
import dev.triggered.web.http.ProblemException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what stands in queries and header fields. */
final class Inputs {
    private static final int LONGEST_KEY = 150;

    private Inputs() {}

    static int number(Call call, String name, int otherwise) {
        Optional<String> text = call.query(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text.get());
        } catch (NumberFormatException e) {
            throw refusal("the parameter " + name + " is a whole number");
        }
    }

    static <E extends Enum<E>> Optional<E> constant(Call call, String name, Class<E> type) {
        return call.query(name).map(text -> constant(name, text, type));
    }

    static <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
        E[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> refusal("the parameter " + name + " is one of " + Arrays.toString(constants)));
    }

    static Optional<Instant> time(Call call, String name) {
        try {
            return call.query(name).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw refusal("the parameter " + name + " is a time such as 2026-11-28T12:00:00Z");
        }
    }

    static String required(Call call, String name) {
        return call.query(name).orElseThrow(() -> refusal("the parameter " + name + " is missing"));
    }

    /** Returns what makes a request one that can be repeated. */
    static Optional<String> idempotencyKey(Call call) {
        Optional<String> key = call.request().header("Idempotency-Key").map(String::strip);
        if (key.filter(text -> text.isEmpty() || text.length() > LONGEST_KEY).isPresent()) {
            throw new ProblemException(400, "an Idempotency-Key has 1 to " + LONGEST_KEY + " characters");
        }
        return key;
    }

    static ProblemException refusal(String detail) {
        return new ProblemException(Problem.of(422, detail));
    }

    static Supplier<ProblemException> notFound(String what) {
        return () -> new ProblemException(404, "there is no such " + what);
    }
}
