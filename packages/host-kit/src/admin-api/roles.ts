import type { Role } from '@quayside/core/domain/member';
import type { OperationName } from './operations.ts';

type Row = Readonly<Record<Role, boolean>>;

const everybody: Row = { owner: true, manager: true, operator: true, viewer: true };
const workers: Row = { owner: true, manager: true, operator: true, viewer: false };
const managers: Row = { owner: true, manager: true, operator: false, viewer: false };
const owners: Row = { owner: true, manager: false, operator: false, viewer: false };

/**
 * Who may do what: the one table that decides. Operators do the daily work with listings and orders, managers also what concerns accounts and policies, owners also what concerns
 * people. Everybody may look.
 */
export const roleTable: Readonly<Record<OperationName, Row>> = {
  overview: everybody,
  channels: everybody,
  connections: everybody,
  listings: everybody,
  listing: everybody,
  'unlisted-variants': everybody,
  matches: everybody,
  'matching-summary': everybody,
  'find-variants': everybody,
  orders: everybody,
  order: everybody,
  activity: everybody,
  audit: managers,
  members: everybody,
  policies: everybody,
  policy: everybody,
  'policy-form': everybody,
  'policy-change': everybody,
  'explain-draft': everybody,
  'list-variants': workers,
  'stop-listings': workers,
  'relist-listings': workers,
  'choose-match': workers,
  'read-listing-again': workers,
  'link-listing': workers,
  'find-catalogue-items': workers,
  'accept-match': workers,
  'reject-match': workers,
  'undo-reject-match': workers,
  'accept-matches-above': workers,
  'retry-order': workers,
  'retry-held-orders': workers,
  'settle-order-change': workers,
  'retry-order-change': workers,
  'check-connection': workers,
  'approve-offers': workers,
  'pause-connection': managers,
  'resume-connection': managers,
  'begin-consent': managers,
  'claim-consent': managers,
  'connect-channel': managers,
  'reconnect-channel': managers,
  disconnect: managers,
  'create-policy': managers,
  'rename-policy': managers,
  'remove-policy': managers,
  'propose-policy-change': managers,
  'apply-policy-change': managers,
  'discard-policy-change': managers,
  'undo-policy-change': managers,
  'assign-policy-to-listings': managers,
  'set-frequency': managers,
  'set-matching': managers,
  'set-role': owners,
};

export function mayCall(role: Role, name: OperationName): boolean {
  return roleTable[name][role];
}

/** What a role may do, by name: for screens, which show nobody what they may not use. */
export function allowedOperations(role: Role): OperationName[] {
  return (Object.keys(roleTable) as OperationName[]).filter((name) => mayCall(role, name));
}
