/** The dashboard: pages for people, made on the server. */
@NullMarked
package dev.triggered.web.page;

import org.jspecify.annotations.NullMarked;
