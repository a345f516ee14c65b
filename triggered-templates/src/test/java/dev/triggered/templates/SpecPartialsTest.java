package dev.triggered.templates;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Mustache specification says of partials and inheritance. */
class SpecPartialsTest {
    private static SpecCase of(String name, String template, String data, String expected) {
        return SpecCase.of(name, template, data, expected);
    }

    static Stream<SpecCase> partials() {
        return Stream.of(
                of("a partial takes its tag's place", "({{>p}})", "{}", "(from p)")
                        .file("p", "from p"),
                of("an empty partial is empty", "({{>p}})", "{}", "()").file("p", ""),
                of("a partial sees the context", "{{#event.a}}{{>p}}{{/event.a}}", "{'a':{'b':'x'}}", "*x*")
                        .file("p", "*{{b}}*"),
                of("a partial in each round of a list", "{{#event.a}}{{>p}}{{/event.a}}", "{'a':[1,2]}", "[1][2]")
                        .file("p", "[{{.}}]"),
                of("a partial in a partial", "{{>p}}", "{'a':'x'}", "(<x>)")
                        .file("p", "({{>q}})")
                        .file("q", "<{{event.a}}>"),
                of("a partial that is used twice", "{{>p}}{{>p}}", "{}", "xx").file("p", "x"),
                of("a partial escapes as its user does", "{{>p}}", "{'a':'<'}", "&lt;<")
                        .file("p", "{{event.a}}{{{event.a}}}"),
                of("a partial in a folder", "{{>parts/p}}", "{}", "x").file("parts/p", "x"),
                of("blanks around a partial stay", "| {{>p}} |", "{}", "| \t|\t |")
                        .file("p", "\t|\t"),
                of("a partial within a line is not indented", "  {{event.a}}  {{>p}}\n", "{'a':'|'}", "  |  >\n>\n")
                        .file("p", ">\n>"),
                of("a partial takes a line that ends with CR LF", "|\r\n{{>p}}\r\n|", "{}", "|\r\n>|")
                        .file("p", ">"),
                of("a partial takes the first line", "  {{>p}}\n>", "{}", "  >\n  >>")
                        .file("p", ">\n>"),
                of("a partial takes the last line", ">\n  {{>p}}", "{}", ">\n  >\n  >")
                        .file("p", ">\n>"),
                of(
                                "each line of a partial alone is indented",
                                "\\\n {{>p}}\n/\n",
                                "{'a':'<\\n->'}",
                                "\\\n |\n <\n->\n |\n/\n")
                        .file("p", "|\n{{{event.a}}}\n|\n"),
                of("indentation adds up", " {{>p}}\n", "{}", " a\n   b\n c\n")
                        .file("p", "a\n  {{>q}}\nc\n")
                        .file("q", "b\n"),
                of("an empty line is not indented", "  {{>p}}\n", "{}", "  a\n\n  b\n")
                        .file("p", "a\n\nb\n"),
                of("a section in a partial takes its indented line", "  {{>p}}\n", "{'a':true}", "  x\n")
                        .file("p", "{{#event.a}}\nx\n{{/event.a}}\n"),
                of("blanks within the tag do not count", "|{{> p }}|", "{}", "|[]|")
                        .file("p", "[]"));
    }

    static Stream<SpecCase> blocks() {
        return Stream.of(
                of("a block without a layout shows its own content", "{{$t}}default{{/t}}", "{}", "default"),
                of("a block's content may hold values", "{{$t}}{{event.a}}{{/t}}", "{'a':'<'}", "&lt;"),
                of("a block's content may hold raw values", "{{$t}}{{{event.a}}}{{/t}}", "{'a':'<'}", "<"),
                of(
                        "a block's content may hold sections",
                        "{{$t}}{{#event.a}}{{b}}{{/event.a}}{{/t}}",
                        "{'a':{'b':'x'}}",
                        "x"),
                of("a block's content may hold inverted sections", "{{$t}}{{^event.a}}x{{/event.a}}{{/t}}", "{}", "x"),
                of("a block's content may hold partials", "{{$t}}{{>p}}{{/t}}", "{}", "from p")
                        .file("p", "from p"),
                of(
                        "a block's content is read once",
                        "{{$t}}three{{event.a}}{{/t}}",
                        "{'a':'{{event.b}}'}",
                        "three{{event.b}}"),
                of("block tags alone take their lines", "a\n{{$t}}\nb\n{{/t}}\nc\n", "{}", "a\nb\nc\n"));
    }

