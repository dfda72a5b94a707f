package io.github.saascore.docs;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The goals and parameters as Maven sees them, read from the descriptor of the built plugin. */
record PluginDescriptor(Map<String, Goal> goals) {
  private static final File FILE = new File("target/classes/META-INF/maven/plugin.xml");

  /**
   * A goal.
   *
   * @param description its help text
   * @param parameters its parameters by name
   */
  record Goal(String description, Map<String, Parameter> parameters) {}

  /**
   * A parameter.
   *
   * @param description its help text
   * @param defaultValue its default, if it has one
   */
  record Parameter(String description, Optional<String> defaultValue) {}

  static PluginDescriptor read() throws Exception {
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(FILE);
    Map<String, Goal> goals = new TreeMap<>();
    NodeList mojos = document.getElementsByTagName("mojo");
    for (int i = 0; i < mojos.getLength(); i++) {
      Element mojo = (Element) mojos.item(i);
      String name = text(mojo, "goal");
      if (!name.equals("help")) {
        goals.put(name, new Goal(text(mojo, "description"), parameters(mojo)));
      }
    }
    return new PluginDescriptor(goals);
  }

  private static Map<String, Parameter> parameters(Element mojo) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    Element configuration = child(mojo, "configuration").orElseThrow();
    Element list = child(mojo, "parameters").orElseThrow();
    NodeList nodes = list.getElementsByTagName("parameter");
    for (int i = 0; i < nodes.getLength(); i++) {
      Element parameter = (Element) nodes.item(i);
      String name = text(parameter, "name");
      Optional<String> standard =
          child(configuration, name)
              .map(element -> element.getAttribute("default-value"))
              .filter(value -> !value.isEmpty());
      parameters.put(name, new Parameter(text(parameter, "description"), standard));
    }
    return parameters;
  }

  private static Optional<Element> child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  private static String text(Element parent, String name) {
    return child(parent, name).orElseThrow().getTextContent().replaceAll("\\s+", " ").strip();
  }
}
