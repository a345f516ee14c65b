package dev.triggered.templates;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** Mails as other programs save them. */
final class Eml {
    static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /** A mail with both bodies, an image that the HTML shows, and a file. */
    static final String WHOLE = """
            From: =?utf-8?q?Acme_Caf=C3=A9?= <offers@news.acme.example>
            Reply-To: "Acme, Service" <service@acme.example>
            To: preview@acme.example
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe=2C_?=
             =?utf-8?q?=25=25firstName=25=25!?=
            Date: Mon, 02 Mar 2026 10:00:00 +0100
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=BC=C3=9Fe, %%firstName%%!
            Order {{ event.order.number }}
            --inner
            Content-Type: multipart/related; boundary=related

            --related
            Content-Type: text/html; charset=utf-8

            <html><body><img src="cid:logo@acme.example" alt="Acme"><p>Hello %%firstName%%,</p>
            <ul>{% foreach item in event.order.items %}<li>{{ item.name }}</li>{% endforeach %}</ul>
            <a href="https://acme.example/?q=%%UrlEncode_firstName%%">Order</a></body></html>
            --related
            Content-Type: image/png; name="logo.png"
            Content-ID: <logo@acme.example>
            Content-Disposition: inline; filename="logo.png"
            Content-Transfer-Encoding: base64

            {png}
            --related--
            --inner--
            --outer
            Content-Type: application/pdf
            Content-Disposition: attachment; filename*=utf-8''Pr%C3%A4mien.pdf
            Content-Transfer-Encoding: base64

            JVBERi0xLjQK
            --outer--
            """.replace("{png}", Base64.getMimeEncoder().encodeToString(PNG));

    private Eml() {}

    static CampaignImport read(String mail) {
        return read(mail.replace("\n", "\r\n").getBytes(UTF_8));
    }

    /** Reads a mail whose characters are octets. */
    static CampaignImport readOctets(String mail) {
        return read(mail.getBytes(ISO_8859_1));
    }

    static CampaignImport read(byte[] mail) {
        try {
            return CampaignImport.eml(new ByteArrayInputStream(mail));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a mail with one part. */
    static String simple(String type, String body) {
        return "From: a@acme.example\nSubject: s\nMIME-Version: 1.0\nContent-Type: " + type + "\n\n" + body;
    }

    /** Returns a mail with parts. */
    static String multipart(String type, String... parts) {
        StringBuilder mail = new StringBuilder(
                "From: a@acme.example\nSubject: s\nMIME-Version: 1.0\nContent-Type: " + type + "; boundary=b\n\n");
        for (String part : parts) {
            mail.append("--b\n").append(part).append("\n");
        }
        return mail.append("--b--\n").toString();
    }
}
