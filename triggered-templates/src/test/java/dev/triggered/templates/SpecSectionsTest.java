package dev.triggered.templates;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Mustache specification says of sections and inverted sections. */
class SpecSectionsTest {
    private static SpecCase of(String name, String template, String data, String expected) {
        return SpecCase.of(name, template, data, expected);
    }

    static Stream<SpecCase> conditions() {
        return Stream.of(
                of("true shows its section", "{{#event.a}}x{{/event.a}}", "{'a':true}", "x"),
                of("false hides it", "{{#event.a}}x{{/event.a}}", "{'a':false}", ""),
                of("null hides it", "{{#event.a}}x{{/event.a}}", "{'a':null}", ""),
                of("an absent value hides it", "{{#event.a}}x{{/event.a}}", "{}", ""),
                of("an absent way hides it", "{{#event.a.b.c}}x{{/event.a.b.c}}", "{'a':{}}", ""),
                of("text shows it", "{{#event.a}}({{.}}){{/event.a}}", "{'a':'y'}", "(y)"),
                of("a number shows it", "{{#event.a}}({{.}}){{/event.a}}", "{'a':7}", "(7)"),
                of("zero shows it", "{{#event.a}}({{.}}){{/event.a}}", "{'a':0}", "(0)"),
                of("empty text hides it, which is our choice", "{{#event.a}}x{{/event.a}}", "{'a':''}", ""),
                of("an empty map shows it", "{{#event.a}}x{{/event.a}}", "{'a':{}}", "x"),
                of("a way may end in a condition", "{{#event.a.b}}x{{/event.a.b}}", "{'a':{'b':true}}", "x"),
                of(
                        "two sections may have one name",
                        "{{#event.a}}1{{/event.a}}2{{#event.a}}3{{/event.a}}",
                        "{'a':true}",
                        "123"),
                of(
                        "sections may nest",
                        "|A{{#event.a}}B{{#event.a}}C{{/event.a}}D{{/event.a}}E|",
                        "{'a':true}",
                        "|ABCDE|"),
                of(
                        "a hidden section hides what is in it",
                        "|A{{#event.a}}B{{#event.b}}C{{/event.b}}{{/event.a}}E|",
                        "{'a':false,'b':true}",
                        "|AE|"));
    }

    static Stream<SpecCase> inverted() {
        return Stream.of(
                of("false shows an inverted section", "{{^event.a}}x{{/event.a}}", "{'a':false}", "x"),
                of("true hides it", "{{^event.a}}x{{/event.a}}", "{'a':true}", ""),
                of("null shows it", "{{^event.a}}x{{/event.a}}", "{'a':null}", "x"),
                of("an absent value shows it", "{{^event.a}}x{{/event.a}}", "{}", "x"),
                of("an absent way shows it", "{{^event.a.b.c}}x{{/event.a.b.c}}", "{'a':{}}", "x"),
                of("a map hides it", "{{^event.a}}x{{/event.a}}", "{'a':{'b':1}}", ""),
                of("a list with items hides it", "{{^event.a}}x{{/event.a}}", "{'a':[1]}", ""),
                of("an empty list shows it", "{{^event.a}}x{{/event.a}}", "{'a':[]}", "x"),
                of("zero hides it", "{{^event.a}}x{{/event.a}}", "{'a':0}", ""),
                of("empty text shows it, which is our choice", "{{^event.a}}x{{/event.a}}", "{'a':''}", "x"),
                of("two of one name", "{{^event.a}}1{{/event.a}}2{{^event.a}}3{{/event.a}}", "{'a':false}", "123"),
                of(
                        "they may nest",
                        "|A{{^event.a}}B{{^event.a}}C{{/event.a}}D{{/event.a}}E|",
                        "{'a':false}",
                        "|ABCDE|"),
                of(
                        "a hidden one hides what is in it",
                        "|A{{^event.a}}B{{^event.b}}C{{/event.b}}{{/event.a}}E|",
                        "{'a':true}",
                        "|AE|"),
                of(
                        "a section and its opposite",
                        "{{#event.a}}yes{{/event.a}}{{^event.a}}no{{/event.a}}",
                        "{'a':[]}",
                        "no"));
    }

    static Stream<SpecCase> contexts() {
        return Stream.of(
                of("a map is the context", "{{#event.a}}{{b}}{{/event.a}}", "{'a':{'b':'x'}}", "x"),
                of("outer contexts are seen", "{{#event}}{{#a}}{{b}}{{/a}}{{/event}}", "{'a':{},'b':'x'}", "x"),
                of(
                        "inner contexts come first",
                        "{{#event}}{{#a}}{{b}}{{/a}}{{/event}}",
                        "{'a':{'b':'in'},'b':'out'}",
                        "in"),
                of(
                        "a null in the inner context hides the outer value",
                        "{{#event}}{{#a}}({{b}}){{/a}}{{/event}}",
                        "{'a':{'b':null},'b':'out'}",
                        "()"),
                of(
                        "a condition is no obstacle to outer names",
                        "{{#event}}{{#a}}{{b}}{{/a}}{{/event}}",
                        "{'a':true,'b':'x'}",
                        "x"),
                of(
                        "a text is no obstacle to outer names",
                        "{{#event}}{{#a}}{{.}}{{b}}{{/a}}{{/event}}",
                        "{'a':'t','b':'x'}",
                        "tx"),
                of(
                        "deep contexts see all above them",
                        "{{#event}}{{#a}}{{one}}{{#b}}{{one}}{{two}}{{#c}}{{one}}{{two}}{{three}}{{/c}}{{/b}}{{/a}}{{/event}}",
                        "{'a':{'one':1},'b':{'two':2},'c':{'three':3}}",
                        "112123"),
                of(
                        "a context ends with its section",
                        "{{#event.a}}{{b}}{{/event.a}}({{event.b}})",
                        "{'a':{'b':'x'}}",
                        "x()"));
    }

