import { roles } from '@quayside/core/domain/member';
import { ok } from '@quayside/core/domain/result';
import type { Call } from '../operation.ts';
import { z } from 'zod';
import {
  connectionId,
  instantText,
  memberId,
  nextCursor,
  pageSize,
  searchText,
  sentence,
  timeCursor,
  toCursor,
} from '../fields.ts';
import { query } from '../operation.ts';
import { memberNames, pageOf } from '../pages.ts';

const who = z.string().nullable().meta({ description: 'By whose command; null: by Quayside itself' });

/** What happened, in plain words, and who did it. */
export const activity = query({
  summary: 'The history of the workspace, newest first',
  input: z.strictObject({
    text: searchText.optional(),
    connectionId: connectionId.optional(),
    memberId: memberId.optional(),
    after: timeCursor.nullable().default(null),
    limit: pageSize,
  }),
  output: z.object({
    rows: z.array(
      z.object({ id: z.string(), at: instantText, sentence, connection: z.string().nullable(), by: who }),
    ),
    next: nextCursor,
  }),
  async run(call, { after, limit, ...filter }) {
    const { found, names, members } = await call.engine.storage.transaction(call.workspaceId, async (tx) => ({
      found: await tx.searches.activities(filter, { after, limit: limit + 1 }),
      names: new Map((await tx.connections.list()).map(({ id, name }) => [id, name])),
      members: memberNames(await tx.members.list()),
    }));
    const { rows, next } = pageOf(found, limit, (row) => toCursor({ key: row.at, id: row.id }));
    return ok({
      rows: rows.map(({ id, at, message, connectionId: of, memberId: by }) => ({
        id,
        at,
        sentence: call.say(message),
        connection: of === null ? null : (names.get(of) ?? null),
        by: by === null ? null : (members.get(by) ?? null),
      })),
      next,
    });
  },
});

/** Every command, whatever became of it. */
export const audit = query({
  summary: 'The audit trail of commands, newest first',
  input: z.strictObject({
    memberId: memberId.optional(),
    after: timeCursor.nullable().default(null),
    limit: pageSize,
  }),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        at: instantText,
        by: who,
        role: z.enum(roles),
        command: z.string(),
        name: sentence,
        input: z.record(z.string(), z.unknown()),
        outcome: z.enum(['done', 'refused', 'failed']),
        reason: sentence.nullable(),
      }),
    ),
    next: nextCursor,
  }),
  async run(call, { after, limit, ...filter }) {
    const { found, members } = await call.engine.storage.transaction(call.workspaceId, async (tx) => ({
      found: await tx.searches.audit(filter, { after, limit: limit + 1 }),
      members: memberNames(await tx.members.list()),
    }));
    const { rows, next } = pageOf(found, limit, (row) => toCursor({ key: row.at, id: row.id }));
    return ok({
      rows: rows.map((row) => ({
        id: row.id,
        at: row.at,
        by: members.get(row.memberId) ?? null,
        role: row.role,
        command: row.command,
        name: nameOf(call, row.command),
        input: { ...row.input },
        outcome: row.outcome,
        reason: row.reason === null ? null : call.say(row.reason),
      })),
      next,
    });
  },
});

function nameOf(call: Call, command: string): string {
  return call.say({ code: `command.${command}`, values: {} });
}
