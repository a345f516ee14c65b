package dev.triggered.benchmarks;

final class StoreBenchmark {
    private StoreBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (PostgresServer server = PostgresServer.start(java.nio.file.Path.of("benchmarks", "target", "postgres"))) {
            System.out.println("PostgreSQL " + server.version());
            String db = arguments[0].toLowerCase(java.util.Locale.ROOT).replace("-", "_");
            String place = arguments[0].startsWith("embedded") ? "benchmarks/target/embedded" : server.database(db);
            java.util.List<String> opts = java.util.Arrays.asList(arguments[1].split(",", -1));
            try (ChildProcess child = ChildProcess.start(opts, StoreLoad.class, arguments[0], place)) {
                System.out.println(child.answer());
                for (int i = 2; i < arguments.length; i++) {
                    if (arguments[i].equals("settle")) {
                        server.settle(db);
                        continue;
                    }
                    long cpu = server.cpuNanos();
                    String answer = child.ask(arguments[i]);
                    String[] w = answer.split(" ", -1);
                    String more = arguments[i].startsWith("accept") ? " " + Long.parseLong(w[0]) * 1e9 / Long.parseLong(w[1])
                        : arguments[i].startsWith("drain") || arguments[i].startsWith("end") ? " " + Long.parseLong(arguments[i].substring(arguments[i].lastIndexOf(' ') + 1)) * 1e9 / Long.parseLong(w[0]) : "";
                    System.out.println(arguments[i] + ": " + answer + " pgcpu " + (server.cpuNanos() - cpu) + more);
                }
            }
        }
    }
}
