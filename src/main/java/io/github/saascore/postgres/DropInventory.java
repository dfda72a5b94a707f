package io.github.saascore.postgres;

import java.util.List;

/**
 * All objects of some schemas, as the catalog stood when it was read.
 *
 * @param server host and port of the connection
 * @param database the name of the database
 * @param role the role that would drop
 * @param lockCapacity the entries that the server guarantees in its shared lock table
 * @param objects every object that goes as a whole, in the order of dropping, also those that stay
 */
public record DropInventory(
    String server, String database, String role, long lockCapacity, List<DroppableObject> objects) {
  /** Copies the list. */
  public DropInventory {
    objects = List.copyOf(objects);
  }
}
