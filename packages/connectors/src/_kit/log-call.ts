import { toMilliseconds } from '@quayside/core/domain/instant';
import type { ConnectorContext } from '@quayside/core/ports/connector';
import type { CallOutcome } from './call-outcome.ts';

/**
 * Makes one call and leaves a line about it in the debug log: which operation, how it ended, how long it took. Never what was asked or answered.
 *
 * @param operation a name without ids, such as `get orders/n`.
 */
export async function logCall(
  context: Pick<ConnectorContext, 'clock' | 'log'>,
  connector: string,
  operation: string,
  call: () => Promise<CallOutcome>,
): Promise<CallOutcome> {
  const beganAt = toMilliseconds(context.clock.now());
  const outcome = await call();
  context.log.debug('platform-called', {
    connector,
    operation,
    outcome: outcome.kind === 'answer' ? outcome.status : `${outcome.kind} (${outcome.reason})`,
    milliseconds: toMilliseconds(context.clock.now()) - beganAt,
  });
  return outcome;
}
