package dev.triggered.templates;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Mustache specification says of values, comments and delimiters. */
class SpecInterpolationTest {
    private static SpecCase of(String name, String template, String data, String expected) {
        return SpecCase.of(name, template, data, expected);
    }

    static Stream<SpecCase> values() {
        return Stream.of(
                of("text without tags stays", "Dear customer,\n", "{}", "Dear customer,\n"),
                of("an empty template is empty", "", "{}", ""),
                of("single braces are text", "{ event.a } { {event.a} }", "{'a':1}", "{ event.a } { {event.a} }"),
                of("closing braces alone are text", "a }} b", "{}", "a }} b"),
                of("a value takes its tag's place", "Hi {{event.who}}!", "{'who':'Ann'}", "Hi Ann!"),
                of("a value may stand at the beginning", "{{event.a}}b", "{'a':'x'}", "xb"),
                of("two values may touch", "{{event.a}}{{event.b}}", "{'a':'x','b':'y'}", "xy"),
                of("a value may come twice", "{{event.a}} {{event.a}}", "{'a':'x'}", "x x"),
                of("a value is not read again", "{{event.a}}", "{'a':'{{event.b}}','b':'no'}", "{{event.b}}"),
                of("two braces escape for HTML", "{{event.a}}", "{'a':'& < >'}", "&amp; &lt; &gt;"),
                of("double quotes are escaped", "{{event.a}}", "{'a':'\\u0022'}", "&quot;"),
                of("single quotes are escaped too", "{{event.a}}", "{'a':'\\u0027'}", "&#39;"),
                of("three braces do not escape", "{{{event.a}}}", "{'a':'<b> & \\u0022'}", "<b> & \""),
                of("an ampersand does not escape", "{{&event.a}}", "{'a':'<b> & \\u0022'}", "<b> & \""),
                of("an integer prints plainly", "{{event.a}}", "{'a':85}", "85"),
                of("an integer prints plainly in three braces", "{{{event.a}}}", "{'a':85}", "85"),
                of("an integer prints plainly after an ampersand", "{{&event.a}}", "{'a':85}", "85"),
                of("a negative number keeps its sign", "{{event.a}}", "{'a':-3}", "-3"),
                of("zero is a value", "{{event.a}}", "{'a':0}", "0"),
                of("a decimal keeps its digits", "{{event.a}}", "{'a':1.210}", "1.210"),
                of("a decimal prints plainly in three braces", "{{{event.a}}}", "{'a':1.21}", "1.21"),
                of("a decimal prints plainly after an ampersand", "{{&event.a}}", "{'a':1.21}", "1.21"),
                of("an exponent never shows", "{{event.a}}", "{'a':1e7}", "10000000"),
                of("a small number has no exponent either", "{{event.a}}", "{'a':0.00000012}", "0.00000012"),
                of("a long number is not grouped", "{{event.a}}", "{'a':12345678901234567890}", "12345678901234567890"),
                of("true prints as true", "{{event.a}}", "{'a':true}", "true"),
                of("false prints as false", "{{event.a}}", "{'a':false}", "false"),
                of("null prints nothing", "({{event.a}})", "{'a':null}", "()"),
                of("null prints nothing in three braces", "({{{event.a}}})", "{'a':null}", "()"),
                of("null prints nothing after an ampersand", "({{&event.a}})", "{'a':null}", "()"),
                of("an absent value prints nothing", "({{event.a}})", "{}", "()"),
                of("an absent value prints nothing in three braces", "({{{event.a}}})", "{}", "()"),
                of("an absent value prints nothing after an ampersand", "({{&event.a}})", "{}", "()"),
                of("an empty text is a value", "({{event.a}})", "{'a':''}", "()"),
                of("line breaks in a value stay", "{{event.a}}", "{'a':'x\\ny'}", "x\ny"),
                of("other scripts pass", "{{event.a}} ñ", "{'a':'Zoë 東京 😀'}", "Zoë 東京 😀 ñ"));
    }

