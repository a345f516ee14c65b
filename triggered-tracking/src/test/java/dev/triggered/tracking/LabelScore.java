package dev.triggered.tracking;

import dev.triggered.tracking.LabelledMailsTest.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often what is read is what the labels say. */
final class LabelScore {
    private static final List<String> LABELS = List.of("hard", "soft", "not a bounce");
    private static final List<String> READ = List.of("hard", "soft", "block", "delayed", "not a bounce", "nothing");

    private final Map<String, Integer> cells = new TreeMap<>();
    private final List<String> misses = new ArrayList<>();
    private int rows;
    private int classes;
    private int recipients;
    private int statuses;

    void add(List<Label> labels, Reading reading) {
        for (int i = 0; i < labels.size(); i++) {
            boolean counted = reading.recipients().size() == labels.size();
            if (i < reading.recipients().size()) {
                add(labels.get(i), counted, reading.recipients().get(i));
            } else {
                rows++;
                cells.merge(labels.get(i).kind() + "/nothing", 1, Integer::sum);
                misses.add(labels.get(i) + " was read as " + reading.kind());
            }
        }
    }

    /** The labels name no address: one is right where there are as many as labels, and it is one. A complaint may hide it. */
    private void add(Label label, boolean counted, RecipientReport report) {
        boolean address =
                counted && (report.recipient().contains("@") || label.reason().equals("feedback"));
        boolean status = label.hasStatus(report.reply().enhancedStatus());
        boolean kind = isSame(label, kind(report));
        rows++;
        recipients += address ? 1 : 0;
        statuses += status ? 1 : 0;
        classes += kind ? 1 : 0;
        cells.merge(label.kind() + "/" + kind(report), 1, Integer::sum);
        if (!address || !status || !kind) {
            misses.add(label + " was read as " + report);
        }
    }

    private static String kind(RecipientReport report) {
        if (report.action() == DeliveryAction.DELAYED) {
            return "delayed";
        }
        return switch (report.bounceClass()) {
            case HARD -> "hard";
            case SOFT -> "soft";
            case BLOCK -> "block";
            case NOT_A_BOUNCE -> "not a bounce";
        };
    }

    /** The labels call what is blocked soft, and a mail that is late expired. */
    private static boolean isSame(Label label, String read) {
        return switch (read) {
            case "block" -> label.kind().equals("soft");
            case "delayed" -> label.reason().equals("expired");
            default -> label.kind().equals(read);
        };
    }

    int rows() {
        return rows;
    }

    double shareOfClasses() {
        return (double) classes / rows;
    }

    double shareOfRecipients() {
        return (double) recipients / rows;
    }

    double shareOfStatuses() {
        return (double) statuses / rows;
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(String.format("%-14s", "label \\ read"));
        READ.forEach(read -> table.append(String.format("%14s", read)));
        for (String label : LABELS) {
            table.append(String.format("%n%-14s", label));
            READ.forEach(read -> table.append(String.format("%14d", cells.getOrDefault(label + "/" + read, 0))));
        }
        table.append(String.format(
                "%n%d recipients: class %.1f %%, recipient %.1f %%, enhanced status %.1f %%%n",
                rows, 100 * shareOfClasses(), 100 * shareOfRecipients(), 100 * shareOfStatuses()));
        misses.forEach(miss -> table.append(miss).append('\n'));
        return table.toString();
    }
}
