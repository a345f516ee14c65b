package dev.triggered.templates;

import dev.triggered.MailContent;
import dev.triggered.TemplateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a source has, by name, kind and locale, as it was at one moment; reads each file once. Used by one thread. */
final class Catalog {
    private static final String FOLDERS_AND_NAME = "[A-Za-z0-9-]+(?:/[A-Za-z0-9-]+)*";
    private static final Pattern NAME = Pattern.compile(FOLDERS_AND_NAME);

    /** The name of a content's own parts, which is none that a template could have or name. */
    static final String CONTENT = "/";

    private static final Pattern KEY =
            Pattern.compile("(" + CONTENT + "|" + FOLDERS_AND_NAME + ")(_[^./]*)?\\.(subject|html|text)");
    private static final ResourceBundle.Control FALL_BACK =
            ResourceBundle.Control.getControl(ResourceBundle.Control.FORMAT_DEFAULT);

    private final TemplateSource source;
    private final Map<Slot, Map<Locale, String>> keys = new HashMap<>();
    private final Map<String, List<String>> misnamed = new HashMap<>();
    private final Set<Locale> locales = new LinkedHashSet<>();
    private final Map<String, String> texts = new HashMap<>();

    private record Slot(String name, Kind kind) {}

    /**
     * A file that was found.
     *
     * @param key its key
     * @param distance how far its locale is from the one that was asked for; the nearest is 0
     */
    record Found(String key, int distance) {}

    Catalog(TemplateSource source) {
        this.source = source;
        try {
            source.keys().stream().sorted().forEach(this::register);
        } catch (IOException e) {
            throw new TemplateException("the templates cannot be listed: " + e, e);
        }
    }

    /** Says whether a name can be that of a template: it then leads nowhere but down. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Says whether a key names a part, such as {@code order_de.html}. */
    static boolean isKey(String key) {
        Matcher parts = KEY.matcher(key);
        return parts.matches() && !parts.group(1).equals(CONTENT) && MailContent.isKey(contentKey(parts));
    }

    /** Returns the key under which a part of a content is found, for a key such as {@code html_de}. */
    static String keyOfContent(String key) {
        int suffix = key.indexOf('_');
        return suffix < 0 ? CONTENT + "." + key : CONTENT + key.substring(suffix) + "." + key.substring(0, suffix);
    }

    /** Returns what the key of a part, which is one, is in a content: {@code html_de} for {@code order_de.html}. */
    static String contentKey(String key) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no key of a part: " + key);
        }
        return contentKey(parts);
    }

    private static String contentKey(Matcher parts) {
        return parts.group(3) + Objects.requireNonNullElse(parts.group(2), "");
    }

    private void register(String key) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            return;
        }
        String suffix = parts.group(2);
        if (!MailContent.isKey(contentKey(parts))) {
            misnamed.computeIfAbsent(parts.group(1), name -> new ArrayList<>()).add(key);
            return;
        }
        Locale locale = suffix == null
                ? Locale.ROOT
                : Locale.forLanguageTag(suffix.substring(1).replace('_', '-'));
        locales.add(locale);
        keys.computeIfAbsent(new Slot(parts.group(1), Kind.of(parts.group(3))), slot -> new HashMap<>())
                .put(locale, key);
    }

    /** Returns the locales of all files, the root one among them. */
    Set<Locale> locales() {
        Set<Locale> all = new LinkedHashSet<>(locales);
        all.add(Locale.ROOT);
        return all;
    }

    /** Returns a locale and those that it falls back to, from the nearest to the root. */
    static List<Locale> fallBack(Locale locale) {
        return FALL_BACK.getCandidateLocales("mail", locale);
    }

    @Nullable
    Found find(String name, Kind kind, List<Locale> locales) {
        Map<Locale, String> variants = keys.getOrDefault(new Slot(name, kind), Map.of());
        for (int i = 0; i < locales.size(); i++) {
            String key = variants.get(locales.get(i));
            if (key != null) {
                return new Found(key, i);
            }
        }
        return null;
    }

    /** Notes the files whose name looks like a variant of a template, and is none. */
    void reportMisnamed(String name, Faults faults) {
        misnamed.getOrDefault(name, List.of())
                .forEach(key -> faults.add(
                        source.display(key), "what follows '_' is no locale: write _de, _de_AT or _zh_Hant_TW"));
    }

    /** Returns the texts of all parts of a template, by what their keys are in a content. */
    Map<String, String> partsOf(String name, Faults faults) {
        Map<String, String> parts = new HashMap<>();
        for (Kind kind : Kind.values()) {
            keys.getOrDefault(new Slot(name, kind), Map.of())
                    .values()
                    .forEach(key -> parts.put(contentKey(key), read(key, faults)));
        }
        return parts;
    }

    String display(String key) {
        return source.display(key);
    }

    /** Returns the text of a file; empty, and a fault, if it cannot be read. */
    String read(String key, Faults faults) {
        return texts.computeIfAbsent(key, asked -> {
            try {
                return source.read(asked);
            } catch (IOException e) {
                faults.add(source.display(asked), "cannot be read: " + e.getMessage());
                return "";
            }
        });
    }
}
