package io.github.saascore.engine.model;

import io.github.saascore.engine.scratch.ScratchDatabase;
import io.github.saascore.revision.Code;
import io.github.saascore.revision.SaascoreException;
import io.github.saascore.script.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a model in an empty scratch database: all of it in one transaction, or, where files stand
 * in an order that does not work, again and again what waits for something else.
 */
final class Materialisation {
  private static final String NAME = "the model";

  /** Bodies are checked at the end, when everything is there that they may mention. */
  private static final String UNCHECKED = "SET LOCAL check_function_bodies = off";

  private static final String UNSAFE_USE_OF_NEW_VALUE = "55P04";

  private final Model model;
  private final ScratchDatabase scratch;
  private final ModelProblems problems;

  Materialisation(Model model, ScratchDatabase scratch) {
    this.model = model;
    this.scratch = scratch;
    this.problems = new ModelProblems(model);
  }

  void run() {
    if (!model.statements().isEmpty()) {
      make();
    }
    new ModelAudit(model, scratch).run();
  }

  private void make() {
    try {
      run(model.statements());
    } catch (SaascoreException e) {
      if (model.form() == Model.Form.CLASS || !waits(e)) {
        throw problems.explained(e);
      }
      List<Statement> left = files();
      if (!left.isEmpty()) {
        singly(left);
      }
    }
  }

  private void run(List<Statement> statements) {
    List<Statement> all = new ArrayList<>();
    all.add(Statement.stored(model.name(), UNCHECKED));
    all.addAll(statements);
    scratch.run(NAME, all);
  }

  /** Runs whole files until none of those that are left works; returns their statements. */
  private List<Statement> files() {
    Map<String, List<Statement>> files = new LinkedHashMap<>();
    for (Statement statement : model.statements()) {
      files.computeIfAbsent(statement.source().name(), name -> new ArrayList<>()).add(statement);
    }
    List<List<Statement>> left = new ArrayList<>(files.values());
    while (left.removeIf(file -> failure(file).isEmpty())) {}
    return left.stream().flatMap(List::stream).toList();
  }

  /** Runs single statements until none of those that are left works. */
  private void singly(List<Statement> all) {
    Map<Statement, List<Statement>> left = new LinkedHashMap<>();
    List<Statement> settings = new ArrayList<>();
    for (Statement statement : all) {
      settings.removeIf(setting -> setting.source() != statement.source());
      if (isSetting(statement)) {
        settings.add(statement);
      } else {
        List<Statement> unit = new ArrayList<>(settings);
        unit.add(statement);
        left.put(statement, unit);
      }
    }
    while (left.values().removeIf(unit -> failure(unit).isEmpty())) {}
    if (!left.isEmpty()) {
      List<SaascoreException> reasons =
          left.values().stream().map(this::failure).flatMap(Optional::stream).toList();
      throw problems.explained(reasons);
    }
  }

  /** Runs some statements and returns why they have to wait, if they do. */
  private Optional<SaascoreException> failure(List<Statement> statements) {
    try {
      run(statements);
      return Optional.empty();
    } catch (SaascoreException e) {
      if (!waits(e)) {
        throw problems.explained(e);
      }
      return Optional.of(e);
    }
  }

  /** A setting holds for its file only, and has to be made again for what comes late. */
  private static boolean isSetting(Statement statement) {
    String words = statement.shape().describes();
    return words.startsWith("SET ")
        || words.startsWith("RESET ")
        || (words.startsWith("SELECT ") && statement.sql().contains("set_config("));
  }

  private static boolean waits(SaascoreException e) {
    return e.problem().code() == Code.MISSING_OBJECT
        || (e.getCause() instanceof SQLException sql
            && UNSAFE_USE_OF_NEW_VALUE.equals(sql.getSQLState()));
  }
}
