/** Sends mails through an SMTP relay over pooled connections. */
module dev.triggered.smtp {
    requires static org.jspecify;
    requires org.slf4j;
    requires transitive dev.triggered.core;

    exports dev.triggered.smtp;
}
