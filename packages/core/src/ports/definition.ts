import type { z } from 'zod';
import type { ChannelConnector } from './channel-connector.ts';
import type { ConnectorContext } from './connector.ts';
import type { Consent } from './consent.ts';
import type { ChannelManifest, ConnectorManifest, StoreManifest } from './manifest.ts';
import type { ChannelNotifications } from './notifications.ts';
import type { StoreConnector } from './store-connector.ts';
import type { WebhookRequest, WebhookVerdict } from './webhooks.ts';

/** What a connector's folder exports. */
interface Definition<Manifest extends ConnectorManifest, Connector> {
  readonly manifest: Manifest;
  /** What `open` needs to speak for the merchant; encrypted at rest. */
  readonly credentials: z.ZodType;
  /** What the merchant chooses that is no secret. */
  readonly settings: z.ZodType;
  /**
   * As which application the platform sees us with these credentials: connections with the same answer share the limits `perApplication` of the manifest.
   * Absent: with none.
   */
  readonly application?: (credentials: unknown, registration: unknown) => string;
  /** What the platform gave this installation when it was registered there, such as client id and secret. Absent: it needs none (ADR 0016). */
  readonly registration?: z.ZodType;
  /** How a merchant consents on the platform's own pages. Absent: credentials are typed in, or come with the host. */
  readonly consent?: Consent;
  /**
   * Makes a connector for one connection. Both values have passed the schemas above. Does no IO.
   *
   * @param manifest the manifest in force: its times are what the engine counts on, so the connector's time-outs come from it.
   */
  open(
    connection: { readonly credentials: unknown; readonly settings: unknown },
    context: ConnectorContext,
    manifest: Manifest,
  ): Connector;
}

export type StoreDefinition = Definition<StoreManifest, StoreConnector> & {
  /** Judges a delivery by the secret that was registered for the connection, or by the installation's registration. */
  readonly receiveWebhook?: (
    request: WebhookRequest,
    secret: string,
    registration: unknown,
  ) => WebhookVerdict;
};

export type ChannelDefinition = Definition<ChannelManifest, ChannelConnector> & {
  /** How the channel tells of changes by itself. Absent: it does not, and is asked. */
  readonly notifications?: ChannelNotifications;
};

export type ConnectorDefinition = StoreDefinition | ChannelDefinition;
