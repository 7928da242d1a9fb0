package dev.giteadrone.model.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyGroupsTest {
  private static final KeyGroups OPERATOR = KeyGroups.anyOf(List.of("op"));
  private static final KeyGroups BOTH = KeyGroups.anyOf(List.of("op", "host"));

  @Test
  void everyReaderOfTheSmallerListReadsTheLarger() {
    assertThat(BOTH.readableByReadersOf(OPERATOR)).isTrue();
    assertThat(OPERATOR.readableByReadersOf(BOTH)).isFalse();
    assertThat(BOTH.readableByReadersOf(BOTH)).isTrue();
    assertThat(KeyGroups.NONE.readableByReadersOf(BOTH)).isFalse();
    assertThat(BOTH.readableByReadersOf(KeyGroups.NONE)).isFalse();
  }

  @Test
  void oneKeyIsNotEnoughForTwoGroups() {
    KeyGroups two = new KeyGroups(List.of(List.of("op"), List.of("host")), 2);
    assertThat(two.readableByReadersOf(BOTH)).isFalse();
    assertThat(BOTH.readableByReadersOf(two)).isTrue();
    assertThat(two.readableByReadersOf(two)).isTrue();
    // One key may be in as many groups as it takes.
    KeyGroups twice = new KeyGroups(List.of(List.of("a", "op"), List.of("op", "b")), 2);
    assertThat(twice.readableByReadersOf(OPERATOR)).isTrue();
    assertThat(twice.readableByReadersOf(BOTH)).isFalse();
  }

  @Test
  void anyTwoOfThreeGroupsWillDo() {
    KeyGroups three = new KeyGroups(List.of(List.of("a"), List.of("b"), List.of("c")), 2);
    assertThat(three.readableByReadersOf(new KeyGroups(List.of(List.of("a"), List.of("b")), 2)))
        .isTrue();
    assertThat(three.readableByReadersOf(KeyGroups.anyOf(List.of("a", "b")))).isFalse();
    assertThat(KeyGroups.anyOf(List.of("a", "b")).readableByReadersOf(three)).isTrue();
    assertThat(KeyGroups.anyOf(List.of("a")).readableByReadersOf(three)).isFalse();
  }

  @Test
  void oneKeyAloneMustOpenAsManyGroupsAsItTakes() {
    assertThat(BOTH.readableWith("host"::equals)).isTrue();
    assertThat(OPERATOR.readableWith("host"::equals)).isFalse();
    assertThat(KeyGroups.NONE.readableWith(key -> true)).isFalse();
    KeyGroups two = new KeyGroups(List.of(List.of("op", "host"), List.of("host", "b")), 2);
    assertThat(two.readableWith("host"::equals)).isTrue();
    assertThat(two.readableWith("op"::equals)).isFalse();
  }

  @Test
  void knowsWhetherItTellsReadersApart() {
    assertThat(OPERATOR.single()).isTrue();
    assertThat(KeyGroups.NONE.single()).isTrue();
    assertThat(BOTH.single()).isFalse();
    assertThat(new KeyGroups(List.of(List.of("a"), List.of("b")), 2).single()).isTrue();
    assertThat(new KeyGroups(List.of(List.of("a"), List.of("b"), List.of("c")), 2).single())
        .isFalse();
  }

  @Test
  void namesKeysAndGroups() {
    assertThat(BOTH).hasToString("op, host");
    assertThat(BOTH.count()).isEqualTo("2");
    KeyGroups groups = new KeyGroups(List.of(List.of("a", "b"), List.of("c"), List.of("a")), 2);
    assertThat(groups).hasToString("2 of these 3 groups: (a, b) (c) (a)");
    assertThat(groups.count()).isEqualTo("3 keys in 3 groups, 2 of which it takes,");
    assertThat(groups.keys()).containsExactly("a", "b", "c");
  }
}
