package dev.triggered.templates;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** The resources below a root of the class path, in folders and in jars (which need entries for their folders). */
final class ClasspathSource implements TemplateSource {
    private static final String EXTENSION = FolderSource.EXTENSION;

    private final String prefix;
    private final ClassLoader loader;

    /** Creates a source with a root such as {@code mail} or {@code com/acme/mail}. */
    ClasspathSource(String root, ClassLoader loader) {
        this.prefix = root + "/";
        this.loader = loader;
    }

    @Override
    public Set<String> keys() throws IOException {
        Set<String> keys = new LinkedHashSet<>();
        for (URL url : Collections.list(loader.getResources(prefix))) {
            keys.addAll(keysAt(url));
        }
        return keys;
    }

    @Override
    public String read(String key) throws IOException {
        try (InputStream resource = loader.getResourceAsStream(prefix + key + EXTENSION)) {
            if (resource == null) {
                throw new IOException("it is gone");
            }
            return Utf8.decode(resource.readAllBytes());
        }
    }

    @Override
    public String display(String key) {
        return prefix + key + EXTENSION;
    }

    private static Set<String> keysAt(URL url) throws IOException {
        if (!url.getProtocol().equals("jar")) {
            return new FolderSource(pathOf(url)).keys();
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        if (!(connection instanceof JarURLConnection jar)) {
            throw new IOException("cannot list " + url);
        }
        try (JarFile file = jar.getJarFile()) {
            return keysIn(file, jar.getEntryName());
        }
    }

    private static Set<String> keysIn(JarFile file, String folder) {
        Set<String> keys = new LinkedHashSet<>();
        String below = folder.endsWith("/") ? folder : folder + "/";
        file.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(below) && name.endsWith(EXTENSION))
                .forEach(name -> keys.add(name.substring(below.length(), name.length() - EXTENSION.length())));
        return keys;
    }

    private static Path pathOf(URL url) throws IOException {
        try {
            return Path.of(new URI(url.toString()));
        } catch (URISyntaxException | FileSystemNotFoundException | IllegalArgumentException e) {
            throw new IOException("cannot list " + url + ": put the templates into a folder", e);
        }
    }
}
