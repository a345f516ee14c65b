package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.InvalidAddressException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DkimKeyTest {
    private static final byte[] RSA = DkimKeys.RSA_PAIR.getPrivate().getEncoded();
    private static final byte[] ED25519 = DkimKeys.ED25519_PAIR.getPrivate().getEncoded();

    @TempDir
    Path folder;

    @Test
    void a_key_comes_from_pem_text_and_from_a_file_and_shows_what_it_is() throws IOException {
        String pem = "Comment: mine\n" + DkimKeys.pem("PUBLIC KEY", new byte[9]) + DkimKeys.pem("PRIVATE KEY", RSA);
        Path file = Files.writeString(folder.resolve("dkim.pem"), DkimKeys.pem("PRIVATE KEY", ED25519));

        assertThat(DkimKey.fromPem("S1.mail", "ACME.example", pem))
                .hasToString("DkimKey[s1.mail._domainkey.acme.example, rsa-sha256]");
        assertThat(DkimKey.fromPem("s2", "acme.example", file))
                .hasToString("DkimKey[s2._domainkey.acme.example, ed25519-sha256]");
        assertThat(DkimKey.fromPem("s2", "acme.example", pem.replace("\n", "\r\n"))
                        .toString())
                .doesNotContain(Base64.getEncoder().encodeToString(RSA).substring(40, 60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void a_key_in_another_form_is_refused_with_the_command_that_converts_it(String label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DkimKey.fromPem("s", "acme.example", DkimKeys.pem(label, RSA)))
                .withMessageContaining("BEGIN " + label)
                .withMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void what_is_no_key_is_refused_and_never_shown() {
        String secret = "bm90IGEga2V5LCBidXQgc2VjcmV0";
        for (String pem : List.of(
                "",
                secret,
                "-----BEGIN PRIVATE KEY-----\n" + secret,
                "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n" + secret + "A\n-----END PRIVATE KEY-----\n",
                DkimKeys.pem("CERTIFICATE", new byte[9]))) {
            assertThatThrownBy(() -> DkimKey.fromPem("s", "acme.example", pem))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("DKIM key")
                    .hasMessageNotContaining(secret)
                    .hasNoCause();
        }
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DkimKey.fromPem("s", "acme.example", folder.resolve("none.pem")))
                .withMessageContaining("none.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "DSA", "X25519", "Ed448", "RSASSA-PSS"})
    void a_key_of_another_kind_is_refused(String algorithm) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        DkimKey.of("s", "acme.example", DkimKeys.pair(algorithm).getPrivate()))
                .withMessageContaining("an RSA or an Ed25519 key");
    }

    @Test
    void an_rsa_key_has_1024_bits_at_least() {
        assertThat(DkimKey.of("s", "acme.example", DkimKeys.rsa(1_024).getPrivate()))
                .isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> DkimKey.of("s", "acme.example", DkimKeys.rsa(768).getPrivate()))
                .withMessageContaining("1024 bits at least")
                .withMessageContaining("has 768");
    }

    @Test
    void selectors_and_domains_are_names() {
        for (String selector : List.of("", ".", "a.", "a b", "a;d=x", "a_b", "ä", "-a")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DkimKey.of(selector, "acme.example", DkimKeys.ED25519_PAIR.getPrivate()))
                    .withMessageContaining("a selector is");
        }
        for (String domain : List.of("", "example", "a b.example", "a;b.example")) {
            assertThatThrownBy(() -> DkimKey.of("s", domain, DkimKeys.ED25519_PAIR.getPrivate()))
                    .isInstanceOf(InvalidAddressException.class);
        }
    }

    @Test
    void two_keys_have_two_places() {
        SmtpDispatcher.Builder builder = SmtpDispatcher.to(
                        SmtpRelay.at("localhost", 25).plaintext().build())
                .dkim(DkimKeys.RSA, DkimKey.of("R1", "notify.acme.example", DkimKeys.ED25519_PAIR.getPrivate()));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("r1._domainkey.notify.acme.example");
    }
}
