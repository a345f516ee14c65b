package dev.triggered.templates;

import dev.triggered.templates.CampaignFault.Category;
import dev.triggered.templates.PlaceholderScanner.Token;
import java.util.ArrayList;
import java.util.List;

/** What was found to be wrong with one part of a campaign: the first faults, and how many there are. */
final class Findings {
    private static final int MOST = 100;

    private final String part;
    private final List<CampaignFault> faults = new ArrayList<>();
    private int others;

    Findings(String part) {
        this.part = part;
    }

    void add(Category category, String text, String reason) {
        add(category, 0, text, reason);
    }

    void add(Category category, int line, String text, String reason) {
        if (faults.size() < MOST) {
            faults.add(new CampaignFault(category, part, line, text, reason));
        } else {
            others++;
        }
    }

    void untranslated(Token token, String reason) {
        add(Category.UNTRANSLATED, token.line(), token.raw(), reason);
    }

    List<CampaignFault> all() {
        if (others == 0) {
            return List.copyOf(faults);
        }
        List<CampaignFault> all = new ArrayList<>(faults);
        CampaignFault last = faults.get(MOST - 1);
        all.add(new CampaignFault(last.category(), part, 0, "", "has " + others + " faults more"));
        return all;
    }
}
