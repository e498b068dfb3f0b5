/** Makes ids of our own rows, and secrets. Random in production, seeded in the simulation. */
export interface IdSource {
  /** A new UUID, in time order where the implementation can. */
  next(): string;
  /** A new secret of at least 128 bits, letters and digits only. */
  secret(): string;
}
