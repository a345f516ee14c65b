package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.net.URL;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataContractTest {
    private static final ExternalEvent EVENT = ExternalEvent.named("order-placed");

    record Item(String name, BigDecimal price) {}

    record Page<T>(List<T> rows, T first) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Order(
            String number,
            LocalDate day,
            Item main,
            List<Item> items,
            Item[] array,
            Set<? extends Item> wild,
            Optional<Item> gift,
            List<List<Optional<Item>>> nested,
            Page<Item> page) {}

    record Loose(
            Object any,
            Map<String, Item> map,
            @SuppressWarnings("rawtypes") List list,
            PlainData data,
            Optional<?> maybe,
            Marker marker) {}

    interface Marker {}

    record Category(String name, Category parent, List<Category> children) {}

    record Marriage(Spouse spouse, String place) {}

    record Spouse(Marriage marriage, String name) {}

    record OrderNumber(@JsonValue String value) {}

    record Annotated(
            @JsonProperty("order_number") String number,
            @JsonIgnore String internal,
            @JsonUnwrapped Item item,
            OrderNumber typed) {}

    @SuppressWarnings({"EffectivelyPrivate", "unused"}) // Jackson finds them
    private static final class Bean {
        public final int field = 1;

        public String getFirstName() {
            return "Jane";
        }

        public boolean isMember() {
            return true;
        }

        public Boolean isBoxed() {
            return true;
        }

        public URL getURL() {
            return null;
        }

        public Item getItem() {
            return null;
        }

        public String name() {
            return "not a property";
        }

        public void get() {}

        public String getSomething(String argument) {
            return argument;
        }

        public static String getStatic() {
            return "not a property";
        }
    }

    @Test
    void declares_nothing_unless_it_is_told_to() {
        DataContract contract = EVENT.contract();

        assertThat(contract.isDeclared()).isFalse();
        assertThat(contract.required()).isEmpty();
        assertThat(contract.gives("anything.at.all")).isTrue();
        assertThat(contract.missing(PlainData.empty())).isEmpty();
        assertThat(EVENT.requires().contract().isDeclared()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "order, true",
        "order.number, true",
        "order.voucher, true",
        "order.items, true",
        "order.items.name, true",
        "order.number.x, false",
        "order.total, false",
        "order.item, false",
        "orde, false",
        "orders, false",
        "number, false",
        "customer, false"
    })
    void gives_the_declared_paths_and_what_stands_above_them(String path, boolean given) {
        DataContract contract = EVENT.requires("order.number", "order.items.name")
                .allows("order.voucher")
                .contract();

        assertThat(contract.gives(path)).isEqualTo(given);
    }

    @Test
    void requires_what_is_required_and_not_what_is_allowed() {
        DataContract contract =
                EVENT.requires("b", "a").allows("c").requires("a").contract();

        assertThat(contract.required()).containsExactly("a", "b");
        assertThat(contract.missing(PlainData.empty())).containsExactly("a", "b");
    }

    @Test
    void lists_every_missing_path_in_order() {
        String[] paths = {"z", "y.x", "m", "b.c.d", "a"};

        assertThat(EVENT.requires(paths).contract().missing(PlainData.of(Map.of("m", 1))))
                .containsExactly("a", "b.c.d", "y.x", "z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"order\":{\"items\":[{\"name\":\"pen\"},{\"name\":\"cup\"}]}} | false",
                "{\"order\":{\"items\":{\"name\":\"pen\"}}} | false",
                "{\"order\":{\"items\":[[{\"name\":\"pen\"}],[]]}} | false",
                "{\"order\":{\"items\":[]}} | false",
                "{\"order\":[{\"items\":[{\"name\":\"\"}]}]} | false",
                "{\"order\":{\"items\":[{\"name\":false}]}} | false",
                "{\"order\":{\"items\":[{\"name\":\"pen\"},{}]}} | true",
                "{\"order\":{\"items\":[{\"name\":\"pen\"},{\"name\":null}]}} | true",
                "{\"order\":{\"items\":[{\"name\":\"pen\"},null]}} | true",
                "{\"order\":{\"items\":[{\"name\":\"pen\"},7]}} | true",
                "{\"order\":{\"items\":null}} | true",
                "{\"order\":{\"items\":\"pen\"}} | true",
                "{\"order\":{}} | true",
                "{\"order.items.name\":1} | true",
                "{} | true"
            })
    void misses_a_path_through_a_list_if_one_item_lacks_it(String json, boolean missing) {
        DataContract contract = EVENT.requires("order.items.name").contract();
        PlainData data = PlainData.fromJson(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(contract.missing(data)).isEqualTo(missing ? List.of("order.items.name") : List.of());
    }

    @Test
    void misses_a_value_that_is_null() {
        Map<String, Object> data = new HashMap<>();
        data.put("link", null);

        assertThat(EVENT.requires("link").contract().missing(PlainData.of(data)))
                .containsExactly("link");
    }

    @ParameterizedTest
    @CsvSource({
        "order, true",
        "order.number, true",
        "order.number.length, false",
        "order.day, true",
        "order.day.year, false",
        "order.main.price, true",
        "order.main.price.scale, false",
        "order.items.name, true",
        "order.items.size, false",
        "order.array.name, true",
        "order.array.length, false",
        "order.wild.name, true",
        "order.gift.name, true",
        "order.gift.present, false",
        "order.nested.name, true",
        "order.nested.nam, false",
        "order.page.rows.name, true",
        "order.page.first.price, true",
        "order.page.last, false",
        "order.hashCode, false",
        "order.class, false",
        "number, false"
    })
    void carries_the_components_of_a_record_and_theirs_in_turn(String path, boolean given) {
        assertThat(EVENT.carries("order", Order.class).contract().gives(path)).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({
        "bean.firstName, true",
        "bean.member, true",
        "bean.URL, true",
        "bean.item.name, true",
        "bean.field, true",
        "bean.uRL, false",
        "bean.url, false",
        "bean.name, false",
        "bean.class, false",
        "bean.something, false",
        "bean.static, false"
    })
    void carries_the_properties_of_a_bean(String path, boolean given) {
        assertThat(EVENT.carries("bean", Bean.class).contract().gives(path)).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "map", "list", "data", "maybe", "marker"})
    void carries_anything_below_what_says_nothing(String component) {
        DataContract contract = EVENT.carries("loose", Loose.class).contract();

        assertThat(contract.gives("loose." + component)).isTrue();
        assertThat(contract.gives("loose." + component + ".whatever.there.is")).isTrue();
        assertThat(contract.gives("loose." + component + "s")).isFalse();
        assertThat(contract.gives("loose.other")).isFalse();
    }

    @Test
    void carries_a_type_that_contains_itself() {
        DataContract contract = EVENT.carries("category", Category.class)
                .carries("marriage", Marriage.class)
                .contract();

        assertThat(contract.gives("category.parent.parent.children.name")).isTrue();
        assertThat(contract.gives("category.children.children.name")).isTrue();
        assertThat(contract.gives("category.title")).isFalse();
        assertThat(contract.gives("marriage.spouse.marriage.spouse.name")).isTrue();
        assertThat(contract.gives("marriage.spouse.age")).isFalse();
    }

    @Test
    void carries_the_names_that_jackson_writes() {
        DataContract contract = EVENT.carries("order", Annotated.class).contract();
        PlainData data = PlainData.empty()
                .with("order", new Annotated("1", "2", new Item("pen", BigDecimal.ONE), new OrderNumber("3")));

        assertThat(contract)
                .hasToString("DataContract[order, order.name, order.order_number, order.price, order.typed]");
        assertThat(pathsOf("order", data))
                .isEqualTo(Set.of("order.name", "order.order_number", "order.price", "order.typed"));
        assertThat(contract.gives("order.number")).isFalse();
        assertThat(contract.gives("order.internal")).isFalse();
        assertThat(contract.gives("order.typed.value")).isFalse();
    }

    @Test
    void carries_just_what_a_bean_turns_into() {
        DataContract contract = EVENT.carries("bean", Bean.class).contract();
        PlainData data = PlainData.empty().with("bean", new Bean());

        assertThat(pathsOf("bean", data)).allMatch(contract::gives).hasSize(6);
        assertThat(contract.toString().split(", ")).hasSize(6 + "bean, item.name, item.price".split(", ").length);
    }

    private static Set<String> pathsOf(String value, PlainData data) {
        Set<String> paths = new TreeSet<>();
        ((Map<?, ?>) data.asMap().get(value)).keySet().forEach(name -> paths.add(value + "." + name));
        return paths;
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, int.class, LocalDate.class, BigDecimal.class, Thread.State.class})
    void carries_a_single_value(Class<?> type) {
        DataContract contract = EVENT.carries("value", type).contract();

        assertThat(contract.gives("value")).isTrue();
        assertThat(contract.gives("value.below")).isFalse();
        assertThat(contract.missing(PlainData.empty())).containsExactly("value");
    }

    @Test
    void requires_the_value_that_it_carries_and_not_its_components() {
        DataContract contract = EVENT.carries("order", Order.class).contract();

        assertThat(contract.required()).containsExactly("order");
        assertThat(contract.missing(PlainData.empty())).containsExactly("order");
        assertThat(contract.missing(PlainData.of(Map.of("order", Map.of())))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ".", "a.", ".a", "a..b", "a b", "a.b c", "a\n", "a\t.b", "*", "a.*", "a.*.b", "a*"})
    void refuses_what_is_no_path(String path) {
        assertThatThrownBy(() -> EVENT.requires("fine", path)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EVENT.allows(path)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EVENT.carries(path, String.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EVENT.secret(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as order.number")
                .hasMessageNotContainingAny("\n", "\t");
    }

    @Test
    void equals_a_contract_of_the_same_paths() {
        assertThat(EVENT.requires("a").allows("b").contract())
                .isEqualTo(EVENT.allows("b").requires("a").contract())
                .hasSameHashCodeAs(EVENT.allows("b").requires("a").contract())
                .isNotEqualTo(EVENT.requires("a", "b").contract())
                .isNotEqualTo(EVENT.requires("a").contract())
                .isNotEqualTo("a");
        assertThat(EVENT.contract()).isEqualTo(ExternalEvent.named("other").contract());
    }

    @Test
    void hands_out_sets_that_nobody_can_change() {
        ExternalEvent event = EVENT.requires("a").secret("a");

        assertThat(List.of(
                        event.secrets(),
                        event.contract().required(),
                        EVENT.contract().required(),
                        EVENT.secrets()))
                .allSatisfy(set ->
                        assertThatThrownBy(() -> set.add("x")).isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void keeps_an_event_as_it_was_when_it_is_told_more() {
        ExternalEvent more =
                EVENT.requires("a").allows("b").carries("c", Item.class).secret("d", "b");

        assertThat(EVENT.contract().isDeclared()).isFalse();
        assertThat(EVENT.secrets()).isEmpty();
        assertThat(more.name()).isEqualTo("order-placed");
        assertThat(more.secrets()).containsExactly("b", "d");
        assertThat(more.contract()).hasToString("DataContract[a, b, c, c.name, c.price]");
        assertThat(more).hasToString("ExternalEvent[order-placed]");
    }

    @Test
    void equals_an_event_of_the_same_name_contract_and_secrets() {
        ExternalEvent event = EVENT.requires("a").secret("a");

        assertThat(event)
                .isEqualTo(ExternalEvent.named("order-placed").secret("a").requires("a"))
                .hasSameHashCodeAs(
                        ExternalEvent.named("order-placed").secret("a").requires("a"))
                .isNotEqualTo(EVENT)
                .isNotEqualTo(EVENT.requires("a"))
                .isNotEqualTo(ExternalEvent.named("other").requires("a").secret("a"));
    }
}
