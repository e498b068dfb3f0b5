import type { Member } from '@quayside/core/domain/member';
import type { Engine } from '@quayside/core/use-cases/engine';
import { joinWorkspace } from '@quayside/core/use-cases/join-workspace';
import type { Actor } from '../admin-api/operation.ts';
import { localeOf } from '../messages/locale-of.ts';

/** Whom the host has identified, by a session of its own that it has checked. */
export interface HostVisitor {
  readonly host: string;
  readonly shop: string;
  /** The host's id of the user. */
  readonly userId: string;
  readonly userName: string | null;
  /** As the host says it: `fr-CA` for instance. */
  readonly language: string | null;
}

/**
 * Finds the workspace of a host's shop, and the member that the visitor is there: the only way by which a request comes to a workspace (P6).
 *
 * @returns `undefined` when the shop has not installed the app, or has removed it.
 */
export async function openSession(engine: Engine, visitor: HostVisitor): Promise<Actor | undefined> {
  const shop = await engine.storage.hostShop(visitor.host, visitor.shop);
  if (shop === undefined || shop.uninstalledAt !== null) return undefined;
  const { workspaceId } = shop;
  const user: Pick<Member, 'hostUser' | 'name'> = {
    hostUser: `${visitor.host}:${visitor.userId}`,
    name: visitor.userName,
  };
  const member = await joinWorkspace(engine, workspaceId, user);
  return { workspaceId, member, locale: localeOf(visitor.language) };
}
