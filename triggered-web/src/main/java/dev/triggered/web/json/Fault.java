package dev.triggered.web.json;

/**
 * What is wrong at a place of a document.
 *
 * @param pointer the place, as a JSON pointer (RFC 6901); empty for the whole document
 * @param detail what is wrong there
 */
public record Fault(
        @Field("The place, as a JSON pointer (RFC 6901)") String pointer,
        @Field("What is wrong there") String detail) {}
