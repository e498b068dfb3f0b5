import { isRouteErrorResponse, useRevalidator, useRouteError } from '@remix-run/react';
import { Problem } from './ui/problem.tsx';

/** A screen's error boundary: says what the server said, or that something failed, and offers to try again. */
export function ScreenProblem() {
  const error = useRouteError();
  const { revalidate } = useRevalidator();
  return <Problem sentence={sentenceOf(error)} onRetry={revalidate} />;
}

function sentenceOf(error: unknown): string | null {
  if (!isRouteErrorResponse(error)) return null;
  const { sentence } = (error.data ?? {}) as { readonly sentence?: unknown };
  return typeof sentence === 'string' ? sentence : null;
}
