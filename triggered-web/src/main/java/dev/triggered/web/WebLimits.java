package dev.triggered.web;

import java.time.Duration;

/**
 * How much one request and one client may take. What exceeds it is refused and costs nobody else.
 *
 * @param bodyBytes the longest content of a request but that of a file
 * @param fileBytes the longest file of recipients or of suppressions, which is not held in memory
 * @param headerBytes the longest header of a request, its first line among it
 * @param requestTime how long the header and the content of a request may take to come, with another second for each 64 KiB of it, and
 *     how long a client may take to take 64 KiB of the answer
 * @param perSecond how many requests a client, known by its address, may make in a second; those to tracking do not count
 */
public record WebLimits(long bodyBytes, long fileBytes, int headerBytes, Duration requestTime, int perSecond) {
    private static final WebLimits STANDARD =
            new WebLimits(16_000_000, 256_000_000, 16_384, Duration.ofSeconds(20), 500);

    /**
     * Checks the components.
     *
     * @param bodyBytes as for the record
     * @param fileBytes as for the record
     * @param headerBytes as for the record
     * @param requestTime as for the record
     * @param perSecond as for the record
     * @throws IllegalArgumentException if one is not above zero
     */
    public WebLimits {
        if (bodyBytes < 1
                || fileBytes < 1
                || headerBytes < 1
                || perSecond < 1
                || requestTime.isNegative()
                || requestTime.isZero()) {
            throw new IllegalArgumentException("each limit is above zero: " + bodyBytes + " bytes, " + fileBytes
                    + " bytes of a file, " + headerBytes + " bytes of a header, " + requestTime + ", " + perSecond
                    + " a second");
        }
    }

    /**
     * Returns the limits that hold when nobody says otherwise.
     *
     * @return 16 MB, 256 MB for a file, 16 KiB for a header, 20 seconds, 500 a second
     */
    public static WebLimits standard() {
        return STANDARD;
    }

    /**
     * Returns these limits with others for contents.
     *
     * @param body as {@code bodyBytes}
     * @param file as {@code fileBytes}
     * @return new limits
     */
    public WebLimits bytes(long body, long file) {
        return new WebLimits(body, file, headerBytes, requestTime, perSecond);
    }

    /**
     * Returns these limits with another one for headers.
     *
     * @param bytes as {@code headerBytes}
     * @return new limits
     */
    public WebLimits header(int bytes) {
        return new WebLimits(bodyBytes, fileBytes, bytes, requestTime, perSecond);
    }

    /**
     * Returns these limits with another time.
     *
     * @param time as {@code requestTime}
     * @return new limits
     */
    public WebLimits time(Duration time) {
        return new WebLimits(bodyBytes, fileBytes, headerBytes, time, perSecond);
    }

    /**
     * Returns these limits with another rate.
     *
     * @param requests as {@code perSecond}
     * @return new limits
     */
    public WebLimits rate(int requests) {
        return new WebLimits(bodyBytes, fileBytes, headerBytes, requestTime, requests);
    }
}
