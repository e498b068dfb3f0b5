import type { ConnectorError } from '../domain/connector-error.ts';
import type { Result } from '../domain/result.ts';
import type { Connection } from '../domain/connection.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import type { ChannelConnector, ChannelProfile } from './channel-connector.ts';
import type { Answer } from './connector.ts';
import type { ConsentGrant, ConsentRequest } from './consent.ts';
import type { StoreConnector, StoreProfile } from './store-connector.ts';
import type { WebhookRequest, WebhookVerdict } from './webhooks.ts';
import type { ChannelManifest, StoreManifest } from './manifest.ts';
import type { NotificationQueue } from './notifications.ts';
import type { LaneTurns } from './rate-budget.ts';

/** The connectors that this installation has, opened for a connection with its credentials. */
export interface Connectors {
  /** @throws Error when the connection is no store, or its connector is unknown. */
  store(workspaceId: WorkspaceId, connection: Connection): Promise<OpenedStore>;
  /** @throws Error when the connection is no channel account, or its connector is unknown. */
  channel(workspaceId: WorkspaceId, connection: Connection): Promise<OpenedChannel>;
  /** Calls that are made for a lane, by its place among the lanes. */
  readonly inLane: LaneTurns;
  /** What a channel's connector declares, with the times in force. @throws Error when this installation has no such connector. */
  channelManifest(connectorId: string): ChannelManifest;
  /** What a store's connector declares. @throws Error when this installation has no such connector. */
  storeManifest(connectorId: string): StoreManifest;
  /** Proves credentials that are not stored yet. The settings and credentials are checked against the connector's schemas first. */
  tryStore(candidate: Candidate): Answer<StoreProfile>;
  tryChannel(candidate: Candidate): Answer<ChannelProfile>;
  /** How consent is given on a channel's own pages; `null` where its connector has none, or this installation is not registered there. */
  consent(connectorId: string): OpenedConsent | null;
  /** By what a connector's notifications name the account of these settings; `null` where it sends none. */
  notifiedAs(connectorId: string, settings: Readonly<Record<string, unknown>>): string | null;
  /** The queues that this installation's registrations name. */
  readonly notificationSources: readonly NotificationSource[];
  /** Judges a webhook delivery for a connection of this connector. `bad-signature` where the connector takes none. */
  receiveWebhook(connectorId: string, request: WebhookRequest, secret: string): WebhookVerdict;
}

/** A queue, and whose notifications are in it. */
export interface NotificationSource {
  readonly connector: string;
  readonly queue: NotificationQueue;
}

/** A connector's consent, with this installation's registration. */
export interface OpenedConsent {
  readonly manifest: ChannelManifest;
  /** Checks what the merchant chose. */
  readChoices(choices: unknown): Result<Readonly<Record<string, unknown>>, ConnectorError>;
  /** Whether merchants may begin at the channel's own app store. */
  readonly takesStarts: boolean;
  /** What the channel sent along with a merchant who begins there; `null`: it is none of its. */
  readStart(query: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> | null;
  pageUrl(request: Omit<ConsentRequest, 'registration'> & { readonly state: string }): string;
  complete(
    request: Omit<ConsentRequest, 'registration'> & { readonly query: Readonly<Record<string, string>> },
  ): Answer<ConsentGrant>;
}

export interface Candidate {
  readonly connector: string;
  readonly credentials: unknown;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface OpenedStore {
  readonly manifest: StoreManifest;
  readonly connector: StoreConnector;
}

export interface OpenedChannel {
  readonly manifest: ChannelManifest;
  readonly connector: ChannelConnector;
}
