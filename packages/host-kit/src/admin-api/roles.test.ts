import { roles, type Role } from '@quayside/core/domain/member';
import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { describe, expect, it } from 'vitest';
import { apiHost, memberWith } from '@quayside/testkit/admin-api-bench';
import { callByName } from './call-operation.ts';
import { operations, type OperationName } from './operations.ts';
import { mayCall, roleTable } from './roles.ts';

const names = Object.keys(operations) as OperationName[];
const cells = names.flatMap((name) => roles.map((role): [OperationName, Role] => [name, role]));

/** The smallest input that passes the schema, so that what is refused is refused for the role. */
const nobody = '00000000-0000-7000-8000-0000000000ff';
const inputs: Readonly<Partial<Record<OperationName, unknown>>> = {
  listing: { listingId: nobody },
  'unlisted-variants': { connectionId: nobody, marketplace: 'toy' },
  order: { orderId: nobody },
  'list-variants': { connectionId: nobody, marketplace: 'toy', variantIds: [nobody] },
  'stop-listings': { connectionId: nobody, listingIds: [nobody] },
  'relist-listings': { connectionId: nobody, listingIds: [nobody] },
  'choose-match': { connectionId: nobody, listingId: nobody, catalogueId: 'TOY-1' },
  'read-listing-again': { connectionId: nobody, listingId: nobody },
  'link-listing': { connectionId: nobody, listingId: nobody, sku: 'LAMP' },
  'find-variants': { connectionId: nobody, text: 'lamp' },
  'find-catalogue-items': { connectionId: nobody, marketplace: 'toy', text: 'lamp' },
  'accept-match': { connectionId: nobody, listingId: nobody, is: { catalogueId: 'TOY-1' } },
  'reject-match': { connectionId: nobody, listingId: nobody, is: { variantId: nobody } },
  'undo-reject-match': { connectionId: nobody, listingId: nobody, is: { catalogueId: 'TOY-1' } },
  'accept-matches-above': { percentFrom: 95 },
  'set-matching': { isByScoreAllowed: true },
  'retry-order': { orderId: nobody },
  'settle-order-change': { changeId: nobody },
  'retry-order-change': { changeId: nobody },
  'check-connection': { connectionId: nobody },
  'pause-connection': { connectionId: nobody },
  'resume-connection': { connectionId: nobody },
  'begin-consent': { connector: 'memory', choices: {} },
  'claim-consent': { secret: 'x' },
  'connect-channel': { connector: 'memory', name: 'A market', fields: {} },
  'reconnect-channel': { connectionId: nobody, fields: {} },
  disconnect: { connectionId: nobody },
  'set-role': { memberId: nobody, role: 'viewer' },
  policy: { policyId: nobody },
  'policy-form': { kind: 'shipping' },
  'policy-change': { changeId: nobody },
  'explain-draft': {
    kind: 'shipping',
    rules: { template: null, handlingDays: null },
    listingIds: [nobody],
  },
  'create-policy': { kind: 'shipping', name: 'A policy' },
  'rename-policy': { policyId: nobody, name: 'A policy' },
  'remove-policy': { policyId: nobody },
  'propose-policy-change': { kind: 'rules', policyId: nobody, rules: {} },
  'apply-policy-change': { changeId: nobody },
  'discard-policy-change': { changeId: nobody },
  'undo-policy-change': { changeId: nobody },
  'assign-policy-to-listings': { listingIds: [nobody], kind: 'selling', policyId: null },
  'set-frequency': { connectionId: nobody, frequency: 'hourly' },
};

describe('roles', () => {
  it('the table has a row for every operation and a cell for every role', () => {
    expect(Object.keys(roleTable).sort()).toEqual([...names].sort());
    for (const row of Object.values(roleTable)) expect(Object.keys(row).sort()).toEqual([...roles].sort());
  });

  it('a role may do all that a lesser one may', () => {
    for (const name of names) {
      const may = roles.map((role) => mayCall(role, name));
      expect(may, name).toEqual(may.toSorted((one, other) => Number(other) - Number(one)));
    }
  });

  it.each(cells)(
    '%s by %s is done or refused as the table says, and commands leave a line',
    async (name, role) => {
      const bench = await createEngineHarness();
      const host = apiHost(bench.engine);
      const actor = await memberWith(bench, role);
      const answer = await callByName(host, actor, name, inputs[name] ?? {});
      const isRefusedForRole = !answer.ok && answer.problem.status === 403;
      expect(isRefusedForRole).toBe(!mayCall(role, name));
      // What passed the role has passed the schema as well.
      expect(!answer.ok && answer.problem.status === 400).toBe(false);
      const trail = await bench.look((tx) => tx.searches.audit({}, { after: null, limit: 9 }));
      const line = { command: name, role, memberId: actor.member.id };
      expect(trail).toMatchObject(operations[name].kind === 'command' ? [line] : []);
    },
  );
});
