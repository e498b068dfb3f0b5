import type { DrainJob } from '../jobs/catalogue.ts';

/**
 * Wakes workers. Rung only after the transaction that made the work due has been committed.
 *
 * A ring may be lost or doubled: the due rows in the storage are the truth and the sweeper rings for them again (ADR 0003).
 */
export interface Doorbell {
  /** Rings for each job. A failure to ring is logged by the implementation and never thrown: the sweeper covers it. */
  ring(jobs: readonly DrainJob[]): Promise<void>;
}
