package dev.triggered.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Postfix of the test's own, out of Debian's package, which is unpacked and neither installed nor started as a service. It listens on
 * loopback only and puts every mail for {@code example.com} into one maildir.
 *
 * <p>It takes root on Debian. Users that every Debian has stand in for those that the package would make.
 */
final class PostfixServer implements AutoCloseable {
    private static final Path PACKAGE = Path.of("target", "postfix").toAbsolutePath();
    private static final Path LIBRARIES = PACKAGE.resolve(Path.of("usr", "lib", "postfix"));
    private static final String OWNER = "uucp";
    private static final List<String> QUEUES = List.of(
            "active",
            "bounce",
            "corrupt",
            "defer",
            "deferred",
            "flush",
            "hold",
            "incoming",
            "maildrop",
            "private",
            "public",
            "saved",
            "trace");
    private static final String SETTINGS = """
            compatibility_level = 3.6
            queue_directory = %1$s/queue
            data_directory = %1$s/data
            meta_directory = %1$s/settings
            command_directory = %2$s/usr/sbin
            daemon_directory = %2$s/usr/lib/postfix/sbin
            shlib_directory = %2$s/usr/lib/postfix
            import_environment = MAIL_CONFIG LD_LIBRARY_PATH=%2$s/usr/lib/postfix
            mail_owner = uucp
            setgid_group = news
            default_privs = nobody
            maillog_file = %1$s/log
            maillog_file_prefixes = %1$s
            myhostname = postfix.example
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            smtpd_peername_lookup = no
            smtpd_recipient_restrictions = permit_mynetworks, reject
            smtpd_discard_ehlo_keywords = %3$s
            message_size_limit = 50000000
            virtual_mailbox_domains = example.com
            virtual_mailbox_base = %1$s/mail
            virtual_mailbox_maps = static:inbox/
            virtual_mailbox_limit = 0
            virtual_alias_maps =
            virtual_uid_maps = static:10
            virtual_gid_maps = static:10
            virtual_minimum_uid = 1
            local_recipient_maps =
            alias_maps =
            """;
    private static final int PATIENCE = 200;

    private final Path folder;
    private final int port;
    private final Process master;

    private PostfixServer(Path folder, int port, Process master) {
        this.folder = folder;
        this.port = port;
        this.master = master;
    }

    /** Starts one that does not offer the given keyword in EHLO; an empty one for all. */
    static PostfixServer without(String keyword) throws Exception {
        run("../benchmarks/postfix", PACKAGE.toString());
        Path folder = Files.createTempDirectory("postfix");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String queue : QUEUES) {
            own(Files.createDirectories(folder.resolve("queue").resolve(queue)));
        }
        Files.createDirectory(folder.resolve("queue").resolve("pid"));
        own(Files.createDirectory(folder.resolve("data")));
        own(Files.createDirectory(folder.resolve("mail")));
        int port = freePort();
        Path settings = Files.createDirectory(folder.resolve("settings"));
        Files.writeString(settings.resolve("main.cf"), SETTINGS.formatted(folder, PACKAGE, keyword));
        Files.writeString(settings.resolve("master.cf"), services(port));
        ProcessBuilder master = new ProcessBuilder(
                        LIBRARIES.resolve("sbin").resolve("master").toString(), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        master.environment().put("LD_LIBRARY_PATH", LIBRARIES.toString());
        PostfixServer server = new PostfixServer(folder, port, master.start());
        server.await();
        return server;
    }

    int port() {
        return port;
    }

    /** Returns the files of the mails that were delivered. */
    List<Path> mails() throws IOException {
        Path inbox = folder.resolve(Path.of("mail", "inbox", "new"));
        try (Stream<Path> files = Files.exists(inbox) ? Files.list(inbox) : Stream.empty()) {
            return files.sorted().toList();
        }
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    @Override
    public void close() throws IOException {
        master.destroy();
        try {
            master.waitFor();
            run("rm", "-r", folder.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() throws Exception {
        for (int i = 0; i < PATIENCE && master.isAlive(); i++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IllegalStateException("Postfix does not listen: " + Files.readString(folder.resolve("output")));
    }

    private static String services(int port) {
        return """
                127.0.0.1:%d inet n - n - - smtpd
                anvil unix - - n - 1 anvil
                bounce unix - - n - 0 bounce
                cleanup unix n - n - 0 cleanup
                defer unix - - n - 0 bounce
                error unix - - n - - error
                postlog unix-dgram n - n - 1 postlogd
                proxymap unix - - n - - proxymap
                qmgr unix n - n 300 1 qmgr
                retry unix - - n - - error
                rewrite unix - - n - - trivial-rewrite
                trace unix - - n - 0 bounce
                virtual unix - n n - - virtual
                """.formatted(port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static void own(Path path) throws IOException {
        UserPrincipal owner =
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OWNER);
        Files.setOwner(path, owner);
        if (!Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
            throw new IOException("the folder has another owner: " + path);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("this failed: " + String.join(" ", command));
        }
    }
}
