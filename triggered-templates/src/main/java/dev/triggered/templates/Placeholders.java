package dev.triggered.templates;

import dev.triggered.templates.Expression.Fallback;
import dev.triggered.templates.Piece.Block;
import dev.triggered.templates.Piece.Branch;
import dev.triggered.templates.Piece.Single;
import dev.triggered.templates.Piece.Stray;
import dev.triggered.templates.PlaceholderScanner.Token;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates the placeholders of a campaign into Mustache. What has no translation becomes text, and is noted. */
final class Placeholders {
    private static final Pattern FIELD = Pattern.compile("(?:(?i)(urlencode)_)?(" + Expression.PATH + ")");
    private static final Pattern CONDITION = Pattern.compile("(not\\s+)?(" + Expression.PATH + ")");
    private static final String OF_ANOTHER = "belongs to what cannot be translated";

    private final Kind kind;
    private final Findings findings;
    private final TemplateWriter out = new TemplateWriter();
    private final Surroundings around = new Surroundings();

    /** A condition in Mustache: the name of what is asked for, and whether it has to be absent. */
    private record Condition(String name, boolean negated) {
        String begin() {
            return (negated ? "{{^" : "{{#") + name + "?}}";
        }

        String beginOtherwise() {
            return (negated ? "{{#" : "{{^") + name + "?}}";
        }

        String end() {
            return "{{/" + name + "?}}";
        }
    }

    private Placeholders(Kind kind, Findings findings) {
        this.kind = kind;
        this.findings = findings;
    }

    static String translate(String text, Kind kind, Findings findings) {
        Placeholders translation = new Placeholders(kind, findings);
        translation.write(PieceParser.parse(new PlaceholderScanner(text, kind).scan()));
        return translation.out.toString();
    }

    private void write(List<Piece> pieces) {
        for (Piece piece : pieces) {
            if (piece instanceof Single single) {
                write(single.token());
            } else if (piece instanceof Stray stray) {
                leave(stray.token(), stray.reason());
            } else if (piece instanceof Block block) {
                write(block);
            }
        }
    }

    private void write(Token token) {
        try {
            switch (token.form()) {
                case TEXT, BRACES -> out.text(token.raw());
                case COMMENT -> out.tag(token.inner());
                case FIELD -> writeField(token);
                case VALUE -> writeValue(token);
                default -> leave(token, token.inner());
            }
        } catch (UnusableException e) {
            leave(token, e.reason());
        }
    }

    /** Leaves a placeholder as text. */
    private void leave(Token token, String reason) {
        out.text(token.raw());
        findings.untranslated(token, reason);
    }

    private void writeField(Token token) throws UnusableException {
        Matcher field = FIELD.matcher(token.inner());
        if (!field.matches() || !Expression.isPath(field.group(2))) {
            throw new UnusableException("is not the name of a field: names are letters, digits, - and _");
        }
        String value = "{{contact." + field.group(2) + "}}";
        out.tag(field.group(1) == null ? value : helped(value, List.of("urlEncode")));
    }

    private void writeValue(Token token) throws UnusableException {
        String inner = token.inner();
        if (token.raw().startsWith("{{!")) {
            out.tag(token.raw());
        } else if (around.isSection() && (inner.equals(".") || inner.matches(Expression.PATH))) {
            out.tag("{{" + inner + "}}");
        } else {
            write(Expression.parse(inner, kind));
        }
    }

    private void write(Expression expression) throws UnusableException {
        String name = around.resolve(expression.path());
        String value = helped("{{" + name + "}}", expression.inner());
        Fallback fallback = expression.fallback();
        if (fallback == null) {
            out.tag(value);
            return;
        }
        String otherValue = fallback.path().isEmpty() ? "" : "{{" + around.resolve(fallback.path()) + "}}";
        String otherText = written(fallback.text(), !expression.outer().isEmpty());
        Condition present = new Condition(name, false);
        out.tag(begins(expression.outer()) + present.begin() + value + present.end() + present.beginOtherwise());
        if (otherValue.isEmpty()) {
            out.text(otherText);
        } else {
            out.tag(otherValue);
        }
        out.tag(present.end() + ends(expression.outer()));
    }

