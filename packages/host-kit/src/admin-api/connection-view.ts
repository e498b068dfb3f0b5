import type { Connection } from '@quayside/core/domain/connection';
import type { PollKind } from '@quayside/core/domain/poll';
import { authorizedUntil } from '@quayside/core/planning/plan-authorization';
import type { Transaction } from '@quayside/core/ports/storage';
import { z } from 'zod';
import { instantText, sentence } from './fields.ts';
import type { Call } from './operation.ts';
import { platformName } from './views.ts';

export const connectionView = z.object({
  id: z.string(),
  role: z.enum(['store', 'channel']),
  platform: z.string(),
  connector: z.string(),
  name: z.string(),
  health: z.enum(['healthy', 'reconnect', 'paused', 'disconnected']),
  reason: sentence.nullable().meta({ description: 'Why it stands still' }),
  connectedAt: instantText,
  authorizedUntil: instantText.nullable().meta({
    description:
      'When the consent given on the channel’s own pages ends; null: there is none, or it does not end',
  }),
  readUntil: instantText
    .nullable()
    .meta({ description: 'Everything that changed before this moment is known; null: nothing yet' }),
  importing: z
    .object({ done: z.number(), total: z.number().nullable() })
    .nullable()
    .meta({ description: 'Progress of the reading of everything, while the first one runs' }),
});

/** What tells how far a connection has been read, and what reads all of it. */
const telling: Readonly<Record<Connection['role'], { readonly news: PollKind; readonly all: PollKind }>> = {
  store: { news: 'products-changed', all: 'products-all' },
  channel: { news: 'channel-orders', all: 'listings-all' },
};

export async function toConnectionView(
  call: Call,
  tx: Transaction,
  connection: Connection,
): Promise<z.input<typeof connectionView>> {
  const { id, role, connector, name, health, healthReason, connectedAt } = connection;
  const news = await tx.polls.get(id, telling[role].news);
  const all = await tx.polls.get(id, telling[role].all);
  const isFirst = all !== undefined && all.cursor === null && all.window !== null;
  return {
    id,
    role,
    platform: platformName(call, connection),
    connector,
    name,
    health,
    reason: healthReason === null ? null : call.say(healthReason),
    connectedAt,
    authorizedUntil:
      role === 'channel'
        ? authorizedUntil(connection, call.engine.connectors.channelManifest(connector).consentGoodForDays)
        : null,
    readUntil: news?.cursor ?? null,
    importing: isFirst ? { done: all.window.done, total: all.window.total } : null,
  };
}
