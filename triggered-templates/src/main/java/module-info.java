/** Mustache templates for subject, HTML and text. */
@SuppressWarnings("requires-automatic") // Mustache names its module in its manifest only.
module dev.triggered.templates {
    requires com.github.mustachejava;
    requires jakarta.mail;
    requires org.jsoup;
    requires static org.jspecify;
    requires org.slf4j;
    requires transitive dev.triggered.core;

    exports dev.triggered.templates;
}
