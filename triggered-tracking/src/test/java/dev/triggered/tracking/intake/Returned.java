package dev.triggered.tracking.intake;

import java.nio.charset.StandardCharsets;

/** Mails that come back, as servers make them. */
final class Returned {
    private Returned() {}

    /** Returns a report (RFC 3464) on mail to one recipient that does not exist. */
    static byte[] bounce(String sentTo, String recipient, String messageId) {
        return report(sentTo, messageId, fields(recipient, "failed", "5.1.1", "550 5.1.1 User unknown"));
    }

    /** Returns a report with fields about any recipients. */
    static byte[] report(String sentTo, String messageId, String fields) {
        return octets("""
                Return-Path: <>
                From: MAILER-DAEMON@mx.customer.example
                To: <%s>
                Subject: Undelivered Mail Returned to Sender
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: text/plain

                Your mail could not be delivered.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.customer.example

                %s
                --b
                Content-Type: message/rfc822

                From: Acme <orders@acme.example>
                To: jane@customer.example
                Subject: Your order
                Message-ID: <%s>

                --b--
                """.formatted(sentTo, fields, messageId));
    }

    /** Returns the fields on one recipient. */
    static String fields(String recipient, String action, String status, String said) {
        return """
                Final-Recipient: rfc822; %s
                Action: %s
                Status: %s
                Diagnostic-Code: smtp; %s
                """.formatted(recipient, action, status, said);
    }

    /** Returns a complaint (RFC 5965) that hides who complains. */
    static byte[] complaint(String messageId) {
        return octets("""
                From: feedback@provider.example
                To: abuse@acme.example
                Subject: FW: Your order
                Content-Type: multipart/report; report-type=feedback-report; boundary=b

                --b
                Content-Type: text/plain

                This is an email abuse report.
                --b
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: Provider/1.0
                Version: 1

                --b
                Content-Type: message/rfc822

                From: Acme <orders@acme.example>
                To: redacted@redacted.invalid
                Subject: Your order
                Message-ID: <%s>

                --b--
                """.formatted(messageId));
    }

    /** Returns what somebody's program answers who is away. */
    static byte[] vacation(String sentTo) {
        return octets("""
                From: jane@customer.example
                To: <%s>
                Subject: Out of office: Your order
                Auto-Submitted: auto-replied

                I am away until Monday.
                """.formatted(sentTo));
    }

    /** Returns what a person writes. */
    static byte[] letter(String sentTo) {
        return octets("""
                From: jane@customer.example
                To: <%s>
                Subject: Where is my order?

                It has been a week now.
                """.formatted(sentTo));
    }

    private static byte[] octets(String mail) {
        return mail.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
