import type { AuditEntry } from '../domain/audit-entry.ts';
import type { HostShop } from '../domain/host-shop.ts';
import type { MemberId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Member } from '../domain/member.ts';
import type { PendingConsent } from '../domain/pending-consent.ts';

/** Who works here, from which shops of hosts they come, and what they consent to and did. */
export interface PeopleRepositories {
  readonly members: {
    get(id: MemberId): Promise<Member | undefined>;
    byHostUser(hostUser: string): Promise<Member | undefined>;
    /** Oldest first. */
    list(): Promise<readonly Member[]>;
    insert(member: Member): Promise<void>;
    save(member: Member): Promise<void>;
  };
  readonly hostShops: {
    list(): Promise<readonly HostShop[]>;
    /** A shop that any workspace has is not made again: the whole transaction fails. */
    insert(shop: HostShop): Promise<void>;
    save(shop: HostShop): Promise<void>;
    remove(shop: Pick<HostShop, 'host' | 'shop'>): Promise<void>;
  };
  readonly consents: {
    get(secret: string): Promise<PendingConsent | undefined>;
    /** Those of a member that have not expired, oldest first. */
    ofMember(memberId: MemberId, now: Instant): Promise<readonly PendingConsent[]>;
    insert(consent: PendingConsent): Promise<void>;
    /** Moves it from one kind of outcome to another. `false`: it has another one, and nothing was changed. */
    settle(
      secret: string,
      from: PendingConsent['outcome']['kind'],
      outcome: PendingConsent['outcome'],
    ): Promise<boolean>;
    remove(secret: string): Promise<void>;
    /** What nobody came back for. */
    removeExpired(now: Instant): Promise<void>;
  };
  readonly audit: {
    append(entry: AuditEntry): Promise<void>;
  };
}
