package dev.triggered.testkit;

import dev.triggered.InMemoryStore;
import dev.triggered.spi.MailStore;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

class InMemoryStoreTest extends MailStoreContract {
    @Override
    protected MailStore createStore() {
        return InMemoryStore.create();
    }

    @Nested
    class Overload extends MailStoreOverloadContract {
        @Override
        protected MailStore storeHolding(int messages, Duration patience) {
            return InMemoryStore.holding(
                    InMemoryStore.Capacity.standard().messages(messages).patience(patience));
        }
    }
}
