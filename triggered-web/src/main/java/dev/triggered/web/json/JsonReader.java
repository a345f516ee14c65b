package dev.triggered.web.json;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a document into a record, strictly: a name that no component has is a fault, so is one that comes twice, and a value of another
 * type. All faults are found at once.
 */
public final class JsonReader {
    private static final int DEEPEST = 150;

    /** The length of a document is bounded by whoever hands it over. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonReader() {}

    /**
     * Reads a document.
     *
     * @param document the document, in UTF-8
     * @param type the type of the record, whose components have a {@link Field} each
     * @param <T> the type of the record
     * @return the record
     * @throws InvalidJsonException if it is no JSON, or another document
     * @throws UncheckedIOException if it does not come
     */
    public static <T extends Record> T read(InputStream document, Class<T> type) {
        return RecordReader.read(tree(document), type);
    }

    /** Returns the plain values of an object. */
    static Map<?, ?> map(JsonNode object) {
        return MAPPER.treeToValue(object, Map.class);
    }

    /** What it throws says where and not what, because Jackson quotes what it could not read. */
    private static JsonNode tree(InputStream document) {
        try {
            return MAPPER.readTree(document);
        } catch (JacksonIOException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            String where = place == null || place.getLineNr() < 1
                    ? ""
                    : ", at line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw new InvalidJsonException(
                    "the content is no JSON document in UTF-8, has a name twice, or is nested more" + " than " + DEEPEST
                            + " deep" + where);
        }
    }
}
