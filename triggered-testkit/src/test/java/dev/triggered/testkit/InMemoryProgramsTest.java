package dev.triggered.testkit;

import dev.triggered.InMemoryStore;
import dev.triggered.spi.MailStore;

class InMemoryProgramsTest extends ProgramStoreContract {
    @Override
    protected MailStore createStore() {
        return InMemoryStore.create();
    }
}
