package dev.triggered.templates;

import dev.triggered.TriggeredException;
import java.util.List;

/** Thrown when a campaign cannot be imported, or not be used as it is; it names every fault at once. */
public final class CampaignException extends TriggeredException {
    private static final long serialVersionUID = 1L;

    private final transient List<CampaignFault> faults;

    CampaignException(List<CampaignFault> faults) {
        super(describe(faults));
        this.faults = List.copyOf(faults);
    }

    CampaignException(CampaignFault fault, Throwable cause) {
        super(fault.toString(), cause);
        this.faults = List.of(fault);
    }

    /** Says that the whole of it cannot be read. */
    static CampaignException unreadable(String reason) {
        return new CampaignException(
                List.of(new CampaignFault(CampaignFault.Category.UNREADABLE, "file", 0, "", reason)));
    }

    /** Says that the whole of it cannot be read, and what led to that. */
    static CampaignException unreadable(String reason, Throwable cause) {
        return new CampaignException(
                new CampaignFault(CampaignFault.Category.UNREADABLE, "file", 0, "", reason), cause);
    }

    /**
     * Returns the faults.
     *
     * @return all of them, in the order in which they stand in the campaign; never empty
     */
    public List<CampaignFault> faults() {
        return faults;
    }

    private static String describe(List<CampaignFault> faults) {
        if (faults.size() == 1) {
            return faults.get(0).toString();
        }
        StringBuilder all = new StringBuilder(faults.size() + " faults:");
        faults.forEach(fault -> all.append("\n  - ").append(fault));
        return all.toString();
    }
}
