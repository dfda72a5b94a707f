package io.github.saascore.engine.adopt;

import io.github.saascore.engine.Sources;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.Problem;
import io.github.saascore.revision.Revision;
import io.github.saascore.schema.Address;
import io.github.saascore.script.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says why a revision does not go with what is in the database, and what can be done. */
final class Refusals {
  private static final int SHOWN = 12;

  private final Sources sources;

  Refusals(Sources sources) {
    this.sources = sources;
  }

  /** Returns the problem of objects that are there and are not equal. */
  Problem differs(Revision revision, List<String> differences) {
    return Problem.of(
            Code.DIFFERS,
            "what exists is not what revision %s makes: %s"
                .formatted(revision.id(), count(differences.size(), "difference")))
        .at(place(revision))
        .because(listed(differences));
  }

  /** Returns the problem of a revision that is there in part and has statements of data. */
  Problem mixed(Revision revision, int there, List<Address> missing, List<Statement> data) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s of it would make what is there; missing: %s"
            .formatted(
                count(there, "statement"),
                listed(missing.stream().map(Address::toString).toList(), ", ")));
    lines.add("nobody can tell whether its data is there as well:");
    data.forEach(one -> lines.add("  %s (%s)".formatted(one.shape().describes(), one.place())));
    return Problem.of(
            Code.UNCLEAR,
            "a part of what revision %s makes is there, and it has statements of data"
                .formatted(revision.id()))
        .at(place(revision))
        .because(listed(lines))
        .hint(
            """
            if all of it is there, the data too: mvn saascore:stamp -Dsaascore.target=%1$s
            to leave what exists by its name, and run its data: mvn saascore:upgrade -Dsaascore.existing=skip
            or split it: the statements of data in a revision of their own\
            """
                .formatted(revision.id()));
  }

  /** Returns the problem of a revision of data behind one whose objects are there. */
  Problem unclear(Revision revision, List<Statement> data, List<Revision> before) {
    String below =
        before.isEmpty()
            ? "base"
            : before.stream().map(one -> one.id().value()).collect(Collectors.joining(","));
    List<String> lines = new ArrayList<>();
    lines.add("all that the revisions before it make is there, and its data would leave no trace:");
    data.forEach(one -> lines.add("  %s (%s)".formatted(one.shape().describes(), one.place())));
    return Problem.of(
            Code.UNCLEAR,
            "nobody can tell whether the data of revision %s is there".formatted(revision.id()))
        .at(place(revision))
        .because(listed(lines))
        .hint(
            """
            if it is: mvn saascore:stamp -Dsaascore.target=%s
            if it is not: mvn saascore:stamp -Dsaascore.target=%s
            and then: mvn saascore:upgrade\
            """
                .formatted(revision.id(), below));
  }

  private String place(Revision revision) {
    return sources.files().get(revision.id()).path().toString();
  }

  private static String listed(List<String> lines) {
    return listed(lines, "\n");
  }

  private static String listed(List<String> lines, String between) {
    String shown = lines.stream().limit(SHOWN).collect(Collectors.joining(between));
    return lines.size() <= SHOWN
        ? shown
        : shown + between + "and " + (lines.size() - SHOWN) + " more";
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
