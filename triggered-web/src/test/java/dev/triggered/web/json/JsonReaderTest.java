package dev.triggered.web.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.triggered.MessageState;
import dev.triggered.PlainData;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    record Basket(
            @Field("Items") List<Item> items,
            @Field(value = "When", optional = true) Instant at,
            @Field(value = "Data", optional = true) PlainData data,
            @Field(value = "Names", optional = true) Map<String, String> names,
            @Field(value = "Gift", optional = true) boolean gift) {}

    record Item(
            @Field("Name") String name,
            @Field(value = "Count", optional = true) Integer count,
            @Field(value = "State", optional = true) MessageState state,
            @Field(value = "Language", optional = true) Locale locale,
            @Field(value = "Picture", optional = true) Bytes picture) {
        Item {
            if (name.isBlank()) {
                throw new IllegalArgumentException("has a name");
            }
        }
    }

    private static Basket read(String json) {
        return JsonReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Basket.class);
    }

    @Test
    void reads_each_kind_of_value() {
        Basket basket = read(
                "{\"items\":[{\"name\":\"tea\",\"count\":2,\"state\":\"SENT\",\"locale\":\"de-AT\",\"picture\":\"AQI=\"}],"
                        + "\"at\":\"2026-01-01T00:00:00Z\",\"data\":{\"a\":{\"b\":1.50}},\"names\":{\"x\":\"y\"},\"gift\":true}");

        assertThat(basket.items().get(0).picture().array()).containsExactly(1, 2);
        assertThat(basket.items().get(0).locale()).isEqualTo(Locale.forLanguageTag("de-AT"));
        assertThat(basket.at()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(new String(basket.data().toJson(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":{\"b\":1.50}}");
        assertThat(basket.names()).containsEntry("x", "y");
        assertThat(basket.gift()).isTrue();
    }

    @Test
    void what_may_be_left_out_is_empty() {
        Basket basket = read("{\"items\":[],\"at\":null}");

        assertThat(basket).isEqualTo(new Basket(List.of(), null, PlainData.empty(), Map.of(), false));
    }

    @Test
    void finds_all_faults_at_once_and_says_where_each_is() {
        InvalidJsonException failure = catchThrowableOfType(
                InvalidJsonException.class,
                () -> read(
                        "{\"items\":[{\"nam\":\"tea\"},{\"name\":\" \"},{\"name\":3,\"count\":1.5,\"state\":\"LOST\","
                                + "\"locale\":\"???\",\"picture\":\"*\"},7],\"at\":\"soon\",\"a/b~\":1,\"gift\":\"yes\",\"names\":{\"x\":1}}"));

        assertThat(failure.faults())
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder(
                        "/items/0/nam",
                        "/items/0/name",
                        "/items/1",
                        "/items/2/name",
                        "/items/2/count",
                        "/items/2/state",
                        "/items/2/locale",
                        "/items/2/picture",
                        "/items/3",
                        "/at",
                        "/a~1b~0",
                        "/gift",
                        "/names/x");
        assertThat(failure.faults())
                .extracting(Fault::pointer, Fault::detail)
                .contains(tuple("/items/0/name", "is missing"), tuple("/items/1", "has a name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"items\":[]} x",
                "{\"items\":[],\"items\":[]}",
                "{\"items\":\"secret",
                "\u00e4",
                "{items:[]}",
                "NaN"
            })
    void what_is_no_document_is_not_quoted(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidJsonException.class)
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("secret"));
    }

    @Test
    void nesting_has_an_end() {
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(InvalidJsonException.class);
    }

    @Test
    void what_is_written_is_read_again() {
        Basket basket = new Basket(
                List.of(new Item("<script>\"'\u2028", 1, MessageState.SENT, Locale.GERMAN, null)),
                Instant.EPOCH,
                PlainData.empty().with("a", "b"),
                Map.of("x", "y"),
                true);

        assertThat(read(new String(JsonWriter.toBytes(basket), StandardCharsets.UTF_8)))
                .isEqualTo(basket);
    }
}
