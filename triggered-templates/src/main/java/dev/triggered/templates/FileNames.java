package dev.triggered.templates;

import dev.triggered.Attachment;
import dev.triggered.InvalidDataException;
import java.util.regex.Pattern;

/** Makes files of a campaign that can go with a mail, whatever they were called. */
final class FileNames {
    private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");
    private static final Pattern FOLDERS = Pattern.compile("(?s).*[/\\\\]");
    private static final int LONGEST = 150;

    private FileNames() {}

    /** Returns a file under its name, as far as that is safe, or else under another one. */
    static Attachment file(String name, String otherName, String type, byte[] bytes) {
        String safe = UNSAFE.matcher(FOLDERS.matcher(name).replaceFirst(""))
                .replaceAll("")
                .strip();
        String end = safe.substring(Math.max(0, safe.length() - LONGEST));
        Attachment file;
        try {
            file = Attachment.of(end, bytes);
        } catch (InvalidDataException e) {
            file = Attachment.of(otherName, bytes);
        }
        try {
            return type.isEmpty() ? file : file.type(type);
        } catch (InvalidDataException e) {
            return file;
        }
    }
}
