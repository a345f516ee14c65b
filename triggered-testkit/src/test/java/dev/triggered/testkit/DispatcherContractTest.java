package dev.triggered.testkit;

import dev.triggered.spi.Dispatcher;
import java.time.Duration;

class DispatcherContractTest extends DispatcherContract {
    @Override
    protected Dispatcher dispatcherTo(ScriptedSmtpServer relay) {
        return new PlainSmtpDispatcher(relay.host(), relay.port(), Duration.ofSeconds(1));
    }
}
