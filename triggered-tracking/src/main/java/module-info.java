/** What comes back after a mail was sent: bounces, complaints and automatic replies. */
module dev.triggered.tracking {
    requires transitive dev.triggered.core;
    requires org.jsoup;
    requires static org.jspecify;

    exports dev.triggered.tracking;
}
