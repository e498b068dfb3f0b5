import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { describe, expect, it } from 'vitest';
import { brandId } from '../domain/ids.ts';
import { joinWorkspace, setRole } from './join-workspace.ts';

const ada = { hostUser: 'toys:1', name: 'Ada' };
const bob = { hostUser: 'toys:2', name: null };

describe('members', () => {
  it('the first is the owner, others are operators, and whoever comes again is who they were', async () => {
    const { engine, workspaceId } = await createEngineHarness();
    const owner = await joinWorkspace(engine, workspaceId, ada);
    expect(owner).toMatchObject({ role: 'owner', name: 'Ada' });
    expect(await joinWorkspace(engine, workspaceId, bob)).toMatchObject({ role: 'operator', name: null });
    expect(await joinWorkspace(engine, workspaceId, ada)).toEqual(owner);
    expect(await joinWorkspace(engine, workspaceId, { ...ada, name: 'Ada L.' })).toMatchObject({
      id: owner.id,
      name: 'Ada L.',
    });
  });

  it('two requests of the first visitor at once make one owner', async () => {
    const bench = await createEngineHarness();
    const { engine, workspaceId } = bench;
    const [one, other] = await Promise.all(
      [ada, ada].map((user) => joinWorkspace(engine, workspaceId, user)),
    );
    expect(one?.id).toBe(other?.id);
    expect(await bench.look((tx) => tx.members.list())).toHaveLength(1);
  });

  it('a workspace always has an owner', async () => {
    const { engine, workspaceId } = await createEngineHarness();
    const owner = await joinWorkspace(engine, workspaceId, ada);
    const other = await joinWorkspace(engine, workspaceId, bob);
    expect(await setRole(engine, workspaceId, owner.id, 'viewer')).toMatchObject({
      error: { kind: 'last-owner' },
    });
    expect(await setRole(engine, workspaceId, other.id, 'owner')).toMatchObject({ value: { role: 'owner' } });
    expect(await setRole(engine, workspaceId, owner.id, 'viewer')).toMatchObject({
      value: { role: 'viewer' },
    });
    const nobody = brandId<typeof owner.id>('00000000-0000-7000-8000-00000000ffff');
    expect(await setRole(engine, workspaceId, nobody, 'viewer')).toMatchObject({
      error: { kind: 'unknown-member' },
    });
  });
});
