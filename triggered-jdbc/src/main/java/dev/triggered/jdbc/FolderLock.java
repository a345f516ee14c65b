package dev.triggered.jdbc;

import dev.triggered.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sign on a folder that a process uses it, which the operating system takes down with the process. The lock stands far behind
 * the end of its file, so that others can read there who holds it.
 */
final class FolderLock implements AutoCloseable {
    /** On POSIX, closing any channel of a file gives up all locks of the process on it: so no second one may be opened. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final long POSITION = Long.MAX_VALUE - 1;

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes a folder, which exists, for this process. */
    static FolderLock on(Path folder) throws IOException {
        Path file = folder.toRealPath().resolve("triggered.lock");
        if (!HELD_HERE.add(file)) {
            throw StoreException.lasting("the store in " + folder + " is open in this process already, "
                    + ProcessHandle.current().pid()
                    + ": use one store for one folder, and close it before opening another");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(POSITION, 1, false);
            if (lock == null) {
                throw StoreException.lasting("the store in " + folder + " is in use by " + Files.readString(file)
                        + ": one process at a time may open it; end that one, or use another folder");
            }
            write(channel, self());
            return new FolderLock(file, channel);
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(file);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(file);
        }
    }

    private static void write(FileChannel channel, String owner) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8));
        channel.truncate(0);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Names this process by its number and its main class; arguments may be secret. */
    private static String self() {
        String command = System.getProperty("sun.java.command", "").strip();
        String program = command.isEmpty() ? "a Java program" : command.split("\\s", 2)[0];
        return "process " + ProcessHandle.current().pid() + " (" + program + ")";
    }
}
