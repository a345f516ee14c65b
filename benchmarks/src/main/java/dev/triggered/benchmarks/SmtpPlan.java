package dev.triggered.benchmarks;

import java.util.List;

/**
 * How much is measured.
 *
 * @param only the scenarios that were asked for; all of them where it is empty
 * @param quick whether only to show that it works
 */
record SmtpPlan(List<String> only, boolean quick) {
    static SmtpPlan of(List<String> arguments) {
        int at = arguments.indexOf("--only");
        List<String> only = at < 0 ? List.of() : List.of(arguments.get(at + 1).split(",", -1));
        return new SmtpPlan(only, arguments.contains("--quick"));
    }

    List<SmtpScenario> scenarios() {
        return SmtpScenario.ALL.stream()
                .filter(scenario -> only.isEmpty() ? !quick || scenario.quick() : has(scenario.name()))
                .toList();
    }

    /** Says whether a part that a quick run leaves out is measured. */
    boolean measures(String part) {
        return only.isEmpty() ? !quick : has(part);
    }

    int rounds() {
        return quick ? 1 : 3;
    }

    long millis() {
        return quick ? 500 : 1_500;
    }

    /**
     * Returns how often each sender sends before a scenario counts: most often where code of somebody is not compiled yet. That is so before
     * the first one, and where the server has no CHUNKING: ours speaks otherwise there. At a distance the connections have to be open.
     */
    int warmUps(SmtpScenario scenario) {
        boolean first = scenario.equals(scenarios().get(0));
        if (quick) {
            return first ? 5 : 1;
        }
        if (first || scenario.name().equals("loopback_pipelining_only")) {
            return 100;
        }
        return scenario.attachment() ? 10 : 1;
    }

    int postfixMails() {
        return quick ? 10_000 : 50_000;
    }

    long laneMillis() {
        return quick ? 1_000 : 2_000;
    }

    private boolean has(String name) {
        return only.contains(name);
    }
}
