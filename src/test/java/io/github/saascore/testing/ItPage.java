package io.github.saascore.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the blocks of a page of the manual with what an integration test printed, for the
 * invoker's scripts.
 *
 * <p>A block that stands below {@code <!-- run: healthy 3 -->} begins with the command of the third
 * invocation of the test {@code healthy}, and goes on with what that printed. One that stands below
 * {@code <!-- file: healthy deploy/*_shop.sql -->} is a file that the test has afterwards. Names
 * that differ from run to run (ports, process ids, new revisions) are the same in both, and how
 * long something took is not compared. {@code -Dsaascore.test.golden=write} writes the blocks of
 * the page anew that are not as the run has them.
 */
public final class ItPage {
  /** A marked block: what it is, test, invocation or file, and what stands between the fences. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "(<!-- (run|file): (\\S+) (\\S+) -->\\n```\\w*\\n)(.*?)(```\\n)", Pattern.DOTALL);

  private static final Pattern ESCAPE = Pattern.compile("\\u001b\\[[0-9;]*m");
  private static final Pattern WRITTEN = Pattern.compile("written: \\S*/([0-9a-f]{12})_");
  private static final Pattern DURATION = Pattern.compile("\\b\\d+(\\.\\d+)? s\\b");
  private static final Path PAGES = Path.of("src", "site", "markdown");

  private final File basedir;
  private final Path page;
  private final String log;

  private ItPage(File basedir, Path page) {
    this.basedir = basedir;
    this.page = page;
    this.log = read(basedir.toPath().resolve("build.log"));
  }

  /** Checks, or writes, the blocks of a page that this test is responsible for. */
  public static void check(File basedir, String name) {
    Path root = basedir.toPath().resolve("../../..").normalize();
    new ItPage(basedir, root.resolve(PAGES).resolve(name)).check();
  }

  private void check() {
    String before = read(page);
    List<String> wrong = new ArrayList<>();
    StringBuilder after = new StringBuilder();
    Matcher block = BLOCK.matcher(before);
    int blocks = 0;
    while (block.find()) {
      String text = block.group(5);
      if (block.group(3).equals(basedir.getName())) {
        blocks++;
        String real = block.group(2).equals("run") ? run(block.group(4)) : file(block.group(4));
        if (!timeless(real).equals(timeless(text))) {
          wrong.add("--- the page says\n" + text + "--- the run says\n" + real);
          text = real;
        }
      }
      block.appendReplacement(
          after, Matcher.quoteReplacement(block.group(1) + text + block.group(6)));
    }
    block.appendTail(after);
    if ("write".equals(System.getProperty("saascore.test.golden"))) {
      write(after.toString());
    } else if (!wrong.isEmpty() || blocks == 0) {
      throw new AssertionError(page + " is not what was printed:\n" + String.join("\n", wrong));
    }
  }

  private static String timeless(String text) {
    return DURATION.matcher(text).replaceAll("0 s");
  }

  /** Returns the block of an invocation as the run makes it. */
  private String run(String number) {
    Properties invocations = new Properties();
    try (var in = Files.newBufferedReader(basedir.toPath().resolve("invoker.properties"))) {
      invocations.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> lines = new ArrayList<>();
    lines.add("$ mvn " + invocations.getProperty("invoker.goals." + number));
    lines.addAll(runs(log).get(Integer.parseInt(number) - 1));
    return normal(String.join("\n", lines) + "\n");
  }

  /** Returns the block of the one file that a pattern of names matches. */
  private String file(String pattern) {
    Path glob = basedir.toPath().resolve(pattern);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(glob.getParent(), glob.getFileName().toString())) {
      List<Path> found = new ArrayList<>();
      files.forEach(found::add);
      if (found.size() != 1) {
        throw new AssertionError(pattern + " are " + found);
      }
      return normal(read(found.get(0)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what each invocation printed of itself: no frame of Maven's, and no advice of it. */
  private static List<List<String>> runs(String log) {
    List<List<String>> runs = new ArrayList<>();
    boolean ours = false;
    for (String line : ESCAPE.matcher(log).replaceAll("").lines().toList()) {
      if (line.equals("[INFO] Scanning for projects...")) {
        runs.add(new ArrayList<>());
        ours = false;
      } else if (line.startsWith("[INFO] --- ")) {
        ours = line.startsWith("[INFO] --- saascore");
      } else if (line.startsWith("[INFO] -----")) {
        ours = false;
      } else if (line.startsWith("[ERROR] Failed to execute goal")) {
        ours = true;
      } else if (line.startsWith("[ERROR] -> ")) {
        ours = false;
      }
      if (ours && isPrinted(line)) {
        runs.get(runs.size() - 1).add(line.stripTrailing());
      }
    }
    return runs;
  }

  /** The first test of all tells also what Maven puts into the empty repository of the tests. */
  private static boolean isPrinted(String line) {
    return line.startsWith("[")
        && !line.startsWith("[INFO] ---")
        && !line.matches("\\[INFO] Download(ing|ed) from .*");
  }

  /** What differs from run to run, and between machines. */
  private String normal(String text) {
    String name = "it_" + basedir.getName().replaceAll("[^a-z0-9]", "_");
    return named(text)
        .replace(basedir.getPath() + "/", "")
        .replaceAll(
            "Failed to execute goal \\S+ \\([^)]*\\) on project \\S+: ",
            "Failed to execute goal … on project shop: ")
        .replaceAll(
            "127\\.0\\.0\\.1:\\d+/" + name + " as " + name, "db.example.com:5432/shop as ann")
        .replaceAll("127\\.0\\.0\\.1:\\d+(?=/" + name + ")", "db.example.com:5432")
        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:43059")
        .replaceAll("role " + name, "role ann")
        .replaceAll("\\b" + name + "\\b", "shop")
        .replaceAll("(?<![/\\w])[a-z]+/([0-9a-f]{12}_)", "src/main/migrations/$1")
        .replaceAll("PostgreSQL \\d+\\.\\d+", "PostgreSQL 18")
        .replaceAll("\\bpid \\d+", "pid 4711")
        .replaceAll("from 127\\.0\\.0\\.1(/\\d+)?", "from 10.0.0.7")
        .replaceAll("since \\d\\d:\\d\\d:\\d\\d", "since 09:21:17")
        .replaceAll(
            "\\d{4}-\\d\\d-\\d\\d(?<t>[ T])\\d\\d:\\d\\d:\\d\\dZ", "2026-11-22${t}09:21:17Z");
  }

  /** Puts names of our own in for the random ones of revisions that the runs have written. */
  private String named(String text) {
    String named = text;
    int revisions = 0;
    Matcher written = WRITTEN.matcher(ESCAPE.matcher(log).replaceAll(""));
    while (written.find()) {
      named = named.replace(written.group(1), "3f2a9c1b7d4" + revisions++);
    }
    return named;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String text) {
    try {
      Files.writeString(page, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the tests and invocations that a page names, for example {@code healthy 3}. */
  public static List<String> runsOf(Path page) {
    return BLOCK
        .matcher(read(page))
        .results()
        .filter(block -> block.group(2).equals("run"))
        .map((MatchResult block) -> block.group(3) + " " + block.group(4))
        .toList();
  }
}