    static Stream<SpecCase> lists() {
        return Stream.of(
                of(
                        "a list repeats its section",
                        "{{#event.a}}{{n}}{{/event.a}}",
                        "{'a':[{'n':1},{'n':2},{'n':3}]}",
                        "123"),
                of("an empty list shows nothing", "{{#event.a}}x{{/event.a}}", "{'a':[]}", ""),
                of("a list of texts", "{{#event.a}}({{.}}){{/event.a}}", "{'a':['a','b','c']}", "(a)(b)(c)"),
                of("a list of numbers", "{{#event.a}}({{.}}){{/event.a}}", "{'a':[1,2.5,3]}", "(1)(2.5)(3)"),
                of("a list of lists", "{{#event.a}}({{#.}}{{.}}{{/.}}){{/event.a}}", "{'a':[[1,2],['b']]}", "(12)(b)"),
                of("an item that is null", "{{#event.a}}({{.}}){{/event.a}}", "{'a':[1,null,2]}", "(1)()(2)"),
                of(
                        "a list within each item",
                        "{{#event.a}}{{n}}:{{#b}}{{.}}{{/b}};{{/event.a}}",
                        "{'a':[{'n':1,'b':['x','y']},{'n':2,'b':[]}]}",
                        "1:xy;2:;"),
                of("a dotted list", "{{#event.a.b}}{{.}}{{/event.a.b}}", "{'a':{'b':[1,2]}}", "12"),
                of(
                        "a dot may be a condition",
                        "{{#event.a}}{{#.}}{{.}}{{/.}}{{^.}}-{{/.}}{{/event.a}}",
                        "{'a':['x','',false]}",
                        "x--"),
                of(
                        "an item sees what is outside",
                        "{{#event}}{{#a}}{{n}}{{b}}{{/a}}{{/event}}",
                        "{'a':[{'n':1},{'n':2}],'b':'x'}",
                        "1x2x"));
    }

    static Stream<SpecCase> lines() {
        return Stream.of(
                of("blanks around a section stay", " | {{#event.a}}\t|\t{{/event.a}} | ", "{'a':true}", " | \t|\t | "),
                of(
                        "blanks within a section stay",
                        " | {{#event.a}} {{! x }}\n {{/event.a}} | ",
                        "{'a':true}",
                        " |  \n  | "),
                of(
                        "sections on one line keep it",
                        " {{#event.a}}Y{{/event.a}}\n {{#event.a}}G{{/event.a}}\n",
                        "{'a':true}",
                        " Y\n G\n"),
                of("tags alone take their lines", "a\n{{#event.a}}\nb\n{{/event.a}}\nc\n", "{'a':true}", "a\nb\nc\n"),
                of(
                        "indented tags alone take their lines",
                        "a\n  {{#event.a}}\nb\n  {{/event.a}}\nc\n",
                        "{'a':true}",
                        "a\nb\nc\n"),
                of(
                        "tags take lines that end with CR LF",
                        "|\r\n{{#event.a}}\r\n{{/event.a}}\r\n|",
                        "{'a':true}",
                        "|\r\n|"),
                of("a tag takes the first line", "  {{#event.a}}\n#{{/event.a}}\n/", "{'a':true}", "#\n/"),
                of("a tag takes the last line", "#{{#event.a}}\n/\n  {{/event.a}}", "{'a':true}", "#\n/\n"),
                of("blanks after a tag go with its line", "{{#event.a}}  \nb\n{{/event.a}}\t\n", "{'a':true}", "b\n"),
                of("blanks within tags do not count", "|{{# event.a }}={{/ event.a }}|", "{'a':true}", "|=|"),
                of(
                        "inverted tags alone take their lines",
                        "a\n{{^event.a}}\nb\n{{/event.a}}\nc\n",
                        "{'a':false}",
                        "a\nb\nc\n"),
                of(
                        "indented inverted tags too",
                        "a\n  {{^event.a}}\nb\n  {{/event.a}}\nc\n",
                        "{'a':false}",
                        "a\nb\nc\n"),
                of("inverted tags and CR LF", "|\r\n{{^event.a}}\r\n{{/event.a}}\r\n|", "{'a':false}", "|\r\n|"),
                of("an inverted tag takes the first line", "  {{^event.a}}\n^{{/event.a}}\n/", "{'a':false}", "^\n/"),
                of("an inverted tag takes the last line", "^{{^event.a}}\n/\n  {{/event.a}}", "{'a':false}", "^\n/\n"),
                of(
                        "blanks around an inverted section stay",
                        " | {{^event.a}}\t|\t{{/event.a}} | ",
                        "{'a':false}",
                        " | \t|\t | "),
                of("blanks within inverted tags do not count", "|{{^ event.a }}={{/ event.a }}|", "{'a':false}", "|=|"),
                of(
                        "nested tags alone take their lines",
                        "{{#event.a}}\n{{#event.b}}\nx\n{{/event.b}}\n{{/event.a}}\n",
                        "{'a':true,'b':[1,2]}",
                        "x\nx\n"),
                of("a list repeats its lines", "{{#event.a}}\n- {{.}}\n{{/event.a}}\n", "{'a':[1,2]}", "- 1\n- 2\n"));
    }

    @ParameterizedTest
    @MethodSource({"conditions", "inverted", "contexts", "lists", "lines"})
    void keeps_to_the_specification(SpecCase spec) {
        spec.check();
    }
}
