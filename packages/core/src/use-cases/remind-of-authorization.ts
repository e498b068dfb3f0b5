import type { Connection } from '../domain/connection.ts';
import { say } from '../domain/message.ts';
import { authorizedUntil, planAuthorizationReminder } from '../planning/plan-authorization.ts';
import type { Scope } from './commit.ts';

/** The key of the issue that says an authorisation is about to end. */
export function authorizationIssueKey(connection: Pick<Connection, 'id'>): string {
  return `connection/${connection.id}/authorization-ends`;
}

/** Tells the merchant in good time that a consent ends, and how long it still is; a new one clears it. */
export async function remindOfAuthorization(
  scope: Scope,
  { id }: Pick<Connection, 'id'>,
  consentGoodForDays: number,
): Promise<void> {
  // As it is now: it may have been reconnected while its listings were read.
  const connection = await scope.tx.connections.get(id);
  if (connection === undefined) return;
  const reminder = planAuthorizationReminder(authorizedUntil(connection, consentGoodForDays), scope.now);
  if (reminder === null) return;
  const values = { connection: connection.name, days: reminder.days };
  await scope.tx.issues.open({
    key: authorizationIssueKey(connection),
    severity: reminder.isUrgent ? 'error' : 'warning',
    connectionId: id,
    message: reminder.isUrgent
      ? say('connection.authorization-ends-soon', values)
      : say('connection.authorization-ends', values),
    openedAt: scope.now,
  });
}
