package dev.triggered.templates;

import dev.triggered.templates.Scanner.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Builds the tree of a template and finds all that is wrong with its syntax. */
final class TemplateParser {
    private static final String SEGMENT = "[\\p{L}\\p{N}_@-][^.\\s{}<>]*";
    private static final Pattern NAME = Pattern.compile("\\.\\??|" + SEGMENT + "(\\." + SEGMENT + ")*");

    private final Faults faults;
    private final Deque<Frame> frames = new ArrayDeque<>();

    /** A tag that is open, with what was read since. */
    private record Frame(Token tag, List<Node> nodes) {}

    private TemplateParser(Faults faults) {
        this.faults = faults;
    }

    static List<Node> parse(String source, String text, Faults faults) {
        return new TemplateParser(faults).build(source, new Scanner(source, text, faults).scan());
    }

    private List<Node> build(String source, List<Token> tokens) {
        Frame root = new Frame(new Token(Token.TEXT, "", new Place(source, 1), ""), new ArrayList<>());
        frames.push(root);
        tokens.forEach(this::accept);
        while (frames.size() > 1) {
            faults.add(frames.peek().tag().place(), quote(frames.peek().tag()) + " is not closed");
            closeFrame();
        }
        return root.nodes();
    }

    private void accept(Token token) {
        switch (token.sigil()) {
            case Token.TEXT -> add(new Node.Text(token.content()));
            case Token.VALUE -> addValue(token, false);
            case '&' -> addValue(token, true);
            case '#', '^', '$', '<' -> frames.push(new Frame(token, new ArrayList<>()));
            case '>' -> add(new Node.Partial(token.place(), token.content(), token.indent()));
            case '/' -> close(token);
            default -> faults.add(token.place(), "pragmas are not supported: " + quote(token));
        }
    }

    private void addValue(Token token, boolean raw) {
        if (checkName(token)) {
            add(new Node.Value(token.place(), token.content(), raw));
        }
    }

    private boolean checkName(Token token) {
        boolean valid = NAME.matcher(token.content()).matches();
        if (!valid) {
            faults.add(token.place(), quote(token) + " holds no name: write names with dots between them");
        }
        return valid;
    }

    private void close(Token token) {
        boolean isOpen = frames.stream()
                .limit(frames.size() - 1L)
                .anyMatch(frame -> frame.tag().content().equals(token.content()));
        if (!isOpen) {
            faults.add(token.place(), quote(token) + " closes what is not open");
            return;
        }
        while (!frames.element().tag().content().equals(token.content())) {
            Token unclosed = frames.element().tag();
            faults.add(unclosed.place(), quote(unclosed) + " is not closed before " + quote(token));
            closeFrame();
        }
        closeFrame();
    }

    private void closeFrame() {
        Frame frame = frames.pop();
        Token tag = frame.tag();
        if (tag.sigil() != '<' && !checkName(tag)) {
            return;
        }
        switch (tag.sigil()) {
            case '#' -> add(new Node.Section(tag.place(), tag.content(), false, frame.nodes()));
            case '^' -> add(new Node.Section(tag.place(), tag.content(), true, frame.nodes()));
            case '$' -> add(new Node.Block(tag.place(), tag.content(), frame.nodes()));
            default -> add(new Node.Layout(tag.place(), tag.content(), tag.indent(), blocksOf(frame)));
        }
    }

    private List<Node.Block> blocksOf(Frame layout) {
        List<Node.Block> blocks = new ArrayList<>();
        for (Node node : layout.nodes()) {
            if (node instanceof Node.Block block) {
                if (blocks.stream().anyMatch(other -> other.name().equals(block.name()))) {
                    faults.add(block.place(), "the block '" + block.name() + "' is given twice");
                } else {
                    blocks.add(block);
                }
            }
        }
        return blocks;
    }

    private void add(Node node) {
        frames.element().nodes().add(node);
    }

    private static String quote(Token token) {
        String sigil = token.sigil() == Token.VALUE ? "" : String.valueOf(token.sigil());
        String content = token.content().lines().findFirst().orElse("");
        return "{{" + sigil + (content.length() > 60 ? content.substring(0, 60) + "…" : content) + "}}";
    }
}