    static Stream<SpecCase> paths() {
        return Stream.of(
                of("dots go down", "{{event.a.b}}", "{'a':{'b':'x'}}", "x"),
                of("dots go down in three braces", "{{{event.a.b}}}", "{'a':{'b':'<'}}", "<"),
                of("dots go down after an ampersand", "{{&event.a.b}}", "{'a':{'b':'<'}}", "<"),
                of("many dots go far", "{{event.a.b.c.d.e.f}}", "{'a':{'b':{'c':{'d':{'e':{'f':'x'}}}}}}", "x"),
                of("a broken way prints nothing", "({{event.a.b.c}})", "{'a':{}}", "()"),
                of("a way through text prints nothing", "({{event.a.b}})", "{'a':'x'}", "()"),
                of("a broken way does not start again", "({{event.a.b.c}})", "{'a':{'b':{}},'c':'no'}", "()"),
                of(
                        "a dotted name in a section starts at its first name",
                        "{{#event.a}}{{b.c}}{{/event.a}}",
                        "{'a':{'b':{'c':'x'}}}",
                        "x"),
                of(
                        "the nearest context that knows the first name decides",
                        "{{#event}}{{#a}}({{b.c}}){{/a}}{{/event}}",
                        "{'a':{'b':{}},'b':{'c':'no'}}",
                        "()"),
                of(
                        "a name with a dash, an underscore or a digit",
                        "{{event.a-b}}{{event.a_b}}{{event.1}}",
                        "{'a-b':1,'a_b':2,'1':3}",
                        "123"),
                of("a dot is the item itself", "{{#event.a}}{{.}},{{/event.a}}", "{'a':['x','y']}", "x,y,"),
                of("a dot escapes", "{{#event.a}}{{.}}{{/event.a}}", "{'a':['<']}", "&lt;"),
                of("a dot in three braces does not escape", "{{#event.a}}{{{.}}}{{/event.a}}", "{'a':['<']}", "<"),
                of("a dot after an ampersand does not escape", "{{#event.a}}{{&.}}{{/event.a}}", "{'a':['<']}", "<"),
                of(
                        "a dot prints numbers plainly",
                        "{{#event.a}}{{.}} {{/event.a}}",
                        "{'a':[1,2.50,1e3]}",
                        "1 2.50 1000 "));
    }

    static Stream<SpecCase> spaceAroundTags() {
        return Stream.of(
                of("blanks beside a value stay", "| {{event.a}} |", "{'a':'x'}", "| x |"),
                of("blanks beside three braces stay", "| {{{event.a}}} |", "{'a':'x'}", "| x |"),
                of("blanks beside an ampersand stay", "| {{&event.a}} |", "{'a':'x'}", "| x |"),
                of("a value alone on its line keeps the line", "  {{event.a}}\n", "{'a':'x'}", "  x\n"),
                of("three braces alone on their line keep it", "  {{{event.a}}}\n", "{'a':'x'}", "  x\n"),
                of("an ampersand alone on its line keeps it", "  {{&event.a}}\n", "{'a':'x'}", "  x\n"),
                of("blanks within a tag do not count", "{{  event.a  }}", "{'a':'x'}", "x"),
                of("blanks within three braces do not count", "{{{ event.a }}}", "{'a':'x'}", "x"),
                of("blanks after an ampersand do not count", "{{& event.a }}", "{'a':'x'}", "x"),
                of("a tag may be broken over lines", "{{\n  event.a\n}}", "{'a':'x'}", "x"));
    }

