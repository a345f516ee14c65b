/** What a test of Triggered, or of an application that uses it, needs: contracts, a scripted server, a clock. */
module dev.triggered.testkit {
    requires jakarta.mail;
    requires org.eclipse.angus.mail;
    requires static org.jspecify;
    requires org.slf4j;
    requires transitive dev.triggered.core;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;

    exports dev.triggered.testkit;

    opens dev.triggered.testkit to
            org.junit.platform.commons;
}
