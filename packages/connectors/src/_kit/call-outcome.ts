import { tooLateReason } from './connect-in-time.ts';

/** What became of one call over HTTP, before anybody asks what the platform meant. */
export type CallOutcome =
  | HttpAnswer
  /** It certainly never reached the platform: no address, no connection, no trust. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** It was sent, or may have been, and no complete answer came. */
  | { readonly kind: 'no-answer'; readonly reason: string };

/** The `reason` of an answer that was given up because it is longer than may be. */
export const answerTooLarge = 'answer-too-large';

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whether a call changes something: a write without an answer has an unknown outcome, a read is simply asked again. */
export type CallEffect = 'read' | 'write';

/** Failures before the first byte of a request could leave: resolving, connecting, agreeing on TLS, and being too late. */
const neverSentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_INVALID_URL',
  tooLateReason,
]);
const connectingCalls = new Set(['connect', 'getaddrinfo', 'queryA', 'queryAaaa']);

/**
 * Tells a call that was never sent from one that may have been. Everything that is not on the list counts as sent: a write that is wrongly
 * held for sent costs a look-up, the opposite costs a second order.
 *
 * The codes are Node's (`net`, `dns`, `tls`) and undici's; fetch and axios wrap them as `cause` or in an `AggregateError`.
 */
export function classifyTransportError(error: unknown): Exclude<CallOutcome, HttpAnswer> {
  const links = causesOf(error);
  const reason = links.map(codeOf).find((code) => code !== null) ?? nameOf(links.at(-1));
  return { kind: links.some(isNeverSent) ? 'not-sent' : 'no-answer', reason };
}

function isNeverSent(error: object): boolean {
  const code = codeOf(error);
  if (code !== null && neverSentCodes.has(code)) return true;
  return 'syscall' in error && typeof error.syscall === 'string' && connectingCalls.has(error.syscall);
}

/** The error and what it wraps; of an aggregate (several addresses of one host) all must agree, so the weakest is followed. */
function causesOf(error: unknown): object[] {
  const links: object[] = [];
  let current: unknown = error;
  while (typeof current === 'object' && current !== null && links.length < 8 && !links.includes(current)) {
    links.push(current);
    if (current instanceof AggregateError && current.errors.length > 0) {
      const inner = current.errors.map((each: unknown) => causesOf(each));
      return inner.find((chain) => !chain.some(isNeverSent)) ?? [...links, ...(inner[0] ?? [])];
    }
    current = 'cause' in current ? current.cause : undefined;
  }
  return links;
}

function codeOf(error: object): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}

function nameOf(error: object | undefined): string {
  return error instanceof Error ? error.name : 'unknown';
}
