package dev.triggered.spi;

/**
 * How many contacts are at a step of a program.
 *
 * @param program the name of the program
 * @param step the name of the step
 * @param contacts how many
 */
public record StepCount(String program, String step, long contacts) {}
