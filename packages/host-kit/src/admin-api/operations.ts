import * as activity from './operations/activity.ts';
import * as channels from './operations/channels.ts';
import * as connecting from './operations/connecting.ts';
import * as listingCommands from './operations/listing-commands.ts';
import * as listings from './operations/listings.ts';
import * as matching from './operations/matching.ts';
import * as matchingCommands from './operations/matching-commands.ts';
import * as offers from './operations/offers.ts';
import * as orders from './operations/orders.ts';
import { overview } from './operations/overview.ts';
import * as people from './operations/people.ts';
import * as policies from './operations/policies.ts';
import * as policyChanges from './operations/policy-changes.ts';
import * as policyCommands from './operations/policy-commands.ts';

/** Every question and command that a screen needs, by its name in the API. */
export const operations = {
  overview,
  channels: channels.channels,
  connections: channels.connections,
  'check-connection': channels.checkConnection,
  'pause-connection': channels.pause,
  'resume-connection': channels.resume,
  disconnect: channels.disconnectAccount,
  'begin-consent': connecting.begin,
  'claim-consent': connecting.claim,
  'connect-channel': connecting.connect,
  'reconnect-channel': connecting.reconnectAccount,
  listings: listings.listings,
  listing: listings.listing,
  'unlisted-variants': listings.unlistedVariants,
  'list-variants': listingCommands.list,
  'stop-listings': listingCommands.stop,
  'relist-listings': listingCommands.relist,
  'choose-match': listingCommands.choose,
  'read-listing-again': listingCommands.readAgain,
  'link-listing': listingCommands.link,
  matches: matching.matches,
  'matching-summary': matching.matchingSummary,
  'find-variants': matching.findVariants,
  'find-catalogue-items': matching.findItems,
  'accept-match': matchingCommands.accept,
  'reject-match': matchingCommands.reject,
  'undo-reject-match': matchingCommands.undo,
  'accept-matches-above': matchingCommands.acceptAbove,
  'set-matching': matchingCommands.setMatchingRules,
  policies: policies.policies,
  policy: policies.policy,
  'policy-form': policies.form,
  'create-policy': policyCommands.create,
  'rename-policy': policyCommands.rename,
  'remove-policy': policyCommands.remove,
  'policy-change': policyChanges.policyChange,
  'propose-policy-change': policyChanges.propose,
  'apply-policy-change': policyChanges.apply,
  'discard-policy-change': policyChanges.discard,
  'undo-policy-change': policyChanges.undo,
  'explain-draft': offers.explain,
  'assign-policy-to-listings': offers.assignToListings,
  'approve-offers': offers.approve,
  'set-frequency': offers.setAccountFrequency,
  orders: orders.orders,
  order: orders.order,
  'retry-order': orders.retry,
  'retry-held-orders': orders.retryHeld,
  'settle-order-change': orders.settleChange,
  'retry-order-change': orders.retryChange,
  activity: activity.activity,
  audit: activity.audit,
  members: people.members,
  'set-role': people.setMemberRole,
} as const;

export type Operations = typeof operations;
export type OperationName = keyof Operations;

export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}
