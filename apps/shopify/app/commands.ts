import type { InputOf, OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import type { OperationName } from '@quayside/host-kit/admin-api/operations';
import { useFetcher, useSearchParams } from '@remix-run/react';
import { useState } from 'react';
import type { Command } from './ui/screen-context.tsx';

/** What the admin API answers when it refuses (host-kit, `answerAdminRequest`). */
interface Refusal {
  readonly sentence: string;
  readonly fields: readonly string[];
}

/** A command over a fetcher: once it is done, every loader of the page reads again. */
export function useCommand<Name extends OperationName>(name: Name): Command<Name> {
  const fetcher = useFetcher<OutputOf<Name> | Refusal>();
  const [asked, setAsked] = useState<InputOf<Name> | null>(null);
  const [parameters] = useSearchParams();
  const locale = parameters.get('locale');
  const isRunning = fetcher.state !== 'idle';
  const answer = isRunning ? undefined : (fetcher.data as OutputOf<Name> | Refusal | undefined);
  const refusal = answer !== undefined && isRefusal(answer) ? answer : null;
  return {
    run(input) {
      setAsked(() => input);
      const language = locale === null ? '' : `?${new URLSearchParams({ locale }).toString()}`;
      fetcher.submit(JSON.parse(JSON.stringify(input)) as Record<string, string>, {
        method: 'post',
        action: `/api/${name}${language}`,
        encType: 'application/json',
      });
    },
    isRunning,
    asked,
    problem: refusal?.sentence ?? null,
    fields: refusal?.fields ?? [],
    done: answer === undefined || refusal !== null ? null : (answer as OutputOf<Name>),
  };
}

function isRefusal(answer: object): answer is Refusal {
  return 'sentence' in answer && 'fields' in answer;
}
