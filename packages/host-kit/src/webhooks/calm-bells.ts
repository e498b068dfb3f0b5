import { doorbellKey, type DrainJob } from '@quayside/core/jobs/catalogue';
import type { Doorbell } from '@quayside/core/ports/doorbell';

/** How soon after a ring the next one may come: a burst costs so many rings and not one for each of its transactions. */
const ringsApartMs = 25;

/**
 * Rings at once; what is to be rung while a ring is under way, or right after one, is rung together with whatever else has come by then. What is lost when the process
 * ends meanwhile is due in the storage, and the sweeper rings for it.
 */
export function createCalmBells(doorbell: Doorbell): (jobs: readonly DrainJob[]) => void {
  const waiting = new Map<string, DrainJob>();
  let isRinging = false;

  async function ring(): Promise<void> {
    isRinging = true;
    while (waiting.size > 0) {
      const jobs = [...waiting.values()];
      waiting.clear();
      await doorbell.ring(jobs);
      await new Promise((soon) => setTimeout(soon, ringsApartMs));
    }
    isRinging = false;
  }

  return (jobs) => {
    for (const job of jobs) waiting.set(doorbellKey(job), job);
    if (!isRinging && waiting.size > 0) void ring();
  };
}
