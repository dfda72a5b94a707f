package io.github.saascore.mojo;

import io.github.saascore.schema.JavaBodyBridge;
import io.github.saascore.schema.bridge.ModelBridge;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Loads the classes of a project, and nothing of this plugin or of Maven: its parent is the JDK.
 *
 * <p>The one exception are the bridges to the project's jOOQ, whose bytes come from the plugin and
 * are defined here, so that they are linked with the jOOQ of the project.
 */
final class ProjectClassLoader extends URLClassLoader {
  private static final String BRIDGE = JavaBodyBridge.class.getName();
  private static final String BRIDGES = ModelBridge.class.getPackageName() + ".";

  static {
    registerAsParallelCapable();
  }

  ProjectClassLoader(List<URL> classPath) {
    super("project", classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (!name.equals(BRIDGE) && !name.startsWith(BRIDGES)) {
      return super.findClass(name);
    }
    String resource = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = JavaBodyBridge.class.getResourceAsStream(resource)) {
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
