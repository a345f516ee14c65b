package dev.triggered.templates;

import dev.triggered.spi.DataPath;
import dev.triggered.templates.Helper.UnreadableException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The call of a helper at one place.
 *
 * @param name the helper's name
 * @param place where it is called
 * @param paths the values that it is called with
 * @param helper the helper, with its format
 */
record BoundHelper(String name, Place place, List<DataPath> paths, Helper helper) {
    /** Returns what the helper makes of a text; a blank one stays empty, as does one that it cannot read, which is noted. */
    String apply(String body, Rendering rendering) {
        String text = body.strip();
        if (text.isEmpty()) {
            return "";
        }
        try {
            return helper.apply(text, rendering.locale(), rendering.zone());
        } catch (UnreadableException e) {
            String asked = paths.stream().map(DataPath::path).distinct().collect(Collectors.joining(", "));
            rendering.noteUnreadable(
                    place + ": {{#" + name + "}} cannot read " + asked + ": it reads " + e.getMessage(), paths);
            return "";
        }
    }
}
