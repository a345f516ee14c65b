package dev.triggered.tracking.response;

import java.util.List;
import java.util.Optional;

/**
 * Where the links of an HTML text are, and where an image may be put that nobody sees.
 *
 * @param marks the places, in their order
 * @param end the place for the image, as an index of a character; empty where the text ends within something else
 */
record HtmlMarks(List<Mark> marks, Optional<Integer> end) {
    /** An attribute that marks links that are not tracked. */
    static final String UNTRACKED = "data-no-track";

    /**
     * A part of the text.
     *
     * @param start the index of its first character
     * @param end the index behind its last one
     * @param address the address that it is, with its character references resolved; empty for an attribute to be taken out
     */
    record Mark(int start, int end, Optional<String> address) {
        static Mark removal(int start, int end) {
            return new Mark(start, end, Optional.empty());
        }
    }
}
