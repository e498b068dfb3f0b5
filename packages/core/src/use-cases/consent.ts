import type { Connection } from '../domain/connection.ts';
import type { ConnectorError } from '../domain/connector-error.ts';
import { brandId, type ConnectionId, type MemberId, type WorkspaceId } from '../domain/ids.ts';
import { plus, type Instant } from '../domain/instant.ts';
import { say, type Message } from '../domain/message.ts';
import { consentLifeMs, type PendingConsent } from '../domain/pending-consent.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { connectChannel, reconnect } from './connect.ts';
import type { Engine } from './engine.ts';

export type ConsentProblem =
  | {
      readonly kind:
        'no-consent' | 'unknown-connection' | 'unknown-consent' | 'not-granted' | 'unknown-start';
    }
  | { readonly kind: 'refused'; readonly reason: Message }
  | ConnectorError;

export interface ConsentBegun {
  readonly memberId: MemberId;
  readonly connector: string;
  readonly choices: Readonly<Record<string, unknown>>;
  /** The account that is to be reconnected; `null`: a new one. */
  readonly connectionId: ConnectionId | null;
  readonly returnUrl: string;
  /** What the channel sent along when the member began at its own app store; `null`: they begin here. */
  readonly start?: Readonly<Record<string, string>> | null;
}

/**
 * Sends a member away to give consent on a channel's own pages (ADR 0017).
 *
 * @returns the page, to be opened at top level. Its `state` is good for one call back within ten minutes.
 */
export async function beginConsent(
  engine: Engine,
  workspaceId: WorkspaceId,
  begun: ConsentBegun,
): Promise<Result<{ readonly pageUrl: string }, ConsentProblem>> {
  const { memberId, connector, connectionId, returnUrl } = begun;
  const consent = engine.connectors.consent(connector);
  if (consent === null) return err({ kind: 'no-consent' });
  const started = begun.start == null ? {} : consent.readStart(begun.start);
  if (started === null) return err({ kind: 'unknown-start' });
  const choices = consent.readChoices({ ...begun.choices, ...started });
  if (!choices.ok) return choices;
  const secret = engine.ids.secret();
  const isKnown = await engine.storage.transaction(workspaceId, async (tx) => {
    if (connectionId !== null && (await tx.connections.get(connectionId))?.connector !== connector)
      return false;
    const now = engine.clock.now();
    await tx.consents.removeExpired(now);
    await tx.consents.insert({
      secret,
      memberId,
      connector,
      choices: choices.value,
      connectionId,
      expiresAt: plus(now, consentLifeMs),
      outcome: { kind: 'asked' },
    });
    return true;
  });
  if (!isKnown) return err({ kind: 'unknown-connection' });
  const state = `${workspaceId}.${secret}`;
  return ok({ pageUrl: consent.pageUrl({ choices: choices.value, returnUrl, state }) });
}

/**
 * Takes the call back from a channel. It comes without a session, so that all it can do is to park what was granted until the member takes it; a second one with
 * the same state, a late one and one that nobody was sent away for change nothing.
 */
export async function receiveConsent(
  engine: Engine,
  connector: string,
  { query, returnUrl }: { readonly query: Readonly<Record<string, string>>; readonly returnUrl: string },
): Promise<Result<void, ConsentProblem>> {
  const found = await takeOut(engine, connector, query['state'] ?? '');
  if (found === undefined) return err({ kind: 'unknown-consent' });
  const { workspaceId, pending } = found;
  const consent = engine.connectors.consent(connector);
  if (consent === null) return err({ kind: 'no-consent' });
  const granted = await consent.complete({ choices: pending.choices, query, returnUrl });
  await engine.storage.transaction(workspaceId, (tx) =>
    tx.consents.settle(
      pending.secret,
      'exchanging',
      granted.ok ? { kind: 'granted', ...granted.value } : { kind: 'refused', reason: granted.error.message },
    ),
  );
  return granted.ok ? ok(undefined) : err({ kind: 'refused', reason: granted.error.message });
}

async function takeOut(
  engine: Engine,
  connector: string,
  state: string,
): Promise<{ readonly workspaceId: WorkspaceId; readonly pending: PendingConsent } | undefined> {
  const [, workspace, secret] = /^([0-9a-f-]{36})\.([A-Za-z0-9]{16,128})$/.exec(state) ?? [];
  if (workspace === undefined || secret === undefined) return undefined;
  const workspaceId = brandId<WorkspaceId>(workspace);
  return engine.storage.transaction(workspaceId, async (tx) => {
    const pending = await tx.consents.get(secret);
    if (pending === undefined || pending.connector !== connector || isOver(pending, engine.clock.now())) {
      return undefined;
    }
    const isFirst = await tx.consents.settle(secret, 'asked', { kind: 'exchanging' });
    return isFirst ? { workspaceId, pending } : undefined;
  });
}

function isOver({ expiresAt }: PendingConsent, now: Instant): boolean {
  return expiresAt <= now;
}

/**
 * The member takes what was granted to them: a new account is connected, or a known one reconnected. Nobody else's grant can be taken, also not in the same workspace.
 *
 * @param secret of the consent, as `pendingConsents` lists it.
 */
export async function claimConsent(
  engine: Engine,
  workspaceId: WorkspaceId,
  memberId: MemberId,
  secret: string,
): Promise<Result<Connection, ConsentProblem>> {
  const own = await pendingConsents(engine, workspaceId, memberId);
  const pending = own.find((each) => each.secret === secret);
  if (pending === undefined) return err({ kind: 'unknown-consent' });
  const { outcome, connector, connectionId } = pending;
  if (outcome.kind === 'refused') {
    await engine.storage.transaction(workspaceId, (tx) => tx.consents.remove(secret));
    return err({ kind: 'refused', reason: outcome.reason });
  }
  if (outcome.kind !== 'granted') return err({ kind: 'not-granted' });
  const connected =
    connectionId === null
      ? await connectChannel(engine, workspaceId, { connector, ...outcome, given: 'by-consent' })
      : await reconnect(engine, { workspaceId, connectionId }, outcome.credentials, 'by-consent');
  if (connected.ok) await engine.storage.transaction(workspaceId, (tx) => tx.consents.remove(secret));
  return connected;
}

/** What a member was sent away for and has not taken yet. */
export async function pendingConsents(
  engine: Engine,
  workspaceId: WorkspaceId,
  memberId: MemberId,
): Promise<readonly PendingConsent[]> {
  return engine.storage.transaction(workspaceId, (tx) => tx.consents.ofMember(memberId, engine.clock.now()));
}

/** What the history calls a consent that was refused. */
export function refusalOf(problem: ConsentProblem): Message {
  switch (problem.kind) {
    case 'refused':
      return problem.reason;
    case 'no-consent':
      return say('consent.not-offered');
    case 'unknown-connection':
      return say('connection.unknown');
    case 'unknown-consent':
      return say('consent.unknown');
    case 'not-granted':
      return say('consent.not-granted');
    case 'unknown-start':
      return say('consent.unknown-start');
    default:
      return problem.message;
  }
}
