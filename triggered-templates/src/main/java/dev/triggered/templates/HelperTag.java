package dev.triggered.templates;

import java.util.ArrayList;
import java.util.List;

/**
 * A section that calls a helper, such as <code>{{#date}}{{event.paidOn}} | long{{/date}}</code>. Its format is what the
 * template itself writes after the last {@code |}; data cannot write one.
 *
 * @param section the section
 * @param body what the helper turns
 * @param format what follows the {@code |}; empty where there is none
 */
record HelperTag(Node.Section section, List<Node> body, String format) {
    static HelperTag of(Node.Section section) {
        List<Node> body = section.body();
        if (body.isEmpty() || !(body.get(body.size() - 1) instanceof Node.Text last)) {
            return new HelperTag(section, body, "");
        }
        int bar = last.text().lastIndexOf('|');
        if (bar < 0) {
            return new HelperTag(section, body, "");
        }
        List<Node> before = new ArrayList<>(body.subList(0, body.size() - 1));
        before.add(new Node.Text(last.text().substring(0, bar)));
        return new HelperTag(section, before, last.text().substring(bar + 1).strip());
    }

    /** Returns the helper with its format; one that does nothing, and a fault, if the format is not one of its own. */
    Helper bind(Faults faults) {
        if (section.inverted()) {
            faults.add(section.place(), section.name() + " is a helper, which cannot be inverted");
        }
        try {
            return Helpers.withFormat(section.name(), format);
        } catch (IllegalArgumentException e) {
            faults.add(
                    section.place(),
                    "{{#" + section.name() + "}} cannot take the format '" + format + "': " + e.getMessage());
            return (text, locale, zone) -> text;
        }
    }
}
