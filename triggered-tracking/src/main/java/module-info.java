/** What comes back after a mail was sent: bounces, complaints, automatic replies, opens and clicks. */
module dev.triggered.tracking {
    requires transitive dev.triggered.core;
    requires jakarta.mail;
    requires org.eclipse.angus.mail;
    requires org.jsoup;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.triggered.tracking;
    exports dev.triggered.tracking.intake;
    exports dev.triggered.tracking.response;
}
