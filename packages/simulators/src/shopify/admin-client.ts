import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { JsonObject } from '../json-object.ts';
import type { ShopifySimulator } from './server.ts';

/** An answer of the Admin API. */
export interface AdminAnswer {
  readonly status: number;
  readonly data: JsonObject;
  readonly errors: readonly {
    readonly message: string;
    readonly extensions?: JsonObject;
    readonly path?: unknown;
  }[];
  readonly cost: JsonObject;
}

const documents = readDocuments();

/** For tests: asks a simulated shop by the operations of `documents/`, as an app does. */
export class AdminClient {
  readonly #simulator: ShopifySimulator;
  readonly #domain: string;
  /** Empty where the app is not installed. */
  token: string;

  constructor(simulator: ShopifySimulator, domain = simulator.hosted.shop.settings.domain) {
    this.#simulator = simulator;
    this.#domain = domain;
    const { platform } = simulator;
    const { isInstalled } = platform.shop(domain).installation;
    this.token = isInstalled ? platform.issueTokens(domain).accessToken : '';
  }

  /** Runs the operation of this name, or a query as it stands. */
  async ask(operation: string, variables: JsonObject = {}, version = '2026-10'): Promise<AdminAnswer> {
    const isName = /^\w+$/.test(operation);
    const answer = await fetch(`${this.#simulator.shopUrl(this.#domain)}/admin/api/${version}/graphql.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': this.token },
      body: JSON.stringify({
        query: isName ? documents : operation,
        ...(isName ? { operationName: operation } : {}),
        variables,
      }),
    });
    const text = await answer.text();
    const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return {
      status: answer.status,
      data: (body['data'] ?? {}) as JsonObject,
      errors: Array.isArray(body['errors']) ? body['errors'] : [],
      cost: ((body['extensions'] as JsonObject | undefined)?.['cost'] ?? {}) as JsonObject,
    };
  }
}

/** All documents as one; unused operations do no harm, and names are one another's. */
function readDocuments(): string {
  const folder = fileURLToPath(new URL('documents', import.meta.url));
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  return texts.join('\n');
}
