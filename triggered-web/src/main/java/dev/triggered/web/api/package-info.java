/** The resources of the HTTP API. */
@NullMarked
package dev.triggered.web.api;

import org.jspecify.annotations.NullMarked;
