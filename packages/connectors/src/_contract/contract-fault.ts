/** What can be done to the next call that reaches a platform. */
export type ContractFault = 'throttled' | 'server-error' | 'web-page' | 'answer-lost' | 'request-lost';

/** How the simulators name what happens; the same for all of them. */
export interface SimulatedFault {
  readonly kind: 'throttle' | 'server-error' | 'html' | 'timeout-after-success' | 'timeout-before';
  readonly status?: number;
  readonly holdMs?: number;
}

/** Longer than any time-out of a connector under test. */
const holdMs = 5_000;

/** A fault of the contract as a rule for a simulator. */
export function faultOf(kind: ContractFault): SimulatedFault {
  switch (kind) {
    case 'throttled':
      return { kind: 'throttle' };
    case 'server-error':
      return { kind: 'server-error', status: 500 };
    case 'web-page':
      return { kind: 'html', status: 503 };
    case 'answer-lost':
      return { kind: 'timeout-after-success', holdMs };
    case 'request-lost':
      return { kind: 'timeout-before', holdMs };
  }
}
