package io.github.saascore.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs a command and measures it from outside, by the shell's {@code times} and {@code /proc}. */
final class MeasuredProcess {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int SAMPLE_MS = 20;
  private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

  private final Path directory;
  private final Map<String, String> environment;

  MeasuredProcess(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /** Runs the command to its end; what it prints goes to {@code output.log}. */
  Figures run(List<String> command) {
    Path times = directory.resolve("times.txt");
    Path log = directory.resolve("output.log");
    List<String> all =
        new ArrayList<>(
            List.of("sh", "-c", "\"$@\"; code=$?; times > \"$BENCH_TIMES\"; exit $code", "sh"));
    all.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("BENCH_TIMES", times.toString());
    try {
      long start = System.nanoTime();
      Process process = builder.start();
      double peak = peakUntilEnd(process, start);
      double wall = (System.nanoTime() - start) / 1e9;
      return new Figures(
          wall, seconds(times), peak / 1024, OptionalInt.empty(), process.exitValue() != 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns what the last command printed. */
  String output() {
    try {
      return Files.readString(directory.resolve("output.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long peakUntilEnd(Process process, long start) throws InterruptedException {
    long peak = 0;
    while (!process.waitFor(SAMPLE_MS, TimeUnit.MILLISECONDS)) {
      peak =
          Math.max(
              peak, process.descendants().mapToLong(one -> highWater(one.pid())).max().orElse(0));
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
    return peak;
  }

  /** Returns the most memory a process had so far, in kilobytes; 0 when it is gone. */
  private static long highWater(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** Reads user and system time of the shell's children from the second line of {@code times}. */
  private static double seconds(Path times) throws IOException {
    if (!Files.exists(times)) {
      return Double.NaN;
    }
    Matcher matcher = TIME.matcher(Files.readAllLines(times).get(1));
    double sum = 0;
    while (matcher.find()) {
      sum += Integer.parseInt(matcher.group(1)) * 60 + Double.parseDouble(matcher.group(2));
    }
    return sum;
  }
}
