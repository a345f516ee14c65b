package dev.triggered.templates;

import dev.triggered.templates.PlaceholderScanner.Token;
import java.util.List;

/** A piece of a campaign's text, with what belongs together put together. */
sealed interface Piece {
    /** Text, or a placeholder that stands for itself. */
    record Single(Token token) implements Piece {}

    /** A placeholder that belongs to others which are not there, and why it cannot be translated. */
    record Stray(Token token, String reason) implements Piece {}

    /**
     * A loop, a condition or a section, from its begin to its end.
     *
     * @param type what it is
     * @param name the variable of a loop, or the name of a section; empty for a condition
     * @param branches its branches, at least one
     * @param end what ends it
     */
    record Block(Type type, String name, List<Branch> branches, Token end) implements Piece {}

    /**
     * A branch of a block.
     *
     * @param opener what begins it
     * @param question the list of a loop, or a condition; empty for what happens otherwise
     * @param body what stands in it
     */
    record Branch(Token opener, String question, List<Piece> body) {}

    /** What a block is. */
    enum Type {
        /** A loop over a list. */
        LOOP,
        /** A condition. */
        CONDITION,
        /** A section of Mustache. */
        SECTION
    }
}
