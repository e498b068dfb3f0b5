import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Member, Role } from '../domain/member.ts';
import { say } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';

/** What everybody but the first becomes: enough for the daily work, not for keys and prices. An owner changes it. */
const roleOfNewMembers: Role = 'operator';

/**
 * Finds the member that a host's user is, or makes one: whoever comes first is the owner. The host has proven who it is, and that the workspace's shop lets them in.
 */
export async function joinWorkspace(
  engine: Engine,
  workspaceId: WorkspaceId,
  user: Pick<Member, 'hostUser' | 'name'>,
): Promise<Member> {
  const known = await engine.storage.transaction(workspaceId, (tx) => tx.members.byHostUser(user.hostUser));
  if (known !== undefined && (user.name === null || known.name === user.name)) return known;
  return commit(engine, workspaceId, async (scope) => {
    const members = await scope.tx.members.list();
    const current = members.find(({ hostUser }) => hostUser === user.hostUser);
    if (current !== undefined) {
      const renamed = { ...current, name: user.name ?? current.name };
      await scope.tx.members.save(renamed);
      return { ...renamed, version: current.version + 1 };
    }
    const member: Member = {
      id: scope.newId<MemberId>(),
      ...user,
      role: members.length === 0 ? 'owner' : roleOfNewMembers,
      joinedAt: scope.now,
      version: 0,
    };
    await scope.tx.members.insert(member);
    await scope.note(null, say('activity.member-joined', { role: member.role }));
    return member;
  });
}

export interface RoleProblem {
  readonly kind: 'unknown-member' | 'last-owner';
}

/** Gives a member another role. A workspace always has an owner. */
export async function setRole(
  engine: Engine,
  workspaceId: WorkspaceId,
  memberId: MemberId,
  role: Role,
): Promise<Result<Member, RoleProblem>> {
  return commit(engine, workspaceId, async (scope): Promise<Result<Member, RoleProblem>> => {
    const members = await scope.tx.members.list();
    const member = members.find(({ id }) => id === memberId);
    if (member === undefined) return err({ kind: 'unknown-member' });
    const owners = members.filter((each) => each.role === 'owner');
    if (member.role === 'owner' && role !== 'owner' && owners.length === 1)
      return err({ kind: 'last-owner' });
    const changed = { ...member, role };
    await scope.tx.members.save(changed);
    await scope.note(null, say('activity.role-changed', { member: member.name ?? member.hostUser, role }));
    return ok({ ...changed, version: member.version + 1 });
  });
}
