/** JSON that is read strictly into records, written from them, and described by them. */
@NullMarked
package dev.triggered.web.json;

import org.jspecify.annotations.NullMarked;
