package dev.triggered.templates;

import dev.triggered.Attachment;
import dev.triggered.InvalidDataException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The content ids of the images of a campaign, no two of which are alike. Used by one thread. */
final class ContentIds {
    private static final Pattern UNUSABLE = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final int LONGEST = 100;

    private final Set<String> taken = new HashSet<>();

    /** Returns an attachment as an image: under this id if that can be one and is free, or else under one like it. */
    Attachment inline(Attachment image, String wanted) {
        if (!taken.contains(wanted)) {
            try {
                Attachment inline = image.inline(wanted);
                taken.add(wanted);
                return inline;
            } catch (InvalidDataException e) {
                return image.inline(free(wanted));
            }
        }
        return image.inline(free(wanted));
    }

    private String free(String wanted) {
        String base = UNUSABLE.matcher(wanted).replaceAll("-").toLowerCase(Locale.ROOT);
        String stem = base.substring(Math.max(0, base.length() - LONGEST));
        String id = stem.isEmpty() ? "image" : stem;
        for (int i = 2; !taken.add(id); i++) {
            id = stem + "-" + i;
        }
        return id;
    }
}
