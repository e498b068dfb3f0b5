import type { ConnectorManifest, ManifestField } from '@quayside/core/ports/manifest';
import { err, ok } from '@quayside/core/domain/result';
import { beginConsent, claimConsent, refusalOf } from '@quayside/core/use-cases/consent';
import { connectChannel, reconnect } from '@quayside/core/use-cases/connect';
import { z } from 'zod';
import { connectionId } from '../fields.ts';
import { command, type Call } from '../operation.ts';
import { refuse } from '../problems.ts';

const connector = z.string().min(1).max(50);
/** Of a form: a text, or the chosen ones of several. */
const given = z.record(
  z.string().max(50),
  z.union([z.string().max(4_000), z.array(z.string().max(100)).max(100)]),
);
const connected = z.object({ connectionId: z.string() });

export const begin = command({
  summary: 'Begins consent on a channel’s own pages',
  input: z.strictObject({
    connector,
    choices: given,
    connectionId: connectionId.nullable().default(null).meta({ description: 'The account to reconnect' }),
    start: z.string().trim().max(8_000).nullable().default(null).meta({
      description:
        'The address at which the channel’s app store sent the member to us; null: they begin here',
    }),
  }),
  output: z.object({ pageUrl: z.string().meta({ description: 'To be opened at top level' }) }),
  secrets: ['start'],
  async run({ engine, workspaceId, member, host }, input) {
    const returnUrl = host.consentReturnUrl(input.connector);
    if (returnUrl === null) return refuse({ kind: 'no-address' });
    const begun = await beginConsent(engine, workspaceId, {
      ...input,
      start: input.start === null ? null : queryOf(input.start),
      memberId: member.id,
      returnUrl,
    });
    return begun.ok ? ok(begun.value) : err(refusalOf(begun.error));
  },
});

/** What is no address says nothing. */
function queryOf(address: string): Readonly<Record<string, string>> {
  return URL.canParse(address) ? Object.fromEntries(new URL(address).searchParams) : {};
}

export const claim = command({
  summary: 'Takes what a channel granted to this member, and connects it',
  input: z.strictObject({ secret: z.string().min(1).max(200) }),
  output: connected,
  secrets: ['secret'],
  async run({ engine, workspaceId, member }, { secret }) {
    const claimed = await claimConsent(engine, workspaceId, member.id, secret);
    return claimed.ok ? ok({ connectionId: claimed.value.id }) : err(refusalOf(claimed.error));
  },
});

export const connect = command({
  summary: 'Connects a channel account by keys that were typed in',
  input: z.strictObject({ connector, name: z.string().trim().min(1).max(100), fields: given }),
  output: connected,
  secrets: ['fields'],
  async run(call, input) {
    const { engine, workspaceId } = call;
    const { credentials, settings } = partsOf(call, input.connector, input.fields);
    const made = await connectChannel(engine, workspaceId, {
      connector: input.connector,
      name: input.name,
      credentials,
      settings,
    });
    return made.ok ? ok({ connectionId: made.value.id }) : refuse(made.error);
  },
});

export const reconnectAccount = command({
  summary: 'Gives a channel account new keys',
  input: z.strictObject({ connectionId, fields: given }),
  output: connected,
  secrets: ['fields'],
  async run(call, input) {
    const { engine, workspaceId } = call;
    const key = { workspaceId, connectionId: input.connectionId };
    const known = await engine.storage.transaction(workspaceId, (tx) => tx.connections.get(key.connectionId));
    if (known?.role !== 'channel') return refuse({ kind: 'unknown-connection' });
    const { credentials } = partsOf(call, known.connector, input.fields);
    const made = await reconnect(engine, key, credentials);
    return made.ok ? ok({ connectionId: made.value.id }) : refuse(made.error);
  },
});

/** What was typed in, told apart by the manifest; the connector's schemas check it. */
function partsOf({ host }: Call, id: string, fields: z.output<typeof given>) {
  const manifest = host.manifests.find((each) => each.role === 'channel' && each.id === id);
  return {
    credentials: partOf(manifest, 'credentials', fields),
    settings: partOf(manifest, 'settings', fields),
  };
}

function partOf(
  manifest: ConnectorManifest | undefined,
  part: ManifestField['of'],
  fields: z.output<typeof given>,
): Readonly<Record<string, unknown>> {
  const names = (manifest?.fields ?? []).filter(({ of }) => of === part).map(({ name }) => name);
  return Object.fromEntries(names.flatMap((name) => (name in fields ? [[name, fields[name]]] : [])));
}