    /** Returns a text as it stands in a template; a helper escapes what it writes by itself, and takes a bar for its own. */
    private String written(String text, boolean inHelper) throws UnusableException {
        if (inHelper && text.indexOf('|') >= 0) {
            throw new UnusableException("turns a text with a | in it, which helpers cannot");
        }
        if (kind != Kind.HTML || inHelper) {
            return text;
        }
        StringWriter escaped = new StringWriter();
        try {
            Html.escape(text, escaped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return escaped.toString();
    }

    private static String helped(String value, List<String> helpers) {
        return begins(helpers) + value + ends(helpers);
    }

    private static String begins(List<String> helpers) {
        StringBuilder all = new StringBuilder();
        helpers.forEach(helper -> all.insert(0, "{{#" + helper + "}}"));
        return all.toString();
    }

    private static String ends(List<String> helpers) {
        StringBuilder all = new StringBuilder();
        helpers.forEach(helper -> all.append("{{/").append(helper).append("}}"));
        return all.toString();
    }

    private void write(Block block) {
        try {
            switch (block.type()) {
                case LOOP -> writeLoop(block);
                case CONDITION -> writeCondition(block);
                case SECTION -> writeSection(block);
            }
        } catch (UnusableException e) {
            leave(block, e.reason());
        }
    }

    /** Leaves what makes a block as text, and translates what stands in it. */
    private void leave(Block block, String reason) {
        String why = reason;
        for (Branch branch : block.branches()) {
            leave(branch.opener(), why);
            boolean loop = block.type() == Piece.Type.LOOP && !branch.question().isEmpty();
            if (loop) {
                around.enterLoop(block.name(), false);
            }
            write(branch.body());
            if (loop) {
                around.leave();
            }
            why = OF_ANOTHER;
        }
        leave(block.end(), OF_ANOTHER);
    }

    private void writeLoop(Block block) throws UnusableException {
        Branch first = block.branches().get(0);
        String name = around.resolve(first.question().strip());
        if (Helpers.names().contains(name) || Lookup.isRooted(block.name())) {
            throw new UnusableException("has a name that means something else in a template");
        }
        out.tag("{{#" + name + "}}");
        around.enterLoop(block.name(), true);
        write(first.body());
        around.leave();
        if (block.branches().size() == 1) {
            out.tag("{{/" + name + "}}");
            return;
        }
        Condition some = new Condition(name, false);
        Branch otherwise = block.branches().get(1);
        writeTags(otherwise.opener(), List.of("{{/" + name + "}}", some.beginOtherwise()));
        write(otherwise.body());
        out.tag(some.end());
    }

    private void writeCondition(Block block) throws UnusableException {
        List<Condition> conditions = new ArrayList<>();
        for (Branch branch : block.branches()) {
            if (!branch.question().isEmpty()) {
                conditions.add(condition(branch.question().strip()));
            }
        }
        Deque<String> ends = new ArrayDeque<>();
        for (int i = 0; i < block.branches().size(); i++) {
            Branch branch = block.branches().get(i);
            List<String> tags = new ArrayList<>();
            if (i > 0) {
                tags.add(conditions.get(i - 1).end());
                tags.add(conditions.get(i - 1).beginOtherwise());
                ends.push(conditions.get(i - 1).end());
            }
            if (i < conditions.size()) {
                tags.add(conditions.get(i).begin());
            }
            writeTags(branch.opener(), tags);
            write(branch.body());
        }
        if (conditions.size() == block.branches().size()) {
            ends.push(conditions.get(conditions.size() - 1).end());
        }
        writeTags(block.end(), List.copyOf(ends));
    }

    private Condition condition(String question) throws UnusableException {
        Matcher condition = CONDITION.matcher(question);
        if (!condition.matches()) {
            throw new UnusableException("asks for more than whether a value is there: templates do not compare");
        }
        return new Condition(around.resolve(condition.group(2)), condition.group(1) != null);
    }

    private void writeSection(Block block) throws UnusableException {
        Branch only = block.branches().get(0);
        boolean plain = only.question().equals("#");
        String name = block.name();
        boolean helper = Helpers.names().contains(name);
        if (helper ? !plain : !Lookup.isRooted(name.replace("?", "")) && !around.isSection()) {
            throw new UnusableException("is a section whose name begins with neither event nor contact");
        }
        out.tag("{{" + only.question() + name + "}}");
        boolean enters = plain && !helper && !name.endsWith("?");
        if (enters) {
            around.enterSection();
        }
        write(only.body());
        if (enters) {
            around.leave();
        }
        out.tag("{{/" + name + "}}");
    }

    /** Writes tags in place of one; where that stood alone, so does each of them. */
    private void writeTags(Token token, List<String> tags) {
        out.tag(String.join(token.alone() ? "\n" : "", tags));
    }
}
