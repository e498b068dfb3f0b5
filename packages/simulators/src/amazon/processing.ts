/** How the processing of a feed or a report goes wrong (Feeds 2021-06-30, Reports 2021-06-30). */
export type ProcessingFailure = 'CANCELLED' | 'FATAL';

/** How it ends. */
export type ProcessingEnd = 'DONE' | ProcessingFailure;

type Waiting = 'IN_QUEUE' | 'IN_PROGRESS';

/** The processing statuses of both models. */
export type ProcessingStatus = Waiting | ProcessingEnd;

/** Whether it has not ended yet. */
export function isWaiting(status: ProcessingStatus): status is Waiting {
  return status === 'IN_QUEUE' || status === 'IN_PROGRESS';
}

/** What is shown of it before its end: a third of the time it is queued. */
export function waitingStatus(ageMs: number, delayMs: number): Waiting {
  return ageMs * 3 < delayMs ? 'IN_QUEUE' : 'IN_PROGRESS';
}
