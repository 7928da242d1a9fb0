package dev.giteadrone.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandPrefixTest {
  @Test
  void ofSshWhereItGoesIsShown() {
    assertThat(shown("ssh", "deploy@git.my-domain.tld", "sudo", "-n", "gitea-drone-admin"))
        .isEqualTo("ssh deploy@git.my-domain.tld");
    assertThat(shown("ssh", "-Tp22", "-l", "deploy", "-i", "my key", "host", "-J", "jump", "admin"))
        .isEqualTo("ssh -p 22 -l deploy -i 'my key' host -J jump");
    assertThat(shown("ssh")).isEqualTo("ssh");
    assertThat(shown("ssh", "-p")).isEqualTo("ssh -p ''");
  }

  @Test
  void whatMayBeSecretIsNotShown() {
    assertThat(shown("ssh", "-oProxyCommand=p --key hush", "-o", "SetEnv=X=hush", "h", "X=hush"))
        .isEqualTo("ssh h");
    assertThat(shown("sshpass", "-p", "hush", "ssh", "h")).isEqualTo("sshpass (gitea.admin.cli)");
    assertThat(shown("/opt/bin/env", "X=hush", "gitea")).isEqualTo("env (gitea.admin.cli)");
  }

  @Test
  void whatToTryByHandRunsAtTheOtherEnd() {
    assertThat(new CommandPrefix(List.of("/usr/bin/ssh", "-p", "22", "h", "x")).there("true"))
        .isEqualTo("/usr/bin/ssh -p 22 h true");
    assertThat(new CommandPrefix(List.of("sudo", "-n", "gitea")).there("sudo -n -l"))
        .isEqualTo("sudo -n -l");
  }

  @Test
  void theLoginHasAllOptionsOfSshAndNotTheCommand() {
    assertThat(login("ssh", "-vp22", "-o", "X=hush", "-i", "my key", "-T", "h", "sudo", "-n", "x"))
        .containsExactly("ssh", "-vp22", "-o", "X=hush", "-i", "my key", "-T", "h");
    assertThat(login("ssh", "-vp", "22", "h")).containsExactly("ssh", "-vp", "22", "h");
    assertThat(login("ssh", "h")).containsExactly("ssh", "h");
    assertThat(login("ssh")).containsExactly("ssh");
    assertThat(login("ssh", "-p")).containsExactly("ssh", "-p");
  }

  private static List<String> login(String... words) {
    return new CommandPrefix(List.of(words)).login();
  }

  private static String shown(String... words) {
    return new CommandPrefix(List.of(words)).describe();
  }
}
