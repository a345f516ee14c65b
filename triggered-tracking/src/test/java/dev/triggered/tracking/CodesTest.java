package dev.triggered.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodesTest {
    @Test
    void finds_both_codes() {
        assertThat(Codes.in("said: 550 5.1.1 User unknown")).isEqualTo(new Codes(550, "5.1.1"));
        assertThat(Codes.in("550-5.1.1 User\n550 5.1.1 unknown")).isEqualTo(new Codes(550, "5.1.1"));
        assertThat(Codes.in("554 (#5.7.1) no")).isEqualTo(new Codes(554, "5.7.1"));
    }

    @Test
    void finds_one_without_the_other() {
        assertThat(Codes.in("Remote host said: 452 too much")).isEqualTo(new Codes(452, ""));
        assertThat(Codes.in("no mailbox here (#5.1.1)")).isEqualTo(new Codes(0, "5.1.1"));
    }

    @Test
    void prefers_the_reply_that_is_quoted() {
        assertThat(Codes.in("smtp; 554 5.4.7 gave up <421 4.7.0 come later>")).isEqualTo(new Codes(421, "4.7.0"));
    }

    @Test
    void takes_no_other_number_for_a_code() {
        assertThat(Codes.in("Message 550 of 600 to 450 Main Street, version 5.1.1, at 192.5.1.1, Exim 4.9.2"))
                .isEqualTo(Codes.NONE);
        assertThat(Codes.in("5.1.1.1 and 550bytes")).isEqualTo(Codes.NONE);
    }

    @Test
    void what_is_said_begins_at_its_code() {
        assertThat(Codes.said("host mx said: 550 no")).isEqualTo("550 no");
        assertThat(Codes.said("nothing was said")).isEmpty();
    }
}
