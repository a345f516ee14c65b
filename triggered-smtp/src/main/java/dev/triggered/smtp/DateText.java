package dev.triggered.smtp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** A point in time as header fields show it, in UTC (RFC 5322, section 3.3). */
final class DateText {
    private static final long SECONDS_A_DAY = 86_400;
    private static final byte[] DAYS = "Mon, Tue, Wed, Thu, Fri, Sat, Sun, ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MONTHS =
            " Jan  Feb  Mar  Apr  May  Jun  Jul  Aug  Sep  Oct  Nov  Dec ".getBytes(StandardCharsets.US_ASCII);
    private static final int DAY_WIDTH = 5;
    private static final int MONTH_WIDTH = 5;

    private DateText() {}

    static void write(Instant instant, MailBuffer out) {
        long second = instant.getEpochSecond();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_A_DAY));
        int rest = (int) Math.floorMod(second, SECONDS_A_DAY);
        slice(DAYS, date.getDayOfWeek().getValue() - 1, DAY_WIDTH, out);
        if (date.getDayOfMonth() > 9) {
            out.put('0' + date.getDayOfMonth() / 10);
        }
        out.put('0' + date.getDayOfMonth() % 10);
        slice(MONTHS, date.getMonthValue() - 1, MONTH_WIDTH, out);
        twoDigits(date.getYear() / 100, out);
        twoDigits(date.getYear() % 100, out);
        out.put(' ');
        twoDigits(rest / 3_600, out);
        out.put(':');
        twoDigits(rest / 60 % 60, out);
        out.put(':');
        twoDigits(rest % 60, out);
        out.put(" +0000");
    }

    private static void slice(byte[] table, int index, int width, MailBuffer out) {
        for (int i = index * width; i < (index + 1) * width; i++) {
            out.put(table[i]);
        }
    }

    private static void twoDigits(int number, MailBuffer out) {
        out.put('0' + number / 10);
        out.put('0' + number % 10);
    }
}
