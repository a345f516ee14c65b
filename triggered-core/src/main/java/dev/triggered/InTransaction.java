package dev.triggered;

import java.util.List;

/**
 * Triggers events within a transaction of the host: see {@link TriggeredMail#in}. {@link Verdict#ACCEPTED} means here that the message
 * is kept when the transaction commits; after a rollback its id names nothing. A {@link MessageListener} is not told that such a
 * message is {@link MessageState#QUEUED}, as a rollback may follow. It is sent as soon as the store has seen the commit.
 *
 * <p>As thread-safe as its connection.
 */
public interface InTransaction {
    /**
     * Triggers an event for one recipient, if the transaction commits.
     *
     * @param event the event, known by its name
     * @param trigger the occurrence
     * @return an answer from each stream and program that listens
     * @throws IllegalArgumentException if auto-commit is on
     * @throws StoreException if the store cannot join this transaction, or a statement in it failed: roll it back then
     * @throws ClosedException if the {@link TriggeredMail} was closed
     */
    default TriggerReceipt trigger(ExternalEvent event, Trigger trigger) {
        return trigger(event.name(), trigger);
    }

    /**
     * Triggers an event, by its name, for one recipient, if the transaction commits.
     *
     * @param event the name of the event
     * @param trigger the occurrence
     * @return an answer from each stream and program that listens
     * @throws IllegalArgumentException if auto-commit is on
     * @throws StoreException if the store cannot join this transaction, or a statement in it failed: roll it back then
     * @throws ClosedException if the {@link TriggeredMail} was closed
     */
    default TriggerReceipt trigger(String event, Trigger trigger) {
        return trigger(event, List.of(trigger));
    }

    /**
     * Triggers an event for many recipients, if the transaction commits. One bad recipient never stops the others.
     *
     * @param event the event, known by its name
     * @param batch the occurrences, each for one recipient
     * @return the answers, in the order of the batch
     * @throws IllegalArgumentException if auto-commit is on
     * @throws StoreException if the store cannot join this transaction, or a statement in it failed: roll it back then
     * @throws ClosedException if the {@link TriggeredMail} was closed
     */
    default TriggerReceipt trigger(ExternalEvent event, List<Trigger> batch) {
        return trigger(event.name(), batch);
    }

    /**
     * Triggers an event, by its name, for many recipients, if the transaction commits.
     *
     * @param event the name of the event
     * @param batch the occurrences, each for one recipient
     * @return the answers, in the order of the batch
     * @throws IllegalArgumentException if auto-commit is on
     * @throws StoreException if the store cannot join this transaction, or a statement in it failed: roll it back then
     * @throws ClosedException if the {@link TriggeredMail} was closed
     */
    TriggerReceipt trigger(String event, List<Trigger> batch);
}
