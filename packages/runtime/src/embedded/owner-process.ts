import { parseArgs } from 'node:util';
import { createLog } from '../log/create-log.ts';
import { SecretRegistry } from '../log/secret-registry.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

// A process that uses the embedded server, for tests that kill it: prints what it got, and leaves the server at SIGINT or SIGTERM.

const { values } = parseArgs({ options: { data: { type: 'string' }, fallback: { type: 'string' } } });
const log = createLog({ level: 'error', secrets: new SecretRegistry() });
const server = await startEmbeddedPostgres({
  dataDirectory: values.data ?? '',
  log,
  ...(values.fallback === undefined ? {} : { fallbackDirectory: values.fallback }),
});
const { url, port, owned, home, relocated } = server;
process.stdout.write(`${JSON.stringify({ url, port, owned, home, relocated })}\n`);
const keepAlive = setInterval(() => undefined, 60_000);
await new Promise<unknown>((resolve) => {
  process.once('SIGINT', resolve);
  process.once('SIGTERM', resolve);
});
await server.stop();
clearInterval(keepAlive);
