package dev.triggered.smtp;

import dev.triggered.spi.Dispatcher;
import dev.triggered.testkit.DispatcherContract;
import dev.triggered.testkit.ScriptedSmtpServer;
import java.time.Duration;

class SmtpDispatcherContractTest extends DispatcherContract {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Override
    protected Dispatcher dispatcherTo(ScriptedSmtpServer relay) {
        return SmtpDispatcher.to(SmtpRelay.at(relay.host(), relay.port())
                        .sslContext(relay.trust())
                        .timeouts(new SmtpTimeouts(LIMIT, LIMIT, LIMIT, LIMIT, LIMIT))
                        .build())
                .build();
    }
}
