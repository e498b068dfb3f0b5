import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Message } from '@quayside/core/domain/message';
import type { Err } from '@quayside/core/domain/result';
import type { ConnectorContext } from '@quayside/core/ports/connector';
import { fail } from './failure.ts';

/** Takes one token for a call. @returns `null` to go ahead, or the refusal with nothing sent. */
export async function spendBudget(
  context: Pick<ConnectorContext, 'budget'>,
  operation: string,
  message: Message,
): Promise<Err<ConnectorError> | null> {
  const retryAfterMs = await context.budget.take(operation);
  if (retryAfterMs <= 0) return null;
  return fail({ kind: 'rate-limited', retryAfterMs }, message, `${operation}: budget spent`);
}

/** Records the platform's own refusal for every worker of the connection. */
export async function recordThrottle(
  context: Pick<ConnectorContext, 'budget' | 'log'>,
  operation: string,
  retryAfterMs: number,
  message: Message,
): Promise<Err<ConnectorError>> {
  await context.budget.pause(operation, retryAfterMs);
  context.log.warn('platform-throttled', { operation, retryAfterMs });
  return fail({ kind: 'rate-limited', retryAfterMs }, message, `${operation}: 429`);
}
