package io.github.saascore.testing;

import io.github.saascore.engine.model.Model;
import io.github.saascore.script.ModelReader;
import io.github.saascore.script.Source;
import java.util.List;

/** Makes models for tests. */
public final class Models {
  private Models() {}

  /** Returns a model as a class gives it, each text one query. */
  public static Model ofClass(String... queries) {
    ModelReader reader = new ModelReader();
    for (int i = 0; i < queries.length; i++) {
      reader.read(Source.of("com.example.Model, statement " + (i + 1), queries[i]));
    }
    return new Model("com.example.Model", Model.Form.CLASS, reader.finish(), List.of());
  }

  /** Returns a model as a directory gives it, each text one file: 1.sql and so on. */
  public static Model ofFiles(String... files) {
    ModelReader reader = new ModelReader();
    for (int i = 0; i < files.length; i++) {
      reader.read(Source.of("schema/" + (i + 1) + ".sql", files[i]));
    }
    return new Model("schema", Model.Form.DIRECTORY, reader.finish(), List.of());
  }
}
