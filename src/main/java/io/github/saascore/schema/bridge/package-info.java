/**
 * What is linked with the user's own jOOQ: these classes are defined anew in the class loader of
 * the project, and nothing but types of the JDK crosses over.
 */
package io.github.saascore.schema.bridge;
