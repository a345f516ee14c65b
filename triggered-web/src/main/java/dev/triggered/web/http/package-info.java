/** Requests and replies, who may ask what, and the JDK's own server. */
@NullMarked
package dev.triggered.web.http;

import org.jspecify.annotations.NullMarked;
