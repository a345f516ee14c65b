package dev.triggered.spi;

import dev.triggered.automation.Enrolment;
import dev.triggered.spi.NewMessage.IdempotencyKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A contact that the gate lets into a program. Immutable. */
public final class NewEnrolment {
    private final Enrolment enrolment;
    private final int plan;
    private final Baggage baggage;
    private final @Nullable IdempotencyKey key;
    private final boolean once;

    private NewEnrolment(Enrolment enrolment, int plan, Baggage baggage, @Nullable IdempotencyKey key, boolean once) {
        this.enrolment = enrolment;
        this.plan = plan;
        this.baggage = baggage;
        this.key = key;
        this.once = once;
    }

    /**
     * Returns an enrolment without an idempotency key, in a program that takes a contact any number of times.
     *
     * @param enrolment the enrolment
     * @param plan the number of its program's {@link Plan}
     * @param baggage what the contact carries
     * @return the new enrolment
     */
    public static NewEnrolment of(Enrolment enrolment, int plan, Baggage baggage) {
        return new NewEnrolment(enrolment, plan, baggage, null, false);
    }

    /**
     * Returns this enrolment with an idempotency key.
     *
     * @param made the key, whose occurrence names the program, the contact and the trigger id
     * @return a new one
     */
    public NewEnrolment key(IdempotencyKey made) {
        return new NewEnrolment(enrolment, plan, baggage, made, once);
    }

    /**
     * Returns this enrolment as one in a program that takes a contact once at a time.
     *
     * @return a new one
     */
    public NewEnrolment once() {
        return new NewEnrolment(enrolment, plan, baggage, key, true);
    }

    /**
     * Returns the enrolment.
     *
     * @return the enrolment
     */
    public Enrolment enrolment() {
        return enrolment;
    }

    /**
     * Returns the plan by which it begins.
     *
     * @return the number of a {@link Plan}
     */
    public int plan() {
        return plan;
    }

    /**
     * Returns what the contact carries.
     *
     * @return the baggage
     */
    public Baggage baggage() {
        return baggage;
    }

    /**
     * Returns the idempotency key.
     *
     * @return the key, or empty where the trigger had no id
     */
    public Optional<IdempotencyKey> key() {
        return Optional.ofNullable(key);
    }

    /**
     * Says whether the program takes a contact once at a time.
     *
     * @return {@code false} unless it was said
     */
    public boolean isOnce() {
        return once;
    }
}
