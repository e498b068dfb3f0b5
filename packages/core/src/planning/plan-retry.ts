import { assertNever } from '../domain/result.ts';
import type { ConnectorFailure } from '../domain/connector-error.ts';

const second = 1_000;
const minute = 60 * second;

/** What a failed call means for the work it belonged to. */
export type FailurePlan =
  /** Do the same again after this many milliseconds. */
  | { readonly kind: 'retry'; readonly afterMs: number }
  /** The work waits, untouched, until the merchant reconnects. */
  | { readonly kind: 'reconnect' }
  /** The same request can never succeed: the merchant must change something. */
  | { readonly kind: 'refused' }
  /** It may have happened: look before doing anything again. */
  | { readonly kind: 'unknown' };

/**
 * Decides by the kind of failure alone.
 *
 * @param attempts how often it has been tried, this time included (at least 1).
 */
export function planAfterFailure(failure: ConnectorFailure, attempts: number): FailurePlan {
  switch (failure.kind) {
    case 'rate-limited':
      return { kind: 'retry', afterMs: failure.retryAfterMs };
    case 'transient':
      return { kind: 'retry', afterMs: Math.min(5 * minute, second * 2 ** Math.min(attempts - 1, 10)) };
    case 'permission':
      return { kind: 'retry', afterMs: 5 * minute };
    case 'auth-expired':
      return { kind: 'reconnect' };
    case 'unknown-outcome':
      return { kind: 'unknown' };
    // Nothing has happened, and what to do next can only be told by a look as well.
    case 'outdated':
      return { kind: 'unknown' };
    case 'not-found':
    case 'conflict':
    case 'invalid-input':
      return { kind: 'refused' };
    default:
      return assertNever(failure);
  }
}
