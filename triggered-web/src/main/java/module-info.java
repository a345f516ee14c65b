/** The HTTP API and the addresses that tracking needs, on the JDK's own server or in a servlet container. */
@SuppressWarnings("requires-automatic") // Mustache and the differ name their modules in their manifests only.
module dev.triggered.web {
    requires com.github.mustachejava;
    requires io.github.javadiffutils;
    requires static transitive jakarta.servlet;
    requires java.net.http;
    requires jdk.httpserver;
    requires static org.jspecify;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires transitive dev.triggered.core;
    requires transitive dev.triggered.tracking;

    exports dev.triggered.web;
    exports dev.triggered.web.hook;
}
