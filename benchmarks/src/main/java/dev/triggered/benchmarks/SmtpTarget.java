package dev.triggered.benchmarks;

/**
 * Where a sender sends to, and how.
 *
 * @param port the relay's port on this machine
 * @param connections how many to use at once
 * @param window how many mails may be under way on each, where the sender can
 * @param attachment whether each mail has an attachment
 */
record SmtpTarget(int port, int connections, int window, boolean attachment) {
    /** Returns this target with another window. */
    SmtpTarget window(int mails) {
        return new SmtpTarget(port, connections, mails, attachment);
    }
}
