package dev.triggered.testkit;

import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions about a {@link CapturedMail}. A failure shows what the mail has instead, its texts included: do not let secrets
 * into the data of a test.
 */
public final class CapturedMailAssert extends AbstractAssert<CapturedMailAssert, CapturedMail> {
    private CapturedMailAssert(CapturedMail actual) {
        super(actual, CapturedMailAssert.class);
    }

    /**
     * Begins assertions about a mail.
     *
     * @param actual the mail
     * @return its assertions
     */
    public static CapturedMailAssert assertThat(CapturedMail actual) {
        return new CapturedMailAssert(actual);
    }

    /**
     * Asserts who gets the mail.
     *
     * @param address the recipient of the envelope
     * @return these assertions
     */
    public CapturedMailAssert isTo(String address) {
        return requireEqual("recipient", mail().recipient(), address);
    }

    /**
     * Asserts who a bounce goes to.
     *
     * @param address the sender of the envelope
     * @return these assertions
     */
    public CapturedMailAssert hasSender(String address) {
        return requireEqual("sender of the envelope", mail().sender(), address);
    }

    /**
     * Asserts the subject.
     *
     * @param subject the whole subject
     * @return these assertions
     */
    public CapturedMailAssert hasSubject(String subject) {
        return requireEqual("subject", mail().subject(), subject);
    }

    /**
     * Asserts the plain-text body.
     *
     * @param text the whole text, with {@code \n} as line ends
     * @return these assertions
     */
    public CapturedMailAssert hasText(String text) {
        return requireEqual("text", mail().text(), text);
    }

    /**
     * Asserts a part of the plain-text body.
     *
     * @param text what it contains
     * @return these assertions
     */
    public CapturedMailAssert hasTextContaining(String text) {
        return requireContaining("text", mail().text(), text);
    }

    /**
     * Asserts what the plain-text body does not have.
     *
     * @param text what it does not contain
     * @return these assertions
     */
    public CapturedMailAssert hasTextWithout(String text) {
        return requireWithout("text", mail().text(), text);
    }

    /**
     * Asserts a part of the HTML body.
     *
     * @param html the source that it contains
     * @return these assertions
     */
    public CapturedMailAssert hasHtmlContaining(String html) {
        return requireContaining("HTML", mail().html(), html);
    }

    /**
     * Asserts what the HTML body does not have.
     *
     * @param html the source that it does not contain
     * @return these assertions
     */
    public CapturedMailAssert hasHtmlWithout(String html) {
        return requireWithout("HTML", mail().html(), html);
    }

    /**
     * Asserts a header field.
     *
     * @param name its name; letter case is ignored
     * @param value the whole value of one of the fields of that name, decoded
     * @return these assertions
     */
    public CapturedMailAssert hasHeader(String name, String value) {
        List<String> values = mail().headers(name);
        if (!values.contains(value)) {
            failWithActualExpectedAndMessage(
                    values,
                    value,
                    "%nExpected a header field%n  %s: %s%nin %s, but it has%n  %s",
                    name,
                    value,
                    actual,
                    values.isEmpty() ? "no such field" : values);
        }
        return this;
    }

    /**
     * Asserts that there is no header field of a name.
     *
     * @param name its name; letter case is ignored
     * @return these assertions
     */
    public CapturedMailAssert hasNoHeader(String name) {
        List<String> values = mail().headers(name);
        if (!values.isEmpty()) {
            failWithMessage("%nExpected no header field %s%nin %s, but it has%n  %s", name, actual, values);
        }
        return this;
    }

    /**
     * Asserts an attachment, inline or not.
     *
     * @param name its file name
     * @return these assertions
     */
    public CapturedMailAssert hasAttachment(String name) {
        mail().attachment(name);
        return this;
    }

    /**
     * Asserts an attachment, inline or not, with its content.
     *
     * @param name its file name
     * @param bytes its whole content
     * @return these assertions
     */
    public CapturedMailAssert hasAttachment(String name, byte[] bytes) {
        CapturedAttachment attachment = mail().attachment(name);
        Assertions.assertThat(attachment.bytes())
                .as("content of %s in %s", attachment, actual)
                .isEqualTo(bytes);
        return this;
    }

    /**
     * Asserts that there is no attachment.
     *
     * @return these assertions
     */
    public CapturedMailAssert hasNoAttachments() {
        List<CapturedAttachment> attachments = mail().attachments();
        if (!attachments.isEmpty()) {
            failWithMessage("%nExpected no attachments%nin %s, but it has%n  %s", actual, attachments);
        }
        return this;
    }

    private CapturedMail mail() {
        isNotNull();
        return actual;
    }

    private CapturedMailAssert requireEqual(String what, String found, String expected) {
        if (!Objects.equals(found, expected)) {
            failWithActualExpectedAndMessage(
                    found,
                    expected,
                    "%nExpected the %s%n  %s%nin %s, but it is%n  %s",
                    what,
                    expected,
                    actual,
                    found.isEmpty() ? "empty" : found);
        }
        return this;
    }

    private CapturedMailAssert requireContaining(String what, String found, String expected) {
        if (!found.contains(expected)) {
            failWithMessage(
                    "%nExpected the %s to contain%n  %s%nin %s, but it is%n%s",
                    what, expected, actual, found.isEmpty() ? "empty" : found);
        }
        return this;
    }

    private CapturedMailAssert requireWithout(String what, String found, String unexpected) {
        if (found.contains(unexpected)) {
            failWithMessage(
                    "%nExpected the %s not to contain%n  %s%nin %s, but it is%n%s", what, unexpected, actual, found);
        }
        return this;
    }
}
