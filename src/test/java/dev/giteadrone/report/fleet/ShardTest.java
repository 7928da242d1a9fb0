package dev.giteadrone.report.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShardTest {
  private static final List<String> NAMES =
      IntStream.rangeClosed(1, 2000).mapToObj("hosts/h%04d"::formatted).toList();

  /** Machines of one run may have different versions of this program, so these stay. */
  @ParameterizedTest
  @CsvSource({
    "hosts/alpha, 1/3, 2/8",
    "hosts/beta,  1/3, 4/8",
    "hosts/gamma, 3/3, 6/8",
    "prod/eu/one, 3/3, 5/8",
    "grün,        1/3, 3/8"
  })
  void aNameBelongsToTheSameShardInEveryVersion(String name, String ofThree, String ofEight) {
    assertThat(owners(name, 3)).containsExactly(ofThree);
    assertThat(owners(name, 8)).containsExactly(ofEight);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 100})
  void eachHostBelongsToExactlyOneShard(int count) {
    assertThat(NAMES).allSatisfy(name -> assertThat(owners(name, count)).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 16})
  void shardsAreOfSimilarSize(int count) {
    double fair = (double) NAMES.size() / count;
    assertThat(shards(count))
        .allSatisfy(shard -> {
          long size = NAMES.stream().filter(shard::has).count();
          assertThat((double) size).isBetween(0.75 * fair, 1.25 * fair);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"1/1", "2/3", "9999/9999"})
  void whatIsReadIsShownAgain(String text) {
    assertThat(Shard.parse(text)).map(Shard::toString).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1/",
        "/3",
        "0/3",
        "4/3",
        "-1/3",
        "1/-3",
        "01/3",
        "1/03",
        "1/0",
        " 1/3",
        "1/3 ",
        "1 / 3",
        "1/3/5",
        "1:3",
        "a/b",
        "1/10000",
        "99999999999/99999999999",
        "١/٣"
      })
  void anythingElseIsNoShard(String text) {
    assertThat(Shard.parse(text)).isEmpty();
  }

  @Test
  void noShardIsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shard(4, 3))
        .withMessage("there is no shard 4 of 3");
    assertThatIllegalArgumentException().isThrownBy(() -> new Shard(0, 3));
  }

  private static List<String> owners(String name, int count) {
    return shards(count).stream().filter(shard -> shard.has(name)).map(Shard::toString).toList();
  }

  private static List<Shard> shards(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(index -> new Shard(index, count)).toList();
  }
}
