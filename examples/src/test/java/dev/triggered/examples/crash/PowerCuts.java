package dev.triggered.examples.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power is cut under the embedded store: its folder lies on a disk of its own, which is a file, and the next life starts from
 * what that file holds at the cut. What was written and not forced to the disk is lost; what was forced is kept, in its order: a
 * disk that lies about that is not shown.
 *
 * <p>Mounting a disk takes root on Linux, so that this is no part of a build: see {@code CONTRIBUTING.md}.
 */
class PowerCuts extends KillSuite {
    private static final int DISK_MEGABYTES = 128;

    @TempDir
    Path folder;

    @BeforeEach
    void mountNew() throws Exception {
        Files.createDirectory(mountPoint());
        run("truncate", "-s", DISK_MEGABYTES + "M", disk().toString());
        run("mkfs.ext4", "-q", disk().toString());
        mount();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", mountPoint().toString());
    }

    @Override
    String store() {
        return mountPoint().resolve("store").toString();
    }

    /** Stops all threads first, so that nothing is said of what comes too late for the copy. */
    @Override
    void kill(ChildJvm process) {
        try {
            process.signal("STOP");
            Awaitility.await()
                    .pollInterval(1, TimeUnit.MILLISECONDS)
                    .until(() -> allStopped(Path.of("/proc", "" + process.pid(), "task")));
            Files.copy(disk(), afterCut());
            process.kill();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void afterKill() throws Exception {
        unmount();
        Files.move(afterCut(), disk(), StandardCopyOption.REPLACE_EXISTING);
        mount();
    }

    private static boolean allStopped(Path tasks) throws IOException {
        try (Stream<Path> threads = Files.list(tasks)) {
            for (Path thread : List.copyOf(threads.toList())) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
        }
        return true;
    }

    /** Mounts it so that the file system commits when it is asked to, and not by itself. */
    private void mount() throws Exception {
        run("mount", "-o", "loop,commit=600", disk().toString(), mountPoint().toString());
    }

    private Path disk() {
        return folder.resolve("disk");
    }

    private Path afterCut() {
        return folder.resolve("disk-after-cut");
    }

    private Path mountPoint() {
        return folder.resolve("mounted");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
    }
}
