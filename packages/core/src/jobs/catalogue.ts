import { z } from 'zod';
import type { Connection } from '../domain/connection.ts';
import type { ConnectionId, WorkspaceId } from '../domain/ids.ts';

/**
 * The lanes of a connection, in the order in which they matter. A lane is drained by at most one run at a time.
 *
 * - `poll`: asks the platform what changed (orders by window, products and store orders by time).
 * - `inbox`: reads the entities that hints named.
 * - `quantity-down`, `quantity-up`: sends quantities to a channel; a fall never waits behind a rise.
 * - `price`: sends prices.
 * - `publish`: brings listings onto a channel: finds their catalogue id, creates them, looks what became of them.
 * - `preview`: reckons what a change of the policies would do.
 * - `compare`: proposes variants for what a channel has and no identifier links.
 * - `place-orders`: creates store orders.
 * - `change-orders`: tells a store or a channel what the other has cancelled or refunded.
 * - `confirm-shipments`: tells a channel what was shipped.
 * - `verify`: reads back what a channel shows.
 */
export const lanes = [
  'quantity-down',
  'inbox',
  'poll',
  'place-orders',
  'change-orders',
  'quantity-up',
  'confirm-shipments',
  'price',
  'publish',
  'preview',
  'verify',
  'compare',
] as const;
export type Lane = (typeof lanes)[number];

/** The lanes that call no platform: they go on whatever the health of their connection. */
export const callFreeLanes: readonly Lane[] = ['preview', 'compare'];

/** The lanes that a connection of each role has: no other bell may be rung for it. */
export const lanesOf: Readonly<Record<Connection['role'], readonly Lane[]>> = {
  store: ['inbox', 'poll', 'place-orders', 'change-orders'],
  channel: [
    'quantity-down',
    'inbox',
    'poll',
    'change-orders',
    'quantity-up',
    'confirm-shipments',
    'price',
    'publish',
    'preview',
    'verify',
    'compare',
  ],
};

const id = z.string().min(1).max(64);

/**
 * Every job of the system. A job is a doorbell (ADR 0003): it says "look at your due rows", carries ids only and may be lost,
 * doubled or run twice at once without harm.
 */
export const jobCatalogue = {
  drain: {
    payload: z.strictObject({
      workspaceId: id.transform((text) => text as WorkspaceId),
      connectionId: id.transform((text) => text as ConnectionId),
      lane: z.enum(lanes),
    }),
  },
} as const;

export type DrainJob = z.output<(typeof jobCatalogue)['drain']['payload']>;

/** Two rings with the same key that wait together become one run; a ring during a run causes one more run. */
export function doorbellKey(job: DrainJob): string {
  return `${job.workspaceId}/${job.connectionId}/${job.lane}`;
}
