/** The face of Triggered, the interfaces that its leaves implement, and the engine between them. */
module dev.triggered.core {
    requires transitive java.sql;
    requires static org.jspecify;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports dev.triggered;
    exports dev.triggered.automation;
    exports dev.triggered.feedback;
    exports dev.triggered.notice;
    exports dev.triggered.report;
    exports dev.triggered.spi;
}
