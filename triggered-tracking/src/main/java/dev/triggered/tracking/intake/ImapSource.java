package dev.triggered.tracking.intake;

import dev.triggered.tracking.BounceReader;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder over IMAP. A name is the mail's UID. Speaks the protocol itself, because the objects that Angus has for mails stay in memory
 * as long as their folder is open.
 */
final class ImapSource implements MailSource {
    private final Store store;
    private final IMAPFolder folder;
    private final Handled handled;
    private boolean idles;
    /** Whether the server has said that there are mails since they were last looked for. */
    private volatile boolean arrived;

    private ImapSource(Store store, IMAPFolder folder, Handled handled) {
        this.store = store;
        this.folder = folder;
        this.handled = handled;
    }

    static ImapSource open(ImapMailbox mailbox) throws IOException {
        Store store = ImapStores.connect(mailbox);
        try {
            IMAPFolder folder = (IMAPFolder) store.getFolder(mailbox.folder());
            folder.open(Folder.READ_WRITE);
            if (mailbox.handled() instanceof Handled.Moved moved) {
                create(store.getFolder(moved.folder()));
            }
            ImapSource source = new ImapSource(store, folder, mailbox.handled());
            source.run(source::begin);
            return source;
        } catch (MessagingException | RuntimeException e) {
            ImapStores.close(store);
            throw ImapStores.failed(e);
        }
    }

    private static void create(Folder target) throws MessagingException {
        if (!target.exists() && !target.create(Folder.HOLDS_MESSAGES)) {
            throw new MessagingException("there is no folder " + target.getFullName() + ", and it cannot be created");
        }
    }

    private List<Response> begin(IMAPProtocol protocol) {
        protocol.addResponseHandler(this::heard);
        idles = protocol.hasCapability("IDLE");
        return List.of();
    }

    private void heard(Response response) {
        arrived |= response instanceof IMAPResponse said && said.keyEquals("EXISTS");
    }

    @Override
    public List<String> names(Predicate<String> wanted) throws IOException {
        arrived = false;
        List<String> names = new ArrayList<>();
        for (Response response : run(protocol -> said(protocol, "UID SEARCH UNSEEN UNDELETED"))) {
            if (response instanceof IMAPResponse found && found.keyEquals("SEARCH")) {
                add(found, wanted, names);
            }
        }
        return names;
    }

    private static void add(IMAPResponse found, Predicate<String> wanted, List<String> names) {
        for (long uid = found.readLong(); uid >= 0 && names.size() < MOST_NAMES; uid = found.readLong()) {
            String name = Long.toString(uid);
            if (wanted.test(name)) {
                names.add(name);
            }
        }
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        String command = "UID FETCH " + name + " (BODY.PEEK[]<0." + BounceReader.MOST_OCTETS + ">)";
        Optional<FetchResponse> fetched = run(protocol -> said(protocol, command)).stream()
                .filter(FetchResponse.class::isInstance)
                .map(FetchResponse.class::cast)
                .filter(response -> response.getItem(BODY.class) != null)
                .findFirst();
        return fetched.isPresent() ? Optional.of(content(fetched.get())) : Optional.empty();
    }

    private static byte[] content(FetchResponse fetched) throws IOException {
        ByteArray content = fetched.getItem(BODY.class).getByteArray();
        if (content == null) {
            throw new IOException("the mail server has a mail and not its content");
        }
        return content.getNewBytes();
    }

    @Override
    public void mark(String name) throws IOException {
        run(protocol -> {
            if (handled instanceof Handled.Moved moved) {
                return move(protocol, name, moved.folder());
            }
            return handled instanceof Handled.Deleted
                    ? delete(protocol, name)
                    : said(protocol, "UID STORE " + name + " +FLAGS.SILENT (\\Seen)");
        });
    }

    private static List<Response> move(IMAPProtocol protocol, String name, String target) throws ProtocolException {
        Argument folder = new Argument();
        folder.writeString(BASE64MailboxEncoder.encode(target));
        if (protocol.hasCapability("MOVE")) {
            return said(protocol, "UID MOVE " + name, folder);
        }
        said(protocol, "UID COPY " + name, folder);
        return delete(protocol, name);
    }

    private static List<Response> delete(IMAPProtocol protocol, String name) throws ProtocolException {
        List<Response> marked = said(protocol, "UID STORE " + name + " +FLAGS.SILENT (\\Seen \\Deleted)");
        return protocol.hasCapability("UIDPLUS") ? said(protocol, "UID EXPUNGE " + name) : marked;
    }

    /** Says a command, and returns the answers; those about single mails are for the caller alone. */
    private static List<Response> said(IMAPProtocol protocol, String command) throws ProtocolException {
        return said(protocol, command, null);
    }

    private static List<Response> said(IMAPProtocol protocol, String command, @Nullable Argument argument)
            throws ProtocolException {
        List<Response> answers = List.of(protocol.command(command, argument));
        protocol.notifyResponseHandlers(answers.stream()
                .filter(answer -> !(answer instanceof FetchResponse))
                .toArray(Response[]::new));
        protocol.handleResult(answers.get(answers.size() - 1));
        return answers;
    }

    @Override
    public boolean isOpen() {
        return folder.isOpen();
    }

    @Override
    public void await(Waiting waiting, Instant until) throws IOException, InterruptedException {
        if (idles) {
            run(protocol -> idle(protocol, waiting, until));
        } else {
            waiting.until(until);
        }
    }

    /** Idles (RFC 2177) until the server says that mails have come, or the time is over. */
    private List<Response> idle(IMAPProtocol protocol, Waiting waiting, Instant until) throws ProtocolException {
        protocol.idleStart();
        Idling idling = new Idling(protocol);
        waiting.callAt(until, idling::end);
        boolean going = true;
        while (going) {
            if (arrived) {
                idling.end();
            }
            Response response = protocol.readIdleResponse();
            going = response != null && protocol.processIdleResponse(response);
        }
        idling.over();
        return List.of();
    }

    private List<Response> run(Command command) throws IOException {
        List<Response> answers = new ArrayList<>();
        try {
            folder.doCommand(protocol -> answers.addAll(command.run(protocol)));
            return answers;
        } catch (MessagingException | RuntimeException e) {
            throw ImapStores.failed(e);
        }
    }

    @Override
    public void close() {
        ImapStores.close(folder);
        ImapStores.close(store);
    }

    /** What is said while nobody else uses the connection. */
    private interface Command {
        List<Response> run(IMAPProtocol protocol) throws ProtocolException;
    }
}
