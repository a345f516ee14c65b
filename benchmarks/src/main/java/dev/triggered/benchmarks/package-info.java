/** Measurements of throughput, latency and memory. */
@NullMarked
package dev.triggered.benchmarks;

import org.jspecify.annotations.NullMarked;
