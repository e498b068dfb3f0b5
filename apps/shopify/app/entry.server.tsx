import { PassThrough } from 'node:stream';
import {
  createReadableStreamFromReadable,
  type ActionFunctionArgs,
  type EntryContext,
  type LoaderFunctionArgs,
} from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import { frameAncestors } from './frame-ancestors.ts';
import type {} from './load-context.ts';
import { withoutNullBytes } from './without-null-bytes.ts';

/** A page may take so long to render; whoever asked is told then. */
const abortDelayMs = 5_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
): Promise<Response> {
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('Content-Security-Policy', frameAncestors(request));
  // Pages are a member's own, and are never right for long.
  headers.set('Cache-Control', 'no-store');
  return new Promise((resolve, reject) => {
    let answered = status;
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={context} url={request.url} />, {
      onAllReady() {
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status: answered }));
        pipe(withoutNullBytes()).pipe(body);
      },
      onShellError: reject,
      onError() {
        answered = 500;
      },
    });
    setTimeout(abort, abortDelayMs).unref();
  });
}

/** Errors of loaders, actions and rendering, in our own log. Aborted requests and unknown addresses are none. */
export function handleError(
  error: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  context.adminApi.engine.log.error('screen-failed', { error });
}
