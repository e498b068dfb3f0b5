import type { MemoryGate } from '@quayside/connectors/memory/memory-gate';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { toMilliseconds } from '@quayside/core/domain/instant';
import type { Result } from '@quayside/core/domain/result';
import type {
  ChannelDefinition,
  ConnectorDefinition,
  StoreDefinition,
} from '@quayside/core/ports/definition';
import type { FakeClock } from '@quayside/testkit/fake-clock';
import { settleMs, type CreationFate, type ShopWithoutKey } from '@quayside/testkit/shop-without-key';
import type { Chance } from './chance.ts';
import type { Run, Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';

/** Whether anything goes wrong at the moment. */
export interface Trouble {
  isOn: boolean;
}

/** Who looks at every call before it is made. */
export interface Witness {
  onCall: (name: string, values: readonly unknown[], run: Run) => Promise<void>;
  /** The platform has done what it does; whether anybody hears of it is another matter. @param failure `null` when it was done. */
  onDone: (name: string, values: readonly unknown[], failure: ConnectorError['kind'] | null) => void;
}

/** Something that comes to pass at a moment, in milliseconds. */
export interface Later {
  readonly at: number;
  readonly happen: () => void;
}

/** Those who decide what happens when, and what goes wrong. */
export interface Surroundings {
  readonly chance: Chance;
  readonly clock: FakeClock;
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly trouble: Trouble;
  readonly witness: Witness;
  readonly later: Later[];
  /** Where the shop enforces no unique key. */
  readonly withoutKey: ShopWithoutKey | null;
}

/**
 * Puts a network between the engine and a platform: a call takes its turns on the way there and on the way back, may be late by seconds or by minutes, may be
 * refused, and its request or its answer may be lost.
 */
export function interfere(
  definition: ConnectorDefinition,
  gate: MemoryGate,
  around: Surroundings,
): ConnectorDefinition {
  const { id, role } = definition.manifest;
  if (role === 'store') {
    const store = definition as StoreDefinition;
    return {
      ...store,
      open: (...opening: Parameters<StoreDefinition['open']>) =>
        wrap(store.open(...opening), 'store', gate, around),
    };
  }
  const channel = definition as ChannelDefinition;
  return {
    ...channel,
    open: (...opening: Parameters<ChannelDefinition['open']>) =>
      wrap(channel.open(...opening), id, gate, around),
  };
}

type Method = (...values: unknown[]) => unknown;

function wrap<Connector extends object>(
  connector: Connector,
  path: string,
  gate: MemoryGate,
  around: Surroundings,
): Connector {
  const members = Object.entries(connector).map(([member, value]: [string, unknown]) => {
    const name = `${path}.${member}`;
    // The list comes as a stream: its parts are calls of their own.
    if (member === 'all') return [member, value];
    if (typeof value === 'function') return [member, travel(name, value as Method, gate, around)];
    return [member, typeof value === 'object' && value !== null ? wrap(value, name, gate, around) : value];
  });
  return Object.fromEntries(members) as Connector;
}

function travel(name: string, method: Method, gate: MemoryGate, around: Surroundings): Method {
  const { scheduler, trace, trouble, witness } = around;
  return async (...values) => {
    const run = scheduler.current;
    if (run === undefined) return method(...values);
    await lag(around, 'there', name);
    await scheduler.turn(true);
    await scheduler.outside(() => witness.onCall(name, values, run));
    if (trouble.isOn) tamper(name, gate, around);
    const answer = (await method(...values)) as Result<unknown, ConnectorError>;
    witness.onDone(name, values, answer.ok ? null : answer.error.kind);
    // What was decided for a creation that came too late to be made must not befall another.
    around.withoutKey?.fates.splice(0);
    if (trouble.isOn || !name.endsWith('.changed'))
      trace.note(`${run.name}: ${name} ${tell(values)} → ${tellAnswer(answer)}`);
    await scheduler.turn(true);
    if (trouble.isOn) await lag(around, 'back', name);
    return answer;
  };
}

/** A worker, or the way to a platform, may be slow for as long as no lease lasts. */
async function lag({ chance, clock, scheduler, trace, trouble }: Surroundings, way: string, name: string) {
  const run = scheduler.current;
  if (
    run === undefined ||
    !trouble.isOn ||
    !chance.percent(way === 'there' ? 4 : name.endsWith('.read') ? 6 : 2)
  )
    return;
  const milliseconds = chance.pick([500, 1_500, 3_000, 20_000, 130_000]);
  run.sleepsUntil = toMilliseconds(clock.now()) + milliseconds;
  trace.note(`${run.name} is ${milliseconds} ms late, ${way}: ${name}`);
  await scheduler.turn(true);
}

/** Decides what becomes of the call that comes next. */
function tamper(name: string, gate: MemoryGate, around: Surroundings): void {
  const { chance, trace, withoutKey } = around;
  if (name === 'store.orders.create' && withoutKey !== null) {
    if (chance.percent(55)) return;
    const fate = chance.pick<CreationFate>(['answer-lost', 'request-lost', 'late', 'hidden', 'works-hidden']);
    withoutKey.fates.push(fate);
    trace.note(`the creation that comes: ${fate}`);
    settleLater(around, withoutKey);
    return;
  }
  if (chance.percent(88)) return;
  gate.faults.push(chance.pick(['throttled', 'server-error', 'answer-lost', 'request-lost']));
}

/** What was late happens, and what was hidden shows, within the time that the manifest promises. */
function settleLater({ chance, clock, later }: Surroundings, withoutKey: ShopWithoutKey): void {
  const at = toMilliseconds(clock.now()) + chance.whole(1, settleMs);
  later.push({ at, happen: () => withoutKey.completeLate() });
  later.push({ at, happen: () => withoutKey.reveal() });
}

function tell(values: readonly unknown[]): string {
  return values.slice(0, 2).map(nameOf).filter(Boolean).join(' ');
}

function nameOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  const known = value as { key?: string; channelSku?: string; from?: string | null; amount?: string };
  return known.key ?? known.channelSku ?? known.amount ?? (known.from ? `from ${known.from.slice(11)}` : '');
}

function tellAnswer(answer: Result<unknown, ConnectorError>): string {
  return answer.ok ? 'ok' : answer.error.kind;
}
