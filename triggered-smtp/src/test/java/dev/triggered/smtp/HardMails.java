package dev.triggered.smtp;

import dev.triggered.Attachment;
import dev.triggered.RenderedMail;
import dev.triggered.spi.OutgoingMail;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.provider.Arguments;

/** Mails that are easily got wrong. */
final class HardMails {
    private static final String TO = "Jane Doe <jane@example.com>";

    private HardMails() {}

    static List<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        texts().forEach((name, text) -> all.add(Arguments.of(name, Mails.mail(body("s", text)))));
        subjects().forEach((name, subject) -> all.add(Arguments.of(name, Mails.mail(body(subject, "text")))));
        names().forEach((name, mail) -> all.add(Arguments.of(name, mail)));
        attachments().forEach((name, mail) -> all.add(Arguments.of(name, mail)));
        return all;
    }

    static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("a line of 3,000 characters", "x".repeat(3_000) + "\nend\n");
        texts.put("lines of 989 to 999 octets", lines(989, 1_000, "x"::repeat));
        texts.put("lines of exactly 998 octets beyond ASCII", ("é".repeat(499) + "\n").repeat(3) + "x".repeat(9_000));
        texts.put("dots at the start of lines", ".\n..\n.a\n...\r\n.\r\n");
        texts.put("dots after soft breaks", lines(60, 90, n -> "é" + "a".repeat(n) + "....."));
        texts.put("soft breaks at every offset", lines(0, 160, n -> "a".repeat(n) + "é=€🎉\tb "));
        texts.put("words broken at every offset", lines(60, 100, n -> "é" + "a ".repeat(n)));
        texts.put("spaces at the end of lines", lines(0, 90, n -> "é" + "b".repeat(n) + " \t ".repeat(n % 3)));
        texts.put("spaces at the end of ASCII lines", "a \nb\t\n  \n\t\n-- \nJane ");
        texts.put("nothing but spaces", "é\n   \n \t \n");
        texts.put("empty lines at both ends", "\n\n\na\n\n\n\n");
        texts.put("from right to left", "שלום עולם\u200f, ההזמנה נשלחה\nمرحبا بالعالم\n");
        texts.put("from right to left in a Latin text", "Hello שלום, your order مرحبا is here.\n".repeat(9));
        texts.put("emoji", "🎉👩‍👩‍👧‍👦🇩🇪\n".repeat(300));
        texts.put("emoji in a Latin text", "Thank you for your order, Jane 🎉 and see you soon.\n".repeat(200));
        texts.put("half pairs", "a\ud83cb é \udf89c, enough letters to be quoted\n");
        texts.put("boundaries", "--=_x_1\n--=_00000000000000000000000001_1--\n--\n----\n");
        texts.put("boundaries beyond ASCII", "é and many letters\n--=_x_1\n--=_00000000000000000000000001_1--\n");
        texts.put("lines that begin with From", "From here\n>From there\n From\nFrom: x\n\nSubject: y\n");
        texts.put("format=flowed", "-- \nJane\n stuffed\n  twice\nflows \non\n> quoted \n>> more\n");
        texts.put(
                "controls",
                "a\u0000b\u0007c\fd\u000be\u007ff\u0085g\u2028h\u2029i and more letters, so that it is quoted\n");
        texts.put("encoded by itself", "=\n=3D=0D=0A\n=?UTF-8?Q?x?=\n=C3=A9\né\n");
        texts.put("mixed line ends", "a\rb\nc\r\nd\r\r\n\n\re\n\r");
        texts.put("line ends at the end of a block", edges("\r\n"));
        texts.put("pairs at the end of a block", edges("🎉"));
        texts.put("letters at the end of a block", edges("é€"));
        return texts;
    }

    static Map<String, String> subjects() {
        return Map.of(
                "an emoji subject", "🎉 Your order 🎉 is on its way 👩‍👩‍👧‍👦",
                "a subject from right to left", "הזמנה 4711 נשלחה אל הלקוח בתודה רבה על הקנייה בחנות שלנו",
                "a long subject", "many words " + "and ".repeat(150) + "end",
                "a long word as a subject", "x".repeat(1_500),
                "an encoded word as a subject", "=?UTF-8?Q?an_encoded_word?= and is none",
                "a subject like a header", "X: y; \"z\" <a@b.example>, (c)",
                "an empty subject", "");
    }

    static Map<String, OutgoingMail> names() {
        RenderedMail body = body("s", "text");
        return Map.of(
                "names from right to left",
                        Mails.mail("מאיר <a@acme.example>", "مرحبا بالعالم <jane@example.com>", body),
                "names with quotes", Mails.mail("\"O'Neill \\\"x\\\" (Sales), <b>\" <a@acme.example>", TO, body),
                "long names",
                        Mails.mail("Jörg ".repeat(30) + "<a@acme.example>", "J. ".repeat(60) + "<j@x.example>", body),
                "no names", Mails.mail("a@acme.example", "b@example.com", body),
                "an international domain", Mails.mail("a@bücher.example", "b@münchen.example", body));
    }

    static Map<String, OutgoingMail> attachments() {
        Map<String, OutgoingMail> mails = new LinkedHashMap<>();
        RenderedMail both = body("s", "text é\n");
        mails.put(
                "names of files",
                Mails.mail(
                        both,
                        file("Rechnung für Jörg.pdf", 9),
                        file("🎉".repeat(40) + ".pdf", 10),
                        file("счёт-фактура № 4711 за январь 2026 года, окончательный вариант.pdf", 11),
                        file("a\"b\"; c=d (e).pdf", 12),
                        file("it's 100%''.pdf", 13),
                        file("x".repeat(190) + ".pdf", 14)));
        mails.put("an empty file", Mails.mail(both, file("empty.pdf", 0)));
        mails.put("files of all sizes", Mails.mail(both, sizes(55, 56, 57, 58, 59, 8_207, 8_208, 8_209)));
        mails.put(
                "files that are held and files that are streamed",
                Mails.mail(both, sizes(190_000, 9_000, 100, 250_000)));
        mails.put("images", Mails.mail(both, image("logo", 500), file("a.pdf", 60), image("photo", 9_000)));
        mails.put("images without a text", Mails.mail(new RenderedMail("s", "<p>é</p>", ""), image("logo", 500)));
        mails.put("images without an HTML", Mails.mail(new RenderedMail("s", "", "é"), image("logo", 500)));
        mails.put("no bodies", Mails.mail(new RenderedMail("s", "", "")));
        mails.put("no bodies but a file", Mails.mail(new RenderedMail("s", "", ""), file("a.pdf", 1)));
        mails.put("a file that does not tell its size", Mails.mail(both, untold(100_000)));
        mails.put(
                "a file that tells too small a size",
                Mails.mail(both, untold(5_000).size(100), file("a.pdf", 7)));
        mails.put(
                "a file that tells too large a size",
                Mails.mail(both, untold(5_000).size(6_000), file("a.pdf", 7)));
        return mails;
    }

    private static RenderedMail body(String subject, String text) {
        return new RenderedMail(subject, "<p>" + text + "</p>", text);
    }

    private static String lines(int from, int to, IntFunction<String> line) {
        return IntStream.range(from, to).mapToObj(line).collect(Collectors.joining("\n"));
    }

    /** Puts a text before, across and behind each of the first places where a reader of blocks might cut. */
    private static String edges(String text) {
        StringBuilder edges = new StringBuilder();
        for (int block = 4_096; block <= 12_288; block += 4_096) {
            edges.append("x".repeat(block - 6 - edges.length())).append(text.repeat(6));
        }
        return edges.toString();
    }

    private static Attachment[] sizes(int... sizes) {
        return IntStream.of(sizes).mapToObj(n -> file("file-" + n + ".pdf", n)).toArray(Attachment[]::new);
    }

    private static Attachment file(String name, int size) {
        return Attachment.of(name, bytes(size));
    }

    private static Attachment image(String id, int size) {
        return Attachment.of(id + ".png", bytes(size)).inline(id);
    }

    private static Attachment untold(int size) {
        return Attachment.lazily("untold.pdf", () -> new ByteArrayInputStream(bytes(size)));
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
