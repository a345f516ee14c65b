/** The HTTP API and the addresses that tracking needs, on the JDK's own server or in a servlet container. */
module dev.triggered.web {
    requires static transitive jakarta.servlet;
    requires jdk.httpserver;
    requires static org.jspecify;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires transitive dev.triggered.core;
    requires transitive dev.triggered.tracking;

    exports dev.triggered.web;
}
