import type { InputOf, OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import type { OperationName } from '@quayside/host-kit/admin-api/operations';
import { useSearchParams } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useScreen, type Question } from './ui/screen-context.tsx';

/** While somebody types, a question waits for a rest this long. */
const restMs = 350;

type Found<Name extends OperationName> = Omit<Question<Name>, 'isAsking'> & {
  /** What it was asked with. */
  readonly asked: string | null;
};

/** A question of the admin API that a screen asks beside its loaders, which it leaves alone. An input that has changed meanwhile is never answered. */
export function useQuestion<Name extends OperationName>(
  name: Name,
  input: InputOf<Name> | null,
): Question<Name> {
  const { t } = useScreen();
  const [parameters] = useSearchParams();
  const locale = parameters.get('locale');
  const asked = input === null ? null : JSON.stringify(input);
  const [found, setFound] = useState<Found<Name>>({ asked: null, answer: null, problem: null, fields: [] });

  useEffect(() => {
    if (asked === null) return undefined;
    const stop = new AbortController();
    const ask = async (): Promise<Partial<Found<Name>>> => {
      const language = locale === null ? '' : `?${new URLSearchParams({ locale }).toString()}`;
      const response = await fetch(`/api/${name}${language}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: asked,
        signal: stop.signal,
      });
      const body: unknown = await response.json();
      if (response.ok) return { answer: body as OutputOf<Name> };
      const { sentence, fields } = body as { readonly sentence: string; readonly fields: readonly string[] };
      return { problem: sentence, fields };
    };
    const rest = setTimeout(() => {
      ask()
        .catch(() => ({ problem: t('screen.problem.command') }))
        .then((answered) => {
          if (stop.signal.aborted) return;
          setFound(({ answer }) => ({ asked, answer, problem: null, fields: [], ...answered }));
        })
        .catch(() => undefined);
    }, restMs);
    return () => {
      clearTimeout(rest);
      stop.abort();
    };
  }, [name, asked, locale]);

  return { ...found, isAsking: asked !== null && asked !== found.asked };
}
