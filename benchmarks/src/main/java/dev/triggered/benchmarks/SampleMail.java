package dev.triggered.benchmarks;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What every sender sends: about 4 KB in two bodies, with a few characters beyond ASCII, in 64 variants.
 *
 * @param subject the subject
 * @param text the plain body
 * @param html the other one
 */
record SampleMail(String subject, String text, String html) {
    /** The address that all mails come from. */
    static final String FROM = "orders@notify.acme.example";

    static final String FROM_NAME = "Acme Orders";
    static final String TO_NAME = "Jane Doe";
    private static final int VARIANTS = 64;
    private static final int LINES = 22;
    private static final int ATTACHED = 40 * 1_024;
    private static final List<SampleMail> MAILS = IntStream.range(0, VARIANTS)
            .mapToObj(variant -> with(name(variant), order(variant)))
            .toList();
    private static final byte[] ATTACHMENT = attachment();

    /** Returns the mail with a number. */
    static SampleMail of(long number) {
        return MAILS.get(Math.floorMod(number, VARIANTS));
    }

    /** Returns the mail for a name and an order; they may be placeholders. */
    static SampleMail with(String name, String order) {
        String text = "Thank you for your order, Jörg. It will be with you on Friday.\n".repeat(LINES - 2);
        String html =
                "<p>Thank you for your order, <b>Jörg</b>. It will be with you on <i>Friday</i>.</p>\n".repeat(LINES);
        return new SampleMail(
                "Your order " + order + " is on its way",
                "Dear " + name + ",\n" + text + "Your order: " + order,
                "<html><body><h1>Dear " + name + "</h1>\n" + html + "<p>Your order: " + order + "</p>\n</body></html>");
    }

    static String name(long number) {
        return "Jane " + (char) ('A' + Math.floorMod(number, VARIANTS) % 26) + ". Doe";
    }

    static String order(long number) {
        return "4711-" + (100 + Math.floorMod(number, VARIANTS));
    }

    /** Returns the address that the mail with a number goes to. */
    static String recipient(long number) {
        return "jane" + number + "@example.com";
    }

    /** Returns 40 KB that do not compress, always the same array. */
    static byte[] attached() {
        return ATTACHMENT;
    }

    private static byte[] attachment() {
        byte[] bytes = new byte[ATTACHED];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
