package dev.giteadrone.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.server.ListedUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserListTest {
  private static final String TABLE =
      """
      2026/01/02 03:04:05 ...od/setting.go:12:Load() [W] something is old
      ID   Username Email                IsActive IsAdmin 2FA
      1    root     root@my-domain.tld   true     true    true
      2    My-Admin me@my-domain.tld     true     false   false
      7    nobody                        false    false   false
      """;

  @Test
  void findsAUserWhateverTheCaseOfItsName() {
    assertThat(UserList.find(TABLE, "root")).isEqualTo(new ListedUser.Present(true, true, true));
    assertThat(UserList.find(TABLE, "my-admin"))
        .isEqualTo(new ListedUser.Present(false, true, false));
    assertThat(UserList.find(TABLE, "nobody"))
        .isEqualTo(new ListedUser.Present(false, false, false));
  }

  @Test
  void aTableWithoutTheUserSaysThatThereIsNone() {
    assertThat(UserList.find(TABLE, "admin")).isEqualTo(new ListedUser.Absent());
    assertThat(UserList.find(TABLE, "Username")).isEqualTo(new ListedUser.Absent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1    my-admin me@my-domain.tld true true true",
        "ID Username Email IsActive\n1 my-admin me@my-domain.tld true",
        "Usage: gitea-drone-admin"
      })
  void anythingElseTellsNothing(String printed) {
    assertThat(UserList.find(printed, "my-admin")).isEqualTo(ListedUser.UNKNOWN);
  }
}