    static Stream<SpecCase> layouts() {
        return Stream.of(
                of("a layout shows its own blocks", "{{<l}}{{/l}}", "{}", "default")
                        .file("l", "{{$t}}default{{/t}}"),
                of("a layout without blocks", "{{<l}}{{/l}}", "{}", "text").file("l", "text"),
                of("a block is replaced", "{{<l}}{{$t}}mine{{/t}}{{/l}}", "{}", "mine")
                        .file("l", "{{$t}}default{{/t}}"),
                of("the replacement sees the data", "{{<l}}{{$t}}{{event.a}}{{/t}}{{/l}}", "{'a':'x'}", "x")
                        .file("l", "{{$t}}default{{/t}}"),
                of("the data does not replace a block", "{{<l}}{{/l}}", "{'t':'no'}", "default")
                        .file("l", "{{$t}}default{{/t}}"),
                of(
                                "a block in one place leaves another alone",
                                "{{$t}}one {{/t}}{{<l}}{{$t}}two{{/t}}{{/l}}",
                                "{}",
                                "one two")
                        .file("l", "{{$t}}default{{/t}}"),
                of("several blocks", "{{<l}}{{$b}}2{{/b}}{{$a}}1{{/a}}{{/l}}", "{}", "<1|2|c>")
                        .file("l", "<{{$a}}a{{/a}}|{{$b}}b{{/b}}|{{$c}}c{{/c}}>"),
                of("a block that the layout shows twice", "{{<l}}{{$t}}x{{/t}}{{/l}}", "{}", "x and x")
                        .file("l", "{{$t}}1{{/t}} and {{$t}}2{{/t}}"),
                of("a layout that is used twice", "{{<l}}{{$t}}1{{/t}}{{/l}}{{<l}}{{$t}}2{{/t}}{{/l}}", "{}", "(1)(2)")
                        .file("l", "({{$t}}{{/t}})"),
                of("text beside the blocks does not count", "{{<l}} this {{$t}}mine{{/t}} neither {{/l}}", "{}", "mine")
                        .file("l", "{{$t}}default{{/t}}"),
                of("a layout of a layout", "{{<m}}{{$t}}mine{{/t}}{{/m}}", "{}", "[m: mine]")
                        .file("m", "{{<l}}{{$t}}m{{/t}}{{/l}}")
                        .file("l", "[m: {{$t}}l{{/t}}]"),
                of("the middle layout's block where the template has none", "{{<m}}{{/m}}", "{}", "m")
                        .file("m", "{{<l}}{{$t}}m{{/t}}{{/l}}")
                        .file("l", "{{$t}}l{{/t}}"),
                of("a block within a middle layout's block", "{{<m}}{{$inner}}mine{{/inner}}{{/m}}", "{}", "l(mine)")
                        .file("m", "{{<l}}{{$t}}({{$inner}}m{{/inner}}){{/t}}{{/l}}")
                        .file("l", "l{{$t}}{{/t}}"),
                of(
                                "a replacement may hold a block of its own name",
                                "{{<l}}{{$t}}<{{$t}}mine{{/t}}>{{/t}}{{/l}}",
                                "{}",
                                "<mine>")
                        .file("l", "{{$t}}l{{/t}}"),
                of("a layout in a replacement", "{{<l}}{{$t}}{{<k}}{{$u}}x{{/u}}{{/k}}{{/t}}{{/l}}", "{}", "l[k(x)]")
                        .file("l", "l[{{$t}}{{/t}}]")
                        .file("k", "k({{$u}}{{/u}})"),
                of("a partial in a replacement", "{{<l}}{{$t}}{{>p}}{{/t}}{{/l}}", "{'a':'x'}", "(x)")
                        .file("l", "({{$t}}{{/t}})")
                        .file("p", "{{event.a}}"),
                of(
                                "a layout in a section",
                                "{{#event.a}}{{<l}}{{$t}}{{.}}{{/t}}{{/l}}{{/event.a}}",
                                "{'a':[1,2]}",
                                "(1)(2)")
                        .file("l", "({{$t}}{{/t}})"),
                of(
                                "a block in a section of the layout",
                                "{{<l}}{{$t}}{{n}}{{/t}}{{/l}}",
                                "{'a':[{'n':1},{'n':2}]}",
                                "12")
                        .file("l", "{{#event.a}}{{$t}}{{/t}}{{/event.a}}"),
                of("a layout takes its line", "a\n{{<l}}{{/l}}\nb\n", "{}", "a\nl\nb\n")
                        .file("l", "l\n"),
                of("a layout over lines", "{{<l}}\n{{$t}}\nmine\n{{/t}}\n{{/l}}\n", "{}", "<\nmine\n>\n")
                        .file("l", "<\n{{$t}}\n{{/t}}\n>\n"),
                of("a layout alone on its line is indented", "  {{<l}}{{/l}}\n", "{}", "  a\n  b\n")
                        .file("l", "a\nb\n"),
                of("blanks within the tags do not count", "{{< l }}{{$ t }}x{{/ t }}{{/ l }}", "{}", "(x)")
                        .file("l", "({{$ t }}{{/ t }})"));
    }

    @ParameterizedTest
    @MethodSource({"partials", "blocks", "layouts"})
    void keeps_to_the_specification(SpecCase spec) {
        spec.check();
    }
}
