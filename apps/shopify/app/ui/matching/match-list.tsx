import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Box, Button, Divider, InlineStack, Text } from '@shopify/polaris';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Refusal } from '../refusal.tsx';
import { useScreen } from '../screen-context.tsx';
import { Judgement, type Judged } from './judgement.tsx';
import { actionOf } from './keys.ts';
import { MatchRow, rowId, type RowState } from './match-row.tsx';
import { Shortcuts } from './shortcuts.tsx';

interface MatchListProps {
  readonly rows: OutputOf<'matches'>['rows'];
  /** How many wait in all accounts together. */
  readonly left: number;
  readonly onAwait: (listingId: string) => void;
}

/** Verdicts by the listings that they are about: under way, or refused. */
type Verdicts = ReadonlyMap<string, { readonly judged: Judged; readonly problem: string | null }>;

/** The rows, one of which is the current one. What is said of one goes to the server, then the focus goes on to the next. */
export function MatchList({ rows, left, onAwait }: MatchListProps) {
  const { t, may, useCommand } = useScreen();
  const [verdicts, setVerdicts] = useState<Verdicts>(new Map());
  const [rejected, setRejected] = useState<readonly Judged[]>([]);
  const [announced, setAnnounced] = useState('');
  const undo = useCommand('undo-reject-match');
  const place = useRef<HTMLDivElement>(null);
  const focus = useFocus(rows, place);
  const last = rejected.at(-1);

  const judge = (judged: Judged): void => {
    const { listingId } = judged.input;
    if (verdicts.get(listingId)?.problem === null) return;
    setVerdicts((all) => new Map(all).set(listingId, { judged, problem: null }));
  };
  const end = ({ verdict, title, sku, input, proposals }: Judged): void => {
    setVerdicts((all) => new Map([...all].filter(([id]) => id !== input.listingId)));
    setAnnounced(t(`screen.matching.${verdict}ed`, { title, sku, left }));
    // What has further proposals stays the current one.
    if (verdict === 'accept' || proposals < 2) focus.leave(input.listingId);
    else focus.stay(input.listingId);
  };
  const takeBack = (): void => {
    if (last !== undefined && !undo.isRunning) undo.run(last.input);
  };

  useEffect(() => {
    const { asked } = undo;
    if (undo.done === null || asked === null) return;
    const taken = rejected.find(({ input }) => input === asked);
    if (taken === undefined) return;
    setRejected((all) => all.filter((each) => each !== taken));
    setAnnounced(t('screen.matching.undone', { title: taken.title, sku: taken.sku }));
    onAwait(asked.listingId);
  }, [undo.done]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const action = actionOf(event);
    if (action === 'undo' && may('undo-reject-match')) takeBack();
    else if (action === 'next-row') focus.move(1);
    else if (action === 'previous-row') focus.move(-1);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div role="status" aria-live="polite">
        <Text as="span" visuallyHidden>
          {announced}
        </Text>
      </div>
      {[...verdicts.values()].flatMap(({ judged, problem }) =>
        problem === null
          ? [
              <Judgement
                key={`${judged.verdict} ${JSON.stringify(judged.input)}`}
                judged={judged}
                onDone={() => {
                  if (judged.verdict === 'reject') setRejected((all) => [...all, judged]);
                  end(judged);
                }}
                onRefused={(sentence) => {
                  const { listingId } = judged.input;
                  setVerdicts((all) => new Map(all).set(listingId, { judged, problem: sentence }));
                  focus.stay(listingId);
                }}
              />,
            ]
          : [],
      )}
      {rows.length > 0 && may('accept-match') && (
        <Box padding="400" paddingBlockEnd="200">
          <Shortcuts />
        </Box>
      )}
      {last !== undefined && (
        <Box padding="400" background="bg-surface-secondary">
          <InlineStack gap="300" blockAlign="center">
            <Text as="p" breakWord>
              {t('screen.matching.last-rejected', { title: last.title, sku: last.sku })}
            </Text>
            <Button loading={undo.isRunning} onClick={takeBack}>
              {t('screen.matching.undo')}
            </Button>
          </InlineStack>
          {undo.problem !== null && <Refusal sentence={undo.problem} />}
        </Box>
      )}
      <div
        ref={place}
        role="group"
        aria-label={t('screen.matching.list')}
        tabIndex={-1}
        style={{ outline: 'none' }}
        onKeyDown={onKeyDown}
      >
        {rows.map((row, index) => (
          <div key={row.listingId}>
            {index > 0 && <Divider />}
            <MatchRow
              row={row}
              isCurrent={focus.current === row.listingId}
              state={stateOf(verdicts.get(row.listingId))}
              onFocus={() => focus.set(row.listingId)}
              onJudge={judge}
            />
          </div>
        ))}
      </div>
    </>
  );
}

function stateOf(verdict: ReturnType<Verdicts['get']>): RowState {
  if (verdict === undefined) return { underWay: null, problem: null };
  const { judged, problem } = verdict;
  return { underWay: problem === null ? judged.verdict : null, problem };
}

/** Which row is the current one; the focus follows where somebody moves it, and goes on from where a row has gone. */
function useFocus(rows: MatchListProps['rows'], place: { readonly current: HTMLDivElement | null }) {
  const [current, setCurrent] = useState<string | null>(null);
  const ids = rows.map(({ listingId }) => listingId);
  /** Where each row was when it was seen last. */
  const known = useRef(new Map<string, number>());
  useEffect(() => {
    for (const [index, id] of ids.entries()) known.current.set(id, index);
  });

  const go = (id: string | undefined): void => {
    setCurrent(id ?? null);
    const row = id === undefined ? null : document.getElementById(rowId(id));
    (row ?? place.current)?.focus();
  };
  /** Whether somebody has gone on by themselves. */
  const hasLeft = (id: string): boolean => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) return false;
    return document.getElementById(rowId(id))?.contains(activeElement) !== true;
  };
  return {
    /** The first one, until somebody goes to another. */
    current: ids.find((id) => id === current) ?? ids[0] ?? null,
    set: setCurrent,
    move(by: 1 | -1): void {
      const next = ids[Math.max(0, current === null ? 0 : ids.indexOf(current)) + by];
      if (next !== undefined) go(next);
    },
    /** Goes back to a row whose button has lost the focus. */
    stay(id: string): void {
      if (!hasLeft(id)) go(id);
    },
    /** Goes on from a row of which everything is said. */
    leave(id: string): void {
      if (hasLeft(id)) return;
      const at = ids.indexOf(id);
      const next = at === -1 ? (known.current.get(id) ?? 0) : at + 1;
      go(ids[Math.min(next, ids.length - 1)]);
    },
  };
}
