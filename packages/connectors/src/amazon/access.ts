import { oneSecret, secretsOf, type ClientSecrets } from './client-secrets.ts';
import { regionEndpoints, tokenEndpoint, type AmazonRegion } from './marketplaces.ts';
import { amazonRegistration, type AmazonCredentials } from './settings.ts';

/** As whom, and where, Amazon is spoken to. */
export interface AmazonAccess {
  /** `null`: neither the seller nor this installation has an application. */
  readonly client: { readonly id: string; readonly secrets: ClientSecrets } | null;
  readonly apiUrl: string;
  readonly tokenUrl: string;
}

/** What of a connection's settings says where Amazon is. */
interface Place {
  readonly region: AmazonRegion;
  readonly apiUrl?: string | undefined;
  readonly tokenUrl?: string | undefined;
}

type Client = AmazonAccess['client'];

/** The seller's own application, else this installation's. */
export function clientOf(credentials: Partial<AmazonCredentials>, registration: unknown): Client {
  const { clientId, clientSecret } = credentials;
  if (clientId !== undefined && clientSecret !== undefined) {
    return { id: clientId, secrets: oneSecret(clientSecret) };
  }
  const ours = amazonRegistration.safeParse(registration).data;
  if (ours === undefined || typeof registration !== 'object' || registration === null) return null;
  return { id: ours.clientId, secrets: secretsOf(registration) };
}

/** A seller's own application stands for itself; a consent was given to this installation's, whose addresses then hold as well. */
export function accessOf(
  credentials: Partial<AmazonCredentials>,
  { region, apiUrl, tokenUrl }: Place,
  registration: unknown,
): AmazonAccess {
  const ours =
    credentials.clientId === undefined ? amazonRegistration.safeParse(registration).data : undefined;
  return {
    client: clientOf(credentials, registration),
    apiUrl: apiUrl ?? ours?.apiUrl ?? regionEndpoints[region],
    tokenUrl: tokenUrl ?? ours?.tokenUrl ?? tokenEndpoint,
  };
}
