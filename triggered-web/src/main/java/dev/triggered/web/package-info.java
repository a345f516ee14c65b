/** The door to the web: what is served, to whom, and within which limits. */
@NullMarked
package dev.triggered.web;

import org.jspecify.annotations.NullMarked;
