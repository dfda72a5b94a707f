package io.github.saascore.mojo;

import io.github.saascore.engine.care.Restore;
import io.github.saascore.engine.care.TrashItem;
import io.github.saascore.postgres.Quote;
import io.github.saascore.report.TrashText;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Lists what is in the trash of the database, or brings one thing of it back. */
@Mojo(name = "restore", threadSafe = true, requiresProject = false)
public final class RestoreMojo extends DatabaseGoal {
  private static final String PURGE =
      "mvn saascore:purge -Dsaascore.olderThan=30d -Dsaascore.confirm=";

  /** What to bring back: its name in the trash, or the table or table.column that it was. */
  @Parameter(property = "saascore.name")
  String name;

  @Inject
  RestoreMojo(MavenContext maven) {
    super(maven);
  }

  @Override
  void work(Parameters parameters) {
    Output output = output(parameters);
    Optional<String> wanted = parameters.text("name");
    try (OpenDatabase open = connect(parameters)) {
      String database = open.ran("").database();
      if (wanted.isPresent()) {
        Restore.Result result = new Restore(open.database()).restore(wanted.get());
        output.verdict(
            style -> TrashText.restored(result, style), () -> TrashText.json(result, database));
      } else {
        List<TrashItem> all = TrashItem.all(open.database().session());
        output.print(
            style -> TrashText.list(all, database, PURGE + Quote.shell(database), style),
            () -> TrashText.json(all, "restore", database));
      }
    }
  }
}
