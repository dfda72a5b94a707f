package io.github.saascore.script;

import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Problems;
import io.github.saascore.revision.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Divides a migration file into its sections. */
final class SectionReader implements SqlLexer.Sink {
  static final String UPGRADE = "upgrade";
  static final String DOWNGRADE = "downgrade";
  private static final List<String> NAMES = List.of(UPGRADE, DOWNGRADE);
  private static final List<String> KNOWN = List.of(UPGRADE, DOWNGRADE, Allowance.NAME);

  private final Source source;
  private final Problems problems;
  private final List<Marker> markers = new ArrayList<>();
  private final List<StatementList.Builder> statements = new ArrayList<>();
  private boolean strayReported;

  private SectionReader(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** Returns the sections by name, in the order of the file. */
  static Map<String, Section> read(Source source, Problems problems) {
    SectionReader reader = new SectionReader(source, problems);
    SqlLexer.run(source, problems, reader);
    return reader.sections();
  }

  @Override
  public void statement(Statement statement) {
    if (!markers.isEmpty()) {
      statements.get(statements.size() - 1).add(statement);
    } else if (!strayReported) {
      strayReported = true;
      problems.add(
          Problem.of(Code.BAD_MARKER, "SQL stands before the first marker")
              .at(statement.place())
              .hint("put the line '-- saascore:upgrade' above it"));
    }
  }

  @Override
  public void marker(int start, int end) {
    markers.add(new Marker(start, end));
    statements.add(new StatementList.Builder());
  }

  private Map<String, Section> sections() {
    Content text = source.content();
    Map<String, Section> sections = new LinkedHashMap<>();
    for (int i = 0; i < markers.size() && !problems.isFull(); i++) {
      Marker marker = markers.get(i);
      String name = marker.name(text);
      int end = i + 1 < markers.size() ? markers.get(i + 1).start() : text.length();
      Section section = new Section(marker, end, statements.get(i).build());
      if (!NAMES.contains(name) || !marker.isWellSpelled(text)) {
        unknown(marker, name);
      } else if (sections.putIfAbsent(name, section) != null) {
        problems.add(
            Problem.of(Code.BAD_MARKER, "marker 'saascore:" + name + "' stands twice")
                .at(source.place(marker.start()))
                .because("the first is at " + source.place(sections.get(name).marker().start())));
      }
    }
    return sections;
  }

  private void unknown(Marker marker, String name) {
    String hint =
        Suggestions.closest(name, KNOWN).stream()
            .findFirst()
            .map(near -> "did you mean '-- saascore:" + near + "'?")
            .orElse("markers are '-- saascore:upgrade' and '-- saascore:downgrade'");
    problems.add(
        Problem.of(Code.BAD_MARKER, "unknown marker 'saascore:" + name + "'")
            .at(source.place(marker.start()))
            .hint(hint));
  }
}
