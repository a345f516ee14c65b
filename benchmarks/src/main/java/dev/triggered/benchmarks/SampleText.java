package dev.triggered.benchmarks;

/** The bodies that every sender sends: together about 4 KB, with a few characters beyond ASCII. */
final class SampleText {
    static final String SUBJECT = "Your order 4711 is on its way";
    static final String TEXT = "Thank you for your order, Jörg. It will be with you on Friday.\n".repeat(24);
    static final String HTML = "<html><body>"
            + "<p>Thank you for your order, <b>Jörg</b>. It will be with you on <i>Friday</i>.</p>\n".repeat(24)
            + "</body></html>\n";

    private SampleText() {}
}
