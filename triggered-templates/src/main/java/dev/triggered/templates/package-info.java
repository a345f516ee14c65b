/** Mustache templates for subject, HTML and text. */
@NullMarked
package dev.triggered.templates;

import org.jspecify.annotations.NullMarked;
