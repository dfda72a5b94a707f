package io.github.saascore.engine.drift;

import io.github.saascore.revision.Problem;
import io.github.saascore.revision.RevisionId;
import java.util.List;

/** What was found out about the way back from one revision. */
public sealed interface WayBack {

  /** Returns the word that is printed, for example {@code reversible}. */
  String word();

  /** Its downgrade runs, and the schema is exactly as it was before the upgrade. */
  record Reversible() implements WayBack {
    @Override
    public String word() {
      return "reversible";
    }
  }

  /**
   * The schema is exactly as it was, but its upgrade destroys what no downgrade can bring back.
   *
   * @param losses what is gone, for example {@code column phone of users}
   */
  record Lossy(List<String> losses) implements WayBack {
    /** Takes a copy of the losses. */
    public Lossy {
      losses = List.copyOf(losses);
    }

    @Override
    public String word() {
      return "lossy";
    }
  }

  /**
   * Its author says that there is no way back.
   *
   * @param reason why, or empty
   */
  record Irreversible(String reason) implements WayBack {
    @Override
    public String word() {
      return "irreversible";
    }
  }

  /** Its file says nothing of a way back. */
  record Unwritten() implements WayBack {
    @Override
    public String word() {
      return "unwritten";
    }
  }

  /**
   * Its downgrade does not run, or the schema is not as it was before.
   *
   * @param problem the place, and what the server said or what differs
   */
  record Broken(Problem problem) implements WayBack {
    @Override
    public String word() {
      return "broken";
    }
  }

  /**
   * The revision itself cannot be applied.
   *
   * @param problem the place, and what the server said
   */
  record Refused(Problem problem) implements WayBack {
    @Override
    public String word() {
      return "refused";
    }
  }

  /**
   * The revision was not tried, as one below it cannot be applied.
   *
   * @param below the revision that cannot
   */
  record Unreached(RevisionId below) implements WayBack {
    @Override
    public String word() {
      return "unreached";
    }
  }
}
