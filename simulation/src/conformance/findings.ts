/** One thing that was looked at. */
export interface Finding {
  /** Such as `orders.v0.confirmShipment#1 > shipments.confirm`. */
  readonly id: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  readonly reason?: string;
}

/** Passed when there is nothing wrong. */
export function judge(id: string, problems: readonly string[]): Finding {
  return problems.length === 0
    ? { id, outcome: 'passed' }
    : { id, outcome: 'failed', reason: [...new Set(problems)].join('; ') };
}
