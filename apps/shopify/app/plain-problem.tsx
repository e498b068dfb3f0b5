import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import type { Locale } from '@quayside/host-kit/messages/format-message';
import { createScreenTexts } from '@quayside/host-kit/messages/screen-texts';

/** What is said where no screen can be shown: outside of the admin, or for an address that is none. */
export function PlainProblem({ locale }: { readonly locale: Locale }) {
  const t = createScreenTexts(locale);
  const error = useRouteError();
  const isAbsent = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main
      style={{
        fontFamily: 'system-ui, sans-serif',
        maxWidth: '36rem',
        margin: '4rem auto',
        padding: '0 1rem',
      }}
    >
      <h1>{t(isAbsent ? 'screen.problem.absent' : 'screen.problem.title')}</h1>
      <p>{t(isAbsent ? 'screen.problem.absent-advice' : 'screen.problem.advice')}</p>
    </main>
  );
}
