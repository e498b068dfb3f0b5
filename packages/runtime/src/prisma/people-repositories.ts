import {
  brandId,
  type AuditEntryId,
  type ConnectionId,
  type MemberId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import type { AuditEntry } from '@quayside/core/domain/audit-entry';
import type { HostShop } from '@quayside/core/domain/host-shop';
import type { Member } from '@quayside/core/domain/member';
import type { PendingConsent } from '@quayside/core/domain/pending-consent';
import type { PeopleRepositories } from '@quayside/core/ports/people-storage';
import type {
  AuditEntry as AuditEntryRow,
  HostShop as HostShopRow,
  Member as MemberRow,
  PendingConsent as PendingConsentRow,
} from './generated/client.ts';
import { LostUpdate } from './lost-update.ts';
import type { RepositoryContext } from './repository-context.ts';
import {
  fromDate,
  fromDateOrNull,
  fromMessage,
  idOrNull,
  toDate,
  toDateOrNull,
  toJson,
  toJsonOrNull,
} from './rows.ts';

/** Who works in a workspace, from where, and what they did. */
export function peopleRepositories({ client, workspaceId, cipher }: RepositoryContext): PeopleRepositories {
  const sealFor = (secret: string) => ({ workspaceId, connectionId: null, purpose: `consent/${secret}` });
  const toConsent = (row: PendingConsentRow): PendingConsent => ({
    secret: row.secret,
    memberId: brandId<MemberId>(row.memberId),
    connector: row.connector,
    choices: row.choices as PendingConsent['choices'],
    connectionId: idOrNull<ConnectionId>(row.connectionId),
    expiresAt: fromDate(row.expiresAt),
    outcome: JSON.parse(cipher.decrypt(row.sealedOutcome, sealFor(row.secret))) as PendingConsent['outcome'],
  });
  const fromOutcome = (secret: string, outcome: PendingConsent['outcome']) => ({
    outcomeKind: outcome.kind,
    sealedOutcome: cipher.encrypt(JSON.stringify(outcome), sealFor(secret)),
  });
  return {
    members: {
      async get(id) {
        const row = await client.member.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
        return row === null ? undefined : toMember(row);
      },
      async byHostUser(hostUser) {
        const row = await client.member.findUnique({
          where: { workspaceId_hostUser: { workspaceId, hostUser } },
        });
        return row === null ? undefined : toMember(row);
      },
      async list() {
        const rows = await client.member.findMany({
          where: { workspaceId },
          orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
        });
        return rows.map(toMember);
      },
      async insert(member) {
        await client.member.create({ data: fromMember(workspaceId, member) });
      },
      async save(member) {
        const { id, version } = member;
        const { count } = await client.member.updateMany({
          where: { workspaceId, id, version },
          data: { ...fromMember(workspaceId, member), version: version + 1 },
        });
        if (count === 0) throw new LostUpdate(`member ${id}`);
      },
    },
    hostShops: {
      async list() {
        const rows = await client.hostShop.findMany({
          where: { workspaceId },
          orderBy: [{ host: 'asc' }, { shop: 'asc' }],
        });
        return rows.map(toHostShop);
      },
      async insert(shop) {
        // Told apart from a lost race: whoever has it keeps it.
        const { count } = await client.hostShop.createMany({
          data: [fromHostShop(shop)],
          skipDuplicates: true,
        });
        if (count === 0) throw new Error(`${shop.host} ${shop.shop} is known already`);
      },
      async save(shop) {
        const { host, shop: name, version } = shop;
        const { count } = await client.hostShop.updateMany({
          where: { host, shop: name, workspaceId, version },
          data: { ...fromHostShop(shop), version: version + 1 },
        });
        if (count === 0) throw new LostUpdate(`host shop ${name}`);
      },
      async remove({ host, shop }) {
        await client.hostShop.deleteMany({ where: { host, shop, workspaceId } });
      },
    },
    consents: {
      async get(secret) {
        const row = await client.pendingConsent.findUnique({
          where: { workspaceId_secret: { workspaceId, secret } },
        });
        return row === null ? undefined : toConsent(row);
      },
      async ofMember(memberId, now) {
        const rows = await client.pendingConsent.findMany({
          where: { workspaceId, memberId, expiresAt: { gt: toDate(now) } },
          orderBy: [{ expiresAt: 'asc' }, { secret: 'asc' }],
        });
        return rows.map(toConsent);
      },
      async insert({ secret, memberId, connector, choices, connectionId, expiresAt, outcome }) {
        await client.pendingConsent.create({
          data: {
            workspaceId,
            secret,
            memberId,
            connector,
            choices: toJson(choices),
            connectionId,
            expiresAt: toDate(expiresAt),
            ...fromOutcome(secret, outcome),
          },
        });
      },
      async settle(secret, from, outcome) {
        const { count } = await client.pendingConsent.updateMany({
          where: { workspaceId, secret, outcomeKind: from },
          data: fromOutcome(secret, outcome),
        });
        return count === 1;
      },
      async remove(secret) {
        await client.pendingConsent.deleteMany({ where: { workspaceId, secret } });
      },
      async removeExpired(now) {
        await client.pendingConsent.deleteMany({ where: { workspaceId, expiresAt: { lte: toDate(now) } } });
      },
    },
    audit: {
      async append({ id, at, memberId, role, command, input, outcome, reason }) {
        await client.auditEntry.create({
          data: {
            workspaceId,
            id,
            at: toDate(at),
            memberId,
            role,
            command,
            input: toJson(input),
            outcome,
            reason: toJsonOrNull(reason),
          },
        });
      },
    },
  };
}

function toMember(row: MemberRow): Member {
  return {
    id: brandId<MemberId>(row.id),
    hostUser: row.hostUser,
    name: row.name,
    role: row.role as Member['role'],
    joinedAt: fromDate(row.joinedAt),
    version: row.version,
  };
}

function fromMember(workspaceId: WorkspaceId, { joinedAt, ...member }: Member) {
  return { workspaceId, ...member, joinedAt: toDate(joinedAt) };
}

export function toHostShop(row: HostShopRow): HostShop {
  return {
    host: row.host,
    shop: row.shop,
    workspaceId: brandId<WorkspaceId>(row.workspaceId),
    connectionId: idOrNull<ConnectionId>(row.connectionId),
    installedAt: fromDate(row.installedAt),
    uninstalledAt: fromDateOrNull(row.uninstalledAt),
    version: row.version,
  };
}

function fromHostShop({ installedAt, uninstalledAt, ...shop }: HostShop) {
  return { ...shop, installedAt: toDate(installedAt), uninstalledAt: toDateOrNull(uninstalledAt) };
}

export function toAuditEntry(row: AuditEntryRow): AuditEntry {
  return {
    id: brandId<AuditEntryId>(row.id),
    at: fromDate(row.at),
    memberId: brandId<MemberId>(row.memberId),
    role: row.role as AuditEntry['role'],
    command: row.command,
    input: row.input as AuditEntry['input'],
    outcome: row.outcome as AuditEntry['outcome'],
    reason: row.reason === null ? null : fromMessage(row.reason),
  };
}
