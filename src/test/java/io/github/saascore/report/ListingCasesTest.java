package io.github.saascore.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.saascore.engine.DatabaseState;
import io.github.saascore.engine.Listing;
import io.github.saascore.engine.RevisionLine;
import io.github.saascore.engine.RevisionLine.Mark;
import io.github.saascore.engine.Sources;
import io.github.saascore.postgres.AppliedRevision;
import io.github.saascore.revision.RevisionId;
import io.github.saascore.revision.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the lines of the listings to what Alembic prints for the same graph and database. */
final class ListingCasesTest {

  record Case(JsonObject json) {
    boolean hasLines() {
      return json.getAsJsonObject("expect").has("stdout_lines");
    }

    List<String> lines() {
      return strings(json.getAsJsonObject("expect").get("stdout_lines"));
    }

    boolean option(String name) {
      return json.has("options") && json.getAsJsonObject("options").has(name);
    }

    @Override
    public String toString() {
      return json.get("name").getAsString();
    }
  }

  static List<Case> cases() throws IOException {
    String text = Files.readString(Path.of("src", "test", "resources", "revisions.json"));
    return JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("cases").asList().stream()
        .map(each -> new Case(each.getAsJsonObject()))
        .filter(Case::hasLines)
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void printsAsAlembic(Case each) {
    List<String> lines = printed(each);
    if (each.json().getAsJsonObject("expect").has("line_order")) {
      assertThat(lines).containsExactlyInAnyOrderElementsOf(each.lines());
    } else {
      assertThat(lines).isEqualTo(each.lines());
    }
  }

  private static List<String> printed(Case each) {
    Listing listing = listing(each);
    Style plain = Style.plain();
    return switch (each.json().get("command").getAsString()) {
      case "history" -> {
        Optional<String> range = strings(each.json().get("target")).stream().findFirst();
        List<RevisionLine> history = listing.history(range.map(Target::parseRange));
        boolean marked = each.option("indicate_current");
        yield HistoryText.lines(
            marked ? history : history.stream().map(ListingCasesTest::unmarked).toList(), plain);
      }
      case "heads" -> {
        Predicate<RevisionLine> real =
            head -> !each.option("resolve_dependencies") || head.marks().contains(Mark.HEAD);
        yield HeadsText.lines(listing.heads().stream().filter(real).toList(), plain);
      }
      case "current" -> CurrentText.lines(listing.current(), plain);
      case "branches" -> BranchesText.lines(listing.branches(), false, plain);
      default -> throw new AssertionError("no lines for " + each);
    };
  }

  /** Alembic marks what is current only when it is asked to. */
  private static RevisionLine unmarked(RevisionLine line) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    marks.addAll(line.marks());
    marks.remove(Mark.CURRENT);
    return new RevisionLine(
        line.revision(),
        line.labels(),
        marks,
        line.children(),
        line.place(),
        line.created(),
        line.row());
  }

  private static Listing listing(Case each) {
    Sources sources =
        Samples.sources(
            each.json().getAsJsonArray("graph").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(
                    one ->
                        Samples.file(
                            one.get("rev").getAsString(),
                            strings(one.get("down")),
                            strings(one.get("depends")),
                            strings(one.get("labels")),
                            one.get("rev").getAsString()))
                .toList());
    List<RevisionId> tips =
        strings(each.json().get("heads_in_db")).stream().map(RevisionId::of).toList();
    List<AppliedRevision> rows =
        sources.graph().ancestors(tips, true).stream()
            .map(id -> Samples.row(sources.files().get(id)))
            .toList();
    return Listing.of(sources, DatabaseState.of(rows, sources));
  }

  private static List<String> strings(JsonElement element) {
    if (element == null || element.isJsonNull()) {
      return List.of();
    }
    return element.isJsonArray()
        ? element.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList()
        : Stream.of(element).map(JsonElement::getAsString).toList();
  }
}
