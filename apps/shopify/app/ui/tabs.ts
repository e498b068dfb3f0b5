import type { InputOf } from '@quayside/host-kit/admin-api/call-operation';

/** The tabs of the lists: what each shows. */
export const listingTabs = {
  all: {},
  'on-channel': { statuses: ['active', 'inactive', 'error'] },
  'need-you': { statuses: ['needs-match', 'incomplete', 'error'] },
  asked: { isAsked: true },
  'on-their-way': { statuses: ['matching', 'publishing'] },
  stopped: { isStopped: true },
  away: { statuses: ['ended', 'unlisted'] },
} satisfies Record<string, Pick<InputOf<'listings'>, 'statuses' | 'isStopped' | 'isAsked'>>;
export type ListingTab = keyof typeof listingTabs;

export const orderTabs = {
  all: {},
  held: { placementStates: ['held'] },
  'on-their-way': { placementStates: ['ready', 'sending', 'unconfirmed'] },
  placed: { placementStates: ['placed'] },
} satisfies Record<string, Pick<InputOf<'orders'>, 'placementStates'>>;
export type OrderTab = keyof typeof orderTabs;

export const matchTabs = {
  all: {},
  likeliest: { percentFrom: 0 },
  proposed: { proposals: 'some' },
  unproposed: { proposals: 'none' },
} satisfies Record<string, Pick<InputOf<'matches'>, 'percentFrom' | 'proposals'>>;
export type MatchTab = keyof typeof matchTabs;

/** The tab that an address names; the first one, if it names none. */
export function tabOf<Tab extends string>(
  tabs: Readonly<Record<Tab, unknown>>,
  named: string | undefined,
): Tab {
  const all = Object.keys(tabs) as Tab[];
  return all.find((tab) => tab === named) ?? (all[0] as Tab);
}
