import type { InputOf } from '@quayside/host-kit/admin-api/call-operation';
import { useEffect, useRef } from 'react';
import { useScreen } from '../screen-context.tsx';

export type Verdict = 'accept' | 'reject';

/** What somebody says of one listing. */
export interface Judged {
  readonly verdict: Verdict;
  readonly input: InputOf<'accept-match'>;
  /** What it is said to be, or not to be. */
  readonly title: string;
  readonly sku: string;
  /** How many proposals the listing had. */
  readonly proposals: number;
}

interface JudgementProps {
  readonly judged: Judged;
  readonly onDone: () => void;
  readonly onRefused: (sentence: string) => void;
}

/** A verdict on its way to the server. It stands beside the list: the row that it is about goes before its end can be told. */
export function Judgement({ judged, onDone, onRefused }: JudgementProps) {
  const { useCommand } = useScreen();
  const { run, problem, done } = useCommand(`${judged.verdict}-match`);
  const hasRun = useRef(false);

  useEffect(() => {
    if (hasRun.current) return;
    hasRun.current = true;
    run(judged.input);
  }, []);
  useEffect(() => {
    if (done !== null) onDone();
  }, [done]);
  useEffect(() => {
    if (problem !== null) onRefused(problem);
  }, [problem]);
  return null;
}
