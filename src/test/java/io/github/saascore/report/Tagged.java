package io.github.saascore.report;

/** Shows in brackets what would have a colour. */
record Tagged() implements Style {
  @Override
  public String strong(String text) {
    return "<strong>" + text + "</strong>";
  }

  @Override
  public String ok(String text) {
    return "<ok>" + text + "</ok>";
  }

  @Override
  public String warn(String text) {
    return "<warn>" + text + "</warn>";
  }

  @Override
  public String fail(String text) {
    return "<fail>" + text + "</fail>";
  }

  @Override
  public String faint(String text) {
    return "<faint>" + text + "</faint>";
  }
}
