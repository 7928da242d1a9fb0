package dev.giteadrone.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.model.result.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesTest {
  @TempDir Path temp;

  @Test
  void takesTheYamlFilesOfAFolderAndTheDefaultNameBelow() throws Exception {
    write("hosts/b.yml", "hosts/a.yaml", "hosts/notes.txt", "hosts/.hidden.yaml");
    write("hosts/c/gitea-drone.yaml", "hosts/c/other.yaml", "hosts/.git/gitea-drone.yaml");
    assertThat(names("hosts")).containsExactly("hosts/a", "hosts/b", "hosts/c");
  }

  @Test
  void refusesAFolderWithoutConfigurations() throws Exception {
    write("empty/notes.txt");
    refuses("empty", "empty has no YAML file");
  }

  @Test
  void takesTheFilesThatAGlobMatches() throws Exception {
    write("hosts/a.yaml", "hosts/b.yaml", "hosts/.c.yaml", "hosts/deep/d.yaml");
    assertThat(names("hosts/*.yaml")).containsExactly("hosts/a", "hosts/b");
    assertThat(names("hosts/{b,x}.yaml")).containsExactly("hosts/b");
    assertThat(names("./hosts/[a]*")).containsExactly("hosts/a");
    assertThat(names(temp + "/hosts/?.yaml")).containsExactly("hosts/a", "hosts/b");
    assertThat(names("**.yaml")).containsExactly("hosts/a", "hosts/b", "hosts/deep/d");
    assertThat(names("hosts/**/d.yaml")).containsExactly("hosts/deep/d");
    refuses("hosts/*.json", "no file matches hosts/*.json");
    refuses("none/*.yaml", "no file matches none/*.yaml");
  }

  @Test
  void takesAFileThatIsMissing() {
    assertThat(names("none.yaml")).containsExactly("none");
    assertThat(new HostFiles(temp).isMany(List.of("none.yaml"))).isFalse();
  }

  @Test
  void namesTwoFilesOfOneNameInFull() throws Exception {
    write("a.yaml", "a.yml");
    assertThat(names("a.yaml", "a.yml")).containsExactly("a.yaml", "a.yml");
  }

  @Test
  void givesNoTwoFilesOneName() throws Exception {
    write("a.yaml", "a.yml", "a.yaml.yaml", ".yaml");
    assertThat(names("a.yaml", "a.yml", "a.yaml.yaml", ".yaml"))
        .containsExactly(".yaml", "a.yaml", "a.yaml.yaml", "a.yml");
  }

  @Test
  void takesTheSameFileOnce() throws Exception {
    write("hosts/a.yaml");
    Files.createSymbolicLink(temp.resolve("also.yaml"), temp.resolve("hosts/a.yaml"));
    assertThat(names("also.yaml", "hosts", "./hosts/../hosts/a.yaml")).containsExactly("hosts/a");
  }

  @Test
  void readsNoWildcardInTheWorkingDirectory() throws Exception {
    write("we[b]x/hosts/a.yaml");
    HostFiles files = new HostFiles(temp.resolve("we[b]x"));
    assertThat(files.find(List.of("hosts/*.yaml")))
        .extracting(HostFile::name)
        .containsExactly("hosts/a");
  }

  @Test
  void readsNoWildcardInAFolderThatHasThisName() throws Exception {
    write("we[b]x/a.yaml");
    assertThat(names("we[b]x/*.yaml")).containsExactly("we[b]x/a");
    assertThat(names("we[b]x/none.yaml")).containsExactly("we[b]x/none");
  }

  @Test
  void saysWhatIsWrongWithAGlob() throws Exception {
    write("real/a.yaml", "real/b.yaml");
    refuses("real/[a.yaml", "real/[a.yaml is not a correct glob: Missing ']");
    refuses("real/{a.yaml", "real/{a.yaml is not a correct glob: Missing '}");
    refuses("real/*/../a.yaml", "real/*/../a.yaml is not a correct glob: '..' is after a wildcard");
    assertThat(names("real/../real/./*.yaml")).containsExactly("real/a", "real/b");
  }

  @Test
  void followsLinksToFolders() throws Exception {
    write("real/a.yaml", "real/gitea-drone.yaml", "top/b.yaml");
    Files.createSymbolicLink(temp.resolve("link"), Path.of("real"));
    Files.createSymbolicLink(temp.resolve("top/linked"), Path.of("../real"));
    Files.createSymbolicLink(temp.resolve("top/loop"), Path.of("."));
    assertThat(names("link")).containsExactly("link", "link/a");
    assertThat(names("link/*.yaml")).containsExactly("link", "link/a");
    assertThat(names("top")).containsExactly("top/b", "top/linked");
    assertThat(names("link", "real")).containsExactly("real", "real/a");
  }

  @Test
  void namesAFolderThatCannotBeRead() throws Exception {
    write("top/a.yaml", "moved/" + "x".repeat(250) + "/gitea-drone.yaml");
    Path deep = temp.resolve("top");
    while (deep.toString().length() < 3800) {
      deep = deep.resolve("d".repeat(99));
    }
    Files.createDirectories(deep);
    // No system call takes a path of more than 4096 bytes, not even from root.
    Path moved = deep.resolve("m".repeat(200));
    Files.move(temp.resolve("moved"), moved);
    try {
      refuses("top", "x cannot be read: File name too long");
    } finally {
      Files.move(moved, temp.resolve("moved"));
    }
  }

  private void refuses(String given, String seen) {
    assertThatThrownBy(() -> names(given))
        .isInstanceOfSatisfying(
            Failure.class,
            e -> {
              assertThat(e.problem().check()).isEqualTo("fleet.hosts");
              assertThat(e.problem().seen()).contains(seen);
            });
  }

  private List<String> names(String... given) {
    return new HostFiles(temp).find(List.of(given)).stream().map(HostFile::name).toList();
  }

  private void write(String... files) throws IOException {
    for (String file : files) {
      Path path = temp.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "");
    }
  }
}
