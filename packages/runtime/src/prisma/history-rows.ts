import { brandId, type ActivityId, type ConnectionId, type MemberId } from '@quayside/core/domain/ids';
import type { Activity, Issue } from '@quayside/core/domain/issue';
import type { Activity as ActivityRow, Issue as IssueRow } from './generated/client.ts';
import { fromDate, fromMessage, idOrNull } from './rows.ts';

export function toIssue(row: IssueRow): Issue {
  return {
    key: row.key,
    severity: row.severity as Issue['severity'],
    connectionId: idOrNull<ConnectionId>(row.connectionId),
    message: fromMessage(row.message),
    openedAt: fromDate(row.openedAt),
  };
}

export function toActivity(row: ActivityRow): Activity {
  return {
    id: brandId<ActivityId>(row.id),
    at: fromDate(row.at),
    connectionId: idOrNull<ConnectionId>(row.connectionId),
    memberId: idOrNull<MemberId>(row.memberId),
    message: fromMessage(row.message),
  };
}