    static Stream<SpecCase> comments() {
        return Stream.of(
                of("a comment vanishes", "a{{! nothing }}b", "{}", "ab"),
                of("a comment may have many lines", "a{{!\n one\n two\n}}b", "{}", "ab"),
                of("a comment may hold single braces", "a{{! {x} } }}b", "{}", "ab"),
                of("a comment without blanks", "a{{!x}}b", "{}", "ab"),
                of("a comment that looks like a value", "{{!event.a}}", "{'a':'no'}", ""),
                of("a comment alone takes its line", "a\n{{! x }}\nb\n", "{}", "a\nb\n"),
                of("an indented comment alone takes its line", "a\n  {{! x }}  \nb\n", "{}", "a\nb\n"),
                of("a comment takes a line that ends with CR LF", "a\r\n{{! x }}\r\nb", "{}", "a\r\nb"),
                of("a comment takes the last line, without a break", "a\n  {{! x }}", "{}", "a\n"),
                of("a comment takes the first line", "{{! x }}\nb", "{}", "b"),
                of("a comment of many lines takes them", "a\n{{!\n x\n}}\nb\n", "{}", "a\nb\n"),
                of("an indented comment of many lines takes them", "a\n  {{!\n  x\n  }}\nb\n", "{}", "a\nb\n"),
                of("a comment within a line takes nothing", "  a {{! x }}\n", "{}", "  a \n"),
                of("blanks around a comment stay", "1 {{! x }} 2", "{}", "1  2"),
                of("two comments on a line take nothing", "{{! x }}{{! y }}\n", "{}", "\n"));
    }

    static Stream<SpecCase> delimiters() {
        return Stream.of(
                of("delimiters may change", "{{=<% %>=}}<% event.a %>", "{'a':'x'}", "x"),
                of("delimiters may be single characters", "{{=| |=}}|event.a|", "{'a':'x'}", "x"),
                of("delimiters may be long", "{{=<!-- -->=}}<!--event.a-->", "{'a':'x'}", "x"),
                of("delimiters may be signs of regular expressions", "({{=[ ]=}}[event.a])", "{'a':'x'}", "(x)"),
                of("the old delimiters are text then", "{{=| |=}}{{event.a}}", "{'a':'x'}", "{{event.a}}"),
                of("they may change back", "{{=| |=}}|event.a||={{ }}=|{{event.a}}", "{'a':'x'}", "xx"),
                of("blanks around new delimiters do not count", "{{=   @   @   =}}@event.a@", "{'a':'x'}", "x"),
                of("sections work with new delimiters", "{{=| |=}}|#event.a|y|/event.a|", "{'a':true}", "y"),
                of("inverted sections too", "{{=| |=}}|^event.a|y|/event.a|", "{'a':false}", "y"),
                of("an ampersand too", "{{=| |=}}|&event.a|", "{'a':'<'}", "<"),
                of("a third brace too", "{{=| |=}}|{event.a}|", "{'a':'<'}", "<"),
                of("comments too", "{{=| |=}}|! x |y", "{}", "y"),
                of(
                        "a change in a section holds after it",
                        "{{#event.a}}{{=| |=}}|/event.a||event.b|",
                        "{'a':true,'b':'x'}",
                        "x"),
                of(
                        "a change in a section that is not shown holds too",
                        "{{#event.a}}{{=| |=}}|/event.a||event.b|",
                        "{'a':false,'b':'x'}",
                        "x"),
                of("a partial begins with the usual ones", "{{=| |=}}|>p|", "{'a':'x'}", "{x}")
                        .file("p", "{{{event.b}}}{{=<% %>=}}{<%event.a%>}"),
                of("a partial's change ends with it", "{{>p}} {{event.a}}", "{'a':'x'}", "x x")
                        .file("p", "{{=| |=}}|event.a|"),
                of("blanks around a change stay", "| {{=@ @=}} |", "{}", "|  |"),
                of("a change alone takes its line", "a\n{{=@ @=}}\nb", "{}", "a\nb"),
                of("an indented change alone takes its line", "a\n  {{=@ @=}}\nb", "{}", "a\nb"),
                of("a change takes a line that ends with CR LF", "|\r\n{{=@ @=}}\r\n|", "{}", "|\r\n|"),
                of("a change takes the first line", "  {{=@ @=}}\n=", "{}", "="),
                of("a change takes the last line", "=\n  {{=@ @=}}", "{}", "=\n"));
    }

    @ParameterizedTest
    @MethodSource({"values", "paths", "spaceAroundTags", "comments", "delimiters"})
    void keeps_to_the_specification(SpecCase spec) {
        spec.check();
    }
}
