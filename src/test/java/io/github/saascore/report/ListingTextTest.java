package io.github.saascore.report;

import io.github.saascore.engine.Listing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ListingTextTest {
  private final Listing atHead =
      Samples.listing(
          Samples.row(Samples.TENANTS),
          Samples.row(Samples.BILLING),
          Samples.row(Samples.ZONES),
          Samples.row(Samples.MERGE));
  private final Listing halfway = Samples.listing(Samples.row(Samples.TENANTS));
  private final Listing troubled = Samples.listing(Samples.troubled());
  private final Listing files = Listing.of(Samples.all());

  @Test
  void historyHasAlembicsLines() {
    Golden.check("history.txt", HistoryText.lines(atHead.history(Optional.empty()), Style.plain()));
  }

  @Test
  void historyMarksWhatNeedsALook() {
    Golden.check(
        "history-troubled.txt",
        HistoryText.lines(troubled.history(Optional.empty()), Style.plain()));
  }

  @Test
  void verboseHistoryTellsWhenAndHow() {
    Golden.check(
        "history-verbose.txt",
        HistoryText.verbose(troubled.history(Optional.empty()), Style.plain()));
  }

  @Test
  void historyTableIsAligned() {
    Golden.check(
        "history-table.txt",
        HistoryText.table(halfway.history(Optional.empty()), true, Style.plain()));
  }

  @Test
  void historyTableWithoutDatabaseSaysNothingOfIt() {
    Golden.check(
        "history-table-files.txt",
        HistoryText.table(files.history(Optional.empty()), false, Style.plain()));
  }

  @Test
  void currentNamesTheTips() {
    Golden.check("current.txt", CurrentText.lines(troubled.current(), Style.plain()));
  }

  @Test
  void colourGoesToNamesAndMarks() {
    Golden.check("current-colour.txt", CurrentText.lines(troubled.current(), new Tagged()));
  }

  @Test
  void headsShowLabels() {
    Golden.check("heads.txt", HeadsText.lines(halfway.heads(), Style.plain()));
  }

  @Test
  void branchesShowWhatFollows() {
    Golden.check("branches.txt", BranchesText.lines(files.branches(), false, Style.plain()));
  }

  @Test
  void verboseBranchesAddMessages() {
    Golden.check("branches-verbose.txt", BranchesText.lines(files.branches(), true, Style.plain()));
  }

  @Test
  void showTellsAll() {
    Golden.check(
        "show.txt", ShowText.lines(atHead.history(Optional.empty()).subList(0, 1), Style.plain()));
  }

  @Test
  void jsonOfAllListings() {
    Golden.check("history.json", ListingJson.history(troubled.history(Optional.empty())));
    Golden.check(
        "current.json",
        ListingJson.current(
            troubled.current(),
            troubled.standing(),
            List.of("roles.sql"),
            "app",
            Optional.empty()));
    Golden.check("heads.json", ListingJson.heads(halfway.heads()));
    Golden.check("branches.json", ListingJson.branches(files.branches()));
    Golden.check("show.json", ListingJson.show(files.heads()));
  }
}
