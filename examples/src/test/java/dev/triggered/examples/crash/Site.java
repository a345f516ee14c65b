package dev.triggered.examples.crash;

import java.time.Duration;

/**
 * Where an application runs.
 *
 * @param store the folder of its store, or a JDBC URL
 * @param lease how long a node that is not heard of keeps its messages; of no meaning to a store in a folder
 * @param relay the port of its relay
 */
record Site(String store, Duration lease, int relay) {}
