import path from 'node:path';
import type { Log } from '@quayside/core/ports/log';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { ShopifyHost } from './shopify-host.ts';

export interface ServerParts {
  readonly host: ShopifyHost;
  readonly log: Log;
  /** What `npm run build` made of `app/`. */
  readonly build: ServerBuild;
  /** The folder with the browser's part of it. */
  readonly assets: string;
}

/** The HTTP server of the embedded app. */
export function createServer({ host, log, build, assets }: ServerParts): Express {
  const app = express();
  app.disable('x-powered-by');
  // Behind a proxy that ends TLS.
  app.set('trust proxy', true);
  app.use(logAccess(log), secure);
  app.get('/health', (_request, response) => void response.json({ status: 'ok' }));
  // The names of assets carry a digest of what is in them.
  app.use(
    '/assets',
    express.static(path.join(assets, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  app.use('/assets', (_request, response) => void response.sendStatus(404));
  const answer = createRequestHandler({ build, mode: 'production', getLoadContext: () => ({ ...host }) });
  app.all('*', (request, response, next) => void answer(request, response, next));
  app.use(answerFailure(log));
  return app;
}

/** Paths carry ids alone. Queries are left out: they carry session tokens, codes and what merchants look for. */
function logAccess(log: Log): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const { method, path: target } = request;
    response.on('close', () => {
      const ms = Math.round(performance.now() - began);
      const isWhole = response.writableFinished;
      log.info('request', {
        method,
        path: target,
        status: response.statusCode,
        ms,
        ...(!isWhole && { isWhole }),
      });
    });
    next();
  };
}

const secure: RequestHandler = (request, response, next) => {
  response.set({
    'X-Content-Type-Options': 'nosniff',
    // A query may hold a session token.
    'Referrer-Policy': 'strict-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    ...(request.secure && { 'Strict-Transport-Security': 'max-age=31536000' }),
  });
  next();
};

/** The caller learns the status and nothing else: our errors name hosts and tables. */
function answerFailure(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    log.error('request-failed', { error });
    response.sendStatus(500);
  };
}
