package dev.triggered.smtp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the relay offered in its reply to EHLO (RFC 5321, section 4.1.1.1).
 *
 * @param keywords the keywords without their parameters, in upper case
 * @param mechanisms the mechanisms that AUTH offers, in upper case
 * @param largestMail the most octets of a mail that SIZE permits (RFC 1870); 0 where there is no limit
 */
record Capabilities(Set<String> keywords, Set<String> mechanisms, long largestMail) {
    Capabilities {
        keywords = Set.copyOf(keywords);
        mechanisms = Set.copyOf(mechanisms);
    }

    /** What a relay offers that knows HELO only. */
    static Capabilities none() {
        return new Capabilities(Set.of(), Set.of(), 0);
    }

    static Capabilities of(Reply ehlo) {
        Set<String> keywords = new TreeSet<>();
        Set<String> mechanisms = new TreeSet<>();
        long largestMail = 0;
        for (String line : ehlo.lines().subList(1, ehlo.lines().size())) {
            // Some old relays write AUTH=LOGIN.
            List<String> words = Arrays.asList(line.strip()
                    .toUpperCase(Locale.ROOT)
                    .replaceFirst("^AUTH=", "AUTH ")
                    .split("\\s+"));
            String keyword = words.get(0);
            keywords.add(keyword);
            if (keyword.equals("AUTH")) {
                mechanisms.addAll(words.subList(1, words.size()));
            } else if (keyword.equals("SIZE") && words.size() > 1) {
                largestMail = octets(words.get(1));
            }
        }
        return new Capabilities(keywords, mechanisms, largestMail);
    }

    boolean offers(String keyword) {
        return keywords.contains(keyword);
    }

    private static long octets(String number) {
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
    }
}
