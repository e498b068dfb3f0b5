import { memoryMessages } from '@quayside/connectors/memory/messages';
import type { MemberId } from '@quayside/core/domain/ids';
import type { Role } from '@quayside/core/domain/member';
import type { Engine } from '@quayside/core/use-cases/engine';
import type { EngineHarness } from './engine-harness.ts';
import { createMessageFormatter } from '@quayside/host-kit/messages/format-message';
import type { Actor, AdminApiHost } from '@quayside/host-kit/admin-api/operation';

/** The admin API over an engine on toys. */
export function apiHost(engine: Engine): AdminApiHost {
  return {
    engine,
    say: createMessageFormatter([memoryMessages]),
    manifests: [engine.connectors.channelManifest('memory'), engine.connectors.storeManifest('memory')],
    consentReturnUrl: (connector) => `https://quayside.example/consent/${connector}`,
  };
}

/** A member of the bench's workspace. */
export async function memberWith(
  { engine, workspaceId, look }: Pick<EngineHarness, 'engine' | 'workspaceId' | 'look'>,
  role: Role,
): Promise<Actor> {
  const id = engine.ids.next() as MemberId;
  const member = {
    id,
    hostUser: `toys:${id}`,
    name: `An ${role}`,
    role,
    joinedAt: engine.clock.now(),
    version: 0,
  };
  await look((tx) => tx.members.insert(member));
  return { workspaceId, member, locale: 'en' };
}
