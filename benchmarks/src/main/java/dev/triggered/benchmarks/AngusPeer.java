package dev.triggered.benchmarks;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/** Angus Mail as a careful user has it: a thread and a {@link Transport} for each connection, kept open, no delay. */
final class AngusPeer implements SmtpLoad.Peer {
    private final int port;
    private final Session session;
    private final List<Transport> open = new ArrayList<>();
    private final AtomicLong ids = new AtomicLong();

    /** Kept like the connections, because what a thread allocated is forgotten when it ends. */
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    AngusPeer(int port) {
        this.port = port;
        Properties settings = new Properties();
        settings.put("mail.smtp.socketFactory", new NoDelay());
        settings.put("mail.smtp.socketFactory.fallback", "false");
        settings.put("mail.smtp.localhost", "localhost");
        this.session = Session.getInstance(settings);
    }

    @Override
    public long send(int connections, Duration time) {
        AtomicLong accepted = new AtomicLong();
        List<Future<?>> ended = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        try {
            while (open.size() < connections) {
                Transport transport = session.getTransport("smtp");
                transport.connect("127.0.0.1", port, null, null);
                open.add(transport);
            }
            for (Transport transport : open.subList(0, connections)) {
                ended.add(threads.submit(() -> sendUntil(end, transport, accepted)));
            }
            for (Future<?> one : ended) {
                one.get();
            }
        } catch (MessagingException | ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return accepted.get();
    }

    private void sendUntil(long end, Transport transport, AtomicLong accepted) {
        try {
            while (System.nanoTime() < end) {
                MimeMessage mail = mail();
                transport.sendMessage(mail, mail.getAllRecipients());
                accepted.incrementAndGet();
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // what Jakarta Mail takes
    private MimeMessage mail() throws MessagingException, IOException {
        long number = ids.incrementAndGet();
        MimeMessage mail = new Numbered(session, number);
        mail.setFrom(new InternetAddress("orders@notify.acme.example", "Acme Orders"));
        mail.setRecipients(
                Message.RecipientType.TO,
                new Address[] {new InternetAddress("jane" + number + "@example.com", "Jane Doe")});
        mail.setSubject(SampleText.SUBJECT, "UTF-8");
        mail.setSentDate(Date.from(Instant.now()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(SampleText.TEXT, "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(SampleText.HTML, "UTF-8", "html");
        mail.setContent(new MimeMultipart("alternative", text, html));
        mail.saveChanges();
        return mail;
    }

    private static final class Numbered extends MimeMessage {
        private final long number;

        Numbered(Session session, long number) {
            super(session);
            this.number = number;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + number + "@notify.acme.example>");
        }
    }

    private static final class NoDelay extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw new IOException("connect by yourself");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            throw new IOException("connect by yourself");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw new IOException("connect by yourself");
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            throw new IOException("connect by yourself");
        }
    }
}
