import io.github.saascore.testing.ItMaven

// Without a JDK 21 or later this test is skipped, and Maven says so.
return ItMaven.jdk(21).isPresent()
