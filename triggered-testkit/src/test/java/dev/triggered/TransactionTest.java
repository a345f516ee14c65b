package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A trigger in a transaction of the host is what the transaction becomes. */
class TransactionTest {
    private final ShakyStore store = new ShakyStore();

    private Shop open() {
        return new Shop().with(Shop.stream("orders")).with(store).open();
    }

    /** Returns a connection of which only the auto-commit may be asked. */
    private static Connection connection(boolean autoCommit) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getAutoCommit")) {
                        return autoCommit;
                    }
                    throw new AssertionError("the engine calls " + method);
                });
    }

    private static Connection brokenConnection() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    throw new SQLException("gone");
                });
    }

    @Test
    void is_sent_after_the_commit_and_not_before() {
        try (Shop shop = open()) {
            TriggerReceipt receipt = shop.mail().in(connection(false)).trigger(Shop.ORDER, Shop.order(1));
            MessageId id = receipt.answers().get(0).messageId().orElseThrow();
            assertThat(receipt.accepted()).isTrue();
            assertThat(shop.mail().messages().find(id)).isEmpty();
            assertThat(shop.steps).isEmpty();

            store.commit();
            shop.awaitState(id, MessageState.SENT);
            assertThat(shop.statesOf(id)).containsExactly(MessageState.SENDING, MessageState.SENT);
        }
    }

    @Test
    void was_never_there_after_a_rollback() {
        Shop shop = open();
        MessageId id = shop.mail()
                .in(connection(false))
                .trigger(Shop.ORDER, Shop.order(1))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
        store.rollback();
        shop.close();

        assertThat(shop.mail().messages().find(id)).isEmpty();
        assertThat(shop.dispatcher().attempts()).isEmpty();
        assertThat(shop.steps).isEmpty();
    }

    @Test
    void takes_the_same_as_any_other_trigger() {
        try (Shop shop = open()) {
            InTransaction transaction = shop.mail().in(connection(false));
            transaction.trigger(Shop.ORDER, List.of(Shop.order(1), Shop.order(2)));
            transaction.trigger("order-placed", Shop.order(3));
            TriggerReceipt mixed =
                    transaction.trigger("order-placed", List.of(Shop.order(4), Trigger.to("nobody"), Shop.order(5)));
            assertThat(mixed.answers())
                    .extracting(TriggerReceipt.Answer::verdict)
                    .containsExactly(Verdict.ACCEPTED, Verdict.INVALID_ADDRESS, Verdict.ACCEPTED);
            assertThat(transaction.trigger("unknown", Shop.order(6)).answers())
                    .extracting(TriggerReceipt.Answer::verdict)
                    .containsExactly(Verdict.UNKNOWN_EVENT);

            assertThat(store.uncommitted()).hasSize(5).noneMatch(message -> message.isHandedOver());
            store.commit();
            assertThat(shop.dispatcher().awaitMails(5)).hasSize(5);
        }
    }

    @Test
    void answers_a_repetition_with_the_message_that_came_first() {
        try (Shop shop = open()) {
            MessageId first =
                    shop.trigger(Shop.order(1).id("order-1")).messageId().orElseThrow();
            TriggerReceipt again = shop.mail()
                    .in(connection(false))
                    .trigger(Shop.ORDER, Shop.order(1).id("order-1"));

            assertThat(again.answers()).singleElement().satisfies(answer -> {
                assertThat(answer.verdict()).isEqualTo(Verdict.DUPLICATE);
                assertThat(answer.messageId()).hasValue(first);
            });
        }
    }

    @Test
    void needs_a_transaction() {
        try (Shop shop = open()) {
            assertThatThrownBy(() -> shop.mail().in(connection(true)).trigger(Shop.ORDER, Shop.order(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("setAutoCommit(false)");
            assertThatThrownBy(() -> shop.mail().in(brokenConnection()).trigger(Shop.ORDER, Shop.order(1)))
                    .isInstanceOf(StoreException.class)
                    .hasRootCauseMessage("gone");
            assertThat(store.uncommitted()).isEmpty();
        }
    }

    @Test
    void says_that_a_store_in_memory_joins_none() {
        try (Shop shop = new Shop().with(Shop.stream("orders")).open()) {
            assertThatThrownBy(() -> shop.mail().in(connection(false)).trigger(Shop.ORDER, Shop.order(1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cannot join a transaction");
        }
    }

    @Test
    void tells_the_caller_when_the_store_fails() {
        try (Shop shop = open()) {
            store.failOn("accept");
            assertThatThrownBy(() -> shop.mail().in(connection(false)).trigger(Shop.ORDER, Shop.order(1)))
                    .isInstanceOf(StoreException.class);
        }
    }

    @Test
    void is_refused_after_closing() {
        Shop shop = open();
        InTransaction transaction = shop.mail().in(connection(false));
        shop.close();

        assertThatThrownBy(() -> transaction.trigger(Shop.ORDER, Shop.order(1))).isInstanceOf(ClosedException.class);
        store.waker().wake("orders");
        store.waker().wakeAll();
    }
}
