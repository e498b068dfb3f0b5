import { roles } from '@quayside/core/domain/member';
import { ok } from '@quayside/core/domain/result';
import { setRole } from '@quayside/core/use-cases/join-workspace';
import { z } from 'zod';
import { instantText, memberId } from '../fields.ts';
import { command, query } from '../operation.ts';
import { refuse } from '../problems.ts';

const role = z.enum(roles);

export const members = query({
  summary: 'Who works here, and in which role',
  input: z.strictObject({}),
  output: z.object({
    me: z.string(),
    rows: z.array(z.object({ id: z.string(), name: z.string(), role, joinedAt: instantText })),
  }),
  async run({ engine, workspaceId, member }) {
    const all = await engine.storage.transaction(workspaceId, (tx) => tx.members.list());
    return ok({
      me: member.id,
      rows: all.map(({ id, name, hostUser, role: has, joinedAt }) => ({
        id,
        name: name ?? hostUser,
        role: has,
        joinedAt,
      })),
    });
  },
});

export const setMemberRole = command({
  summary: 'Gives a member another role',
  input: z.strictObject({ memberId, role }),
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const changed = await setRole(engine, workspaceId, input.memberId, input.role);
    return changed.ok ? ok({}) : refuse(changed.error);
  },
});
