import { amazonMarketplaces } from '@quayside/connectors/amazon/marketplaces';
import { definition } from '@quayside/connectors/amazon/definition';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { instant } from '@quayside/core/domain/instant';
import { ok } from '@quayside/core/domain/result';
import type { ConnectorContext } from '@quayside/core/ports/connector';
import type { Drive, Told } from './drive.ts';
import { queueOfCases } from './notification-drives.ts';
import { marketplaceOfCases } from './drive-subjects.ts';
import type { OfficialAmazon, OfficialAnswer } from './official-amazon.ts';

/** What became of one call of the port. */
export interface Run {
  /** Null: it threw. */
  readonly told: Told | null;
  /** Operations that were called, in their order. */
  readonly called: readonly string[];
  /** What the connector found odd in the answers. */
  readonly oddities: readonly string[];
  /** What is wrong whatever was answered. */
  readonly problems: readonly string[];
}

const secrets = {
  clientId: 'amzn1.client.of-the-cases',
  clientSecret: 'secret-of-the-cases',
  refreshToken: 'Atzr|of-the-cases',
};

/** Opens the connector, as the engine does, and makes one call of its port. */
export async function runDrive(
  amazon: OfficialAmazon,
  drive: Drive,
  answers: Readonly<Record<string, OfficialAnswer>>,
): Promise<Run> {
  const { context, logged, waits } = watchedContext();
  amazon.answers = answers;
  amazon.document = drive.document ?? '';
  amazon.heard.length = 0;
  const id = drive.marketplaceOf?.(answers) ?? marketplaceOfCases;
  const marketplace = amazonMarketplaces.find((each) => each.id === id);
  const connector = definition.open(
    {
      credentials: secrets,
      settings: {
        region: marketplace?.region,
        sellerId: 'A1B2C3',
        marketplaceIds: [marketplace?.id],
        apiUrl: amazon.url,
        tokenUrl: `${amazon.url}/auth/o2/token`,
      },
    },
    context,
    definition.manifest,
  );
  const problems: string[] = [];
  let told: Told | null = null;
  try {
    told = await drive.run(connector);
  } catch (error) {
    problems.push(`threw ${error instanceof Error ? error.message : String(error)}`);
  }
  for (const { operation, problem } of amazon.heard) {
    if (problem !== undefined) problems.push(`request ${operation ?? ''}: ${problem}`);
  }
  if (told?.kind === 'error') problems.push(...errorProblems(told.error));
  for (const wait of waits) if (!isWait(wait)) problems.push(`waits ${wait} ms`);
  return {
    told,
    called: amazon.heard.flatMap(({ operation }) => operation ?? []),
    oddities: logged.flatMap(({ event, fields }) => (event === 'platform-answer-odd' ? fields.problems : [])),
    problems,
  };
}

/** Longer than any limit of Amazon's asks for (searchOrders: 179 s). */
const longestWaitMs = 3_600_000;

function isWait(milliseconds: number): boolean {
  return Number.isFinite(milliseconds) && milliseconds > 0 && milliseconds <= longestWaitMs;
}

/** Every failure has a sentence in both languages, and nobody's secret. */
function errorProblems(error: ConnectorError): string[] {
  const { code, values } = error.message;
  const { en, fr } = definition.manifest.messages;
  const placeholders = [...(en[code] ?? '').matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name ?? '');
  const told = JSON.stringify(error);
  return [
    ...(code in en && code in fr ? [] : [`no sentence for ${code}`]),
    ...placeholders.filter((name) => !(name in values)).map((name) => `${code} lacks ${name}`),
    ...(Object.values(secrets).some((secret) => told.includes(secret)) ? ['tells a secret'] : []),
    ...(error.kind === 'rate-limited' && !isWait(error.retryAfterMs)
      ? [`waits ${error.retryAfterMs} ms`]
      : []),
  ];
}

interface Logged {
  readonly event: string;
  readonly fields: { readonly problems: readonly string[] };
}

function watchedContext() {
  const logged: Logged[] = [];
  const waits: number[] = [];
  const write = (event: string, fields: unknown): void => {
    logged.push({ event, fields: fields as Logged['fields'] });
  };
  const context: ConnectorContext = {
    clock: { now: () => instant(Date.now()) },
    log: { debug: write, info: write, warn: write, error: write },
    budget: {
      take: () => Promise.resolve(0),
      pause(_, milliseconds) {
        waits.push(milliseconds);
        return Promise.resolve();
      },
    },
    registration: {
      applicationId: 'amzn1.sp.solution.1',
      clientId: secrets.clientId,
      clientSecret: secrets.clientSecret,
      queues: [queueOfCases],
    },
    renewCredentials: (isSpent, renewal) =>
      isSpent(secrets) ? renewal(secrets) : Promise.resolve(ok(secrets)),
  };
  return { context, logged, waits };
}
