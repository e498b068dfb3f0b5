import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Result } from '@quayside/core/domain/result';
import type { ChannelConnector } from '@quayside/core/ports/channel-connector';
import type { OfficialAnswer } from './official-amazon.ts';

/** What a call of the port told. */
export type Told =
  | { readonly kind: 'value'; readonly items?: number }
  /** The platform has no such thing. */
  | { readonly kind: 'nothing' }
  /** The answer was read, but for some of its items, which are named. */
  | { readonly kind: 'unreadable'; readonly items: number }
  | { readonly kind: 'error'; readonly error: ConnectorError };

/** One way in which the port makes the connector call an operation. */
export interface Drive {
  /** The call of the port. */
  readonly call: string;
  /** What an error of Amazon's own leaves open. */
  readonly effect: 'read' | 'write';
  readonly run: (connector: ChannelConnector) => Promise<Told>;
  /** What the other operations of the same call answer; default: their first official case of success. */
  readonly others?: Readonly<Record<string, OfficialAnswer>>;
  /** The marketplace that an answer is about, which the seller must then sell on; default: that of the cases. */
  readonly marketplaceOf?: (answers: Readonly<Record<string, OfficialAnswer>>) => string | undefined;
  /** What documents hold. */
  readonly document?: string;
  /** How many items an official answer has; default: nothing is counted. */
  readonly count?: (body: unknown) => number;
  /** Statuses that are no failure here, and what they mean instead. */
  readonly fine?: Readonly<Record<number, 'nothing' | 'value'>>;
  /** What an official answer of success is told as; default: a value. */
  readonly usual?: ConnectorError['kind'];
  /** Answers of success that say no, by their member `status`. */
  readonly refusals?: Readonly<Record<string, ConnectorError['kind']>>;
  /** Members without which, or without a known word in which, an answer cannot be used; and why it is not guessed. */
  readonly essential?: Readonly<Record<string, string>>;
}

export function tell(answer: Result<unknown, ConnectorError>): Told {
  if (!answer.ok) return { kind: 'error', error: answer.error };
  return answer.value === null ? { kind: 'nothing' } : { kind: 'value' };
}

/** A page or a part: what it holds, and what it names as unreadable. */
export function tellItems(
  answer: Result<
    { readonly items: readonly unknown[]; readonly unreadable: readonly unknown[] },
    ConnectorError
  >,
): Told {
  if (!answer.ok) return { kind: 'error', error: answer.error };
  const { items, unreadable } = answer.value;
  const count = items.length + unreadable.length;
  return { kind: unreadable.length === 0 ? 'value' : 'unreadable', items: count };
}
