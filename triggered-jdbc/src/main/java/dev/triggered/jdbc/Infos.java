package dev.triggered.jdbc;

import dev.triggered.EmailAddress;
import dev.triggered.MessageId;
import dev.triggered.MessageInfo;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads which message it is, from the columns id, stream, version and recipient at the beginning of a row. */
final class Infos {
    private Infos() {}

    static MessageInfo read(ResultSet rows) throws SQLException {
        return new MessageInfo(
                new MessageId(rows.getString(1)), rows.getString(2), rows.getInt(3), address(rows.getString(4)));
    }

    /** Reads an address as the column recipient has it. */
    static EmailAddress address(String recipient) {
        int at = recipient.lastIndexOf('@');
        return new EmailAddress(recipient.substring(0, at), recipient.substring(at + 1));
    }
}
