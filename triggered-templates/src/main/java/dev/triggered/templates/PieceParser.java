package dev.triggered.templates;

import dev.triggered.templates.Piece.Block;
import dev.triggered.templates.Piece.Branch;
import dev.triggered.templates.Piece.Single;
import dev.triggered.templates.Piece.Stray;
import dev.triggered.templates.PlaceholderScanner.Form;
import dev.triggered.templates.PlaceholderScanner.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts together what belongs together in the text of a campaign. Used by one thread. */
final class PieceParser {
    private static final Pattern SECTION = Pattern.compile("([#^/])\\s*(\\.\\??|" + Expression.PATH + "\\??)");

    private static final int DEEPEST = 50;
    private static final Pattern LOOP =
            Pattern.compile("(?s)(?:foreach|for)\\s+(" + Expression.NAME + ")\\s+in\\s+(.+)");
    private static final Pattern CONDITION = Pattern.compile("(?s)(if|elseif|elif|else\\s+if)\\b\\s*(.+)");
    private static final Pattern END = Pattern.compile("end(foreach|for|if)");

    private final Deque<Open> blocks = new ArrayDeque<>();

    /** A block whose end was not seen yet. */
    private static final class Open {
        final Piece.Type type;
        final String name;
        final List<Branch> branches = new ArrayList<>();

        Open(Piece.Type type, String name) {
            this.type = type;
            this.name = name;
        }

        void begin(Token opener, String question) {
            branches.add(new Branch(opener, question, new ArrayList<>()));
        }

        Branch last() {
            return branches.get(branches.size() - 1);
        }

        /** Says whether another branch may follow: after {@code else} none, and a loop has that only. */
        boolean takes(String question) {
            return !last().question().isEmpty()
                    && (type == Piece.Type.CONDITION || (type == Piece.Type.LOOP && question.isEmpty()));
        }
    }

    private PieceParser() {
        Open root = new Open(Piece.Type.SECTION, "");
        root.begin(new Token(Form.TEXT, "", "", 1, false), "");
        blocks.push(root);
    }

    static List<Piece> parse(List<Token> tokens) {
        PieceParser parser = new PieceParser();
        tokens.forEach(parser::accept);
        while (parser.blocks.size() > 1) {
            parser.dissolve();
        }
        return parser.blocks.element().last().body();
    }

    private void accept(Token token) {
        if (token.form() == Form.STATEMENT) {
            acceptStatement(token, token.inner());
            return;
        }
        Matcher section = SECTION.matcher(token.inner());
        if (token.form() != Form.VALUE || !section.matches()) {
            add(new Single(token));
        } else if (section.group(1).equals("/")) {
            end(token, Piece.Type.SECTION, section.group(2));
        } else {
            begin(token, new Open(Piece.Type.SECTION, section.group(2)), section.group(1));
        }
    }

    private void acceptStatement(Token token, String statement) {
        Matcher loop = LOOP.matcher(statement);
        Matcher condition = CONDITION.matcher(statement);
        Matcher end = END.matcher(statement);
        if (loop.matches()) {
            begin(token, new Open(Piece.Type.LOOP, loop.group(1)), loop.group(2));
        } else if (end.matches()) {
            end(token, end.group(1).equals("if") ? Piece.Type.CONDITION : Piece.Type.LOOP, "");
        } else if (statement.equals("else")) {
            branch(token, "");
        } else if (condition.matches() && condition.group(1).equals("if")) {
            begin(token, new Open(Piece.Type.CONDITION, ""), condition.group(2));
        } else if (condition.matches()) {
            branch(token, condition.group(2));
        } else {
            add(new Stray(token, "is no statement that can be translated"));
        }
    }

    private void begin(Token token, Open block, String question) {
        if (blocks.size() > DEEPEST) {
            add(new Stray(token, "is nested more than " + DEEPEST + " deep"));
            return;
        }
        block.begin(token, question);
        blocks.push(block);
    }

    private void branch(Token token, String question) {
        if (blocks.size() > 1 && blocks.element().takes(question)) {
            blocks.element().begin(token, question);
        } else {
            add(new Stray(token, "belongs to nothing that is open here"));
        }
    }

    private void end(Token token, Piece.Type type, String name) {
        boolean isOpen = blocks.stream().limit(blocks.size() - 1L).anyMatch(open -> ends(open, type, name));
        if (!isOpen) {
            add(new Stray(token, "ends what is not open"));
            return;
        }
        while (!ends(blocks.element(), type, name)) {
            dissolve();
        }
        Open whole = blocks.pop();
        add(new Block(whole.type, whole.name, whole.branches, token));
    }

    private static boolean ends(Open open, Piece.Type type, String name) {
        return open.type == type && (type != Piece.Type.SECTION || open.name.equals(name));
    }

    /** Gives what stands in a block without an end to the one around it. */
    private void dissolve() {
        for (Branch branch : blocks.pop().branches) {
            add(new Stray(branch.opener(), "has no end"));
            branch.body().forEach(this::add);
        }
    }

    private void add(Piece piece) {
        blocks.element().last().body().add(piece);
    }
}
