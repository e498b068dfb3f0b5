import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { Client } from 'pg';

export interface BareServer {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly isBodyKept: boolean;
}

// What `webhook-intake` is measured against: the least that a Node server can do for a delivery. No tenants, no framework, no encryption, no row to keep for each
// entity: the signature is checked, the delivery is stored, those that come during an insert are stored by the next one. The secret comes as a message, with whether
// the whole delivery is kept or its id alone; the port goes as one.

const { databaseUrl, secret, isBodyKept } = await new Promise<BareServer>((came) => {
  process.once('message', (message) => came(message as BareServer));
});
const client = new Client({ connectionString: databaseUrl });
await client.connect();
const table = `bare_delivery_${process.pid}`;
await client.query(`CREATE TABLE ${table} (number bigserial PRIMARY KEY, entity_id text, body text)`);

const waiting: { readonly id: string; readonly text: string; readonly answer: (status: number) => void }[] =
  [];
let isStoring = false;

async function store(): Promise<void> {
  isStoring = true;
  while (waiting.length > 0) {
    const batch = waiting.splice(0);
    await client.query(
      `INSERT INTO ${table} (entity_id, body) SELECT * FROM unnest($1::text[], $2::text[])`,
      [batch.map(({ id }) => id), batch.map(({ text }) => (isBodyKept ? text : null))],
    );
    for (const { answer } of batch) answer(200);
  }
  isStoring = false;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const answer = (status: number): void => void response.writeHead(status).end();
    const body = Buffer.concat(chunks);
    const wanted = createHmac('sha256', secret).update(body).digest();
    const given = Buffer.from(String(request.headers['x-wc-webhook-signature']), 'base64');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return answer(401);
    const text = body.toString();
    const { id } = JSON.parse(text) as { id: number };
    waiting.push({ id: String(id), text, answer });
    if (!isStoring) void store();
  });
});
await once(server.listen(0, '127.0.0.1'), 'listening');
process.once('disconnect', () => {
  void client.query(`DROP TABLE ${table}`).finally(() => process.exit(0));
});
process.send?.({ port: (server.address() as AddressInfo).port });
