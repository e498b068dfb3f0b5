import { createWebhookReceiver } from '@quayside/host-kit/webhooks/receive-webhook';
import type { ConnectionId, WorkspaceId } from '@quayside/core/domain/ids';
import type { Engine } from '@quayside/core/use-cases/engine';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';

/** Deliveries carry a whole order or product; we read only its id. Larger ones are refused before they are read. */
const largestDelivery = 2 * 1024 * 1024;
const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** The HTTP server of the companion service: where shops deliver their webhooks. */
export function createServer(engine: Engine): FastifyInstance {
  const receiveWebhook = createWebhookReceiver(engine);
  // No request logging: paths carry ids only, but headers carry signatures.
  const server = fastify({ bodyLimit: largestDelivery, trustProxy: true });

  // Signatures are over the bytes that came, so that no body is parsed before it is checked.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  // What a shop or a proxy calls the body decides nothing; a name that is no media type would be refused.
  server.addHook('onRequest', (request, _reply, done) => {
    request.raw.headers['content-type'] = 'application/octet-stream';
    done();
  });

  // The caller learns the status and nothing else: our errors name hosts and tables.
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) engine.log.error('webhook-failed', { error, method: request.method });
    return reply.code(status).send();
  });

  server.get('/health', () => ({ status: 'ok' }));

  server.post<{ Params: { workspaceId: WorkspaceId; connectionId: ConnectionId } }>(
    '/webhooks/:workspaceId/:connectionId',
    {
      schema: {
        params: {
          type: 'object',
          properties: {
            workspaceId: { type: 'string', pattern: uuid },
            connectionId: { type: 'string', pattern: uuid },
          },
          required: ['workspaceId', 'connectionId'],
        },
      },
    },
    async (request, reply) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : value,
        ]),
      );
      const rawBody = Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
      const answer = await receiveWebhook(request.params, { headers, rawBody });
      if (answer.outcome !== 'stored' && answer.outcome !== 'ping') {
        engine.log.warn('webhook-refused', { ...request.params, outcome: answer.outcome });
      }
      return reply.code(answer.status).send();
    },
  );
  return server;
}
