import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, InlineStack, Modal, Select, Spinner, Text, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { Refusal } from '../refusal.tsx';
import { useScreen } from '../screen-context.tsx';

interface BulkAcceptProps {
  /** What is under way goes on while it is closed. */
  readonly isOpen: boolean;
  readonly summary: OutputOf<'matching-summary'>;
  readonly accounts: OutputOf<'connections'>['rows'];
  /** The account that the list shows. */
  readonly account: string | null;
  readonly onClose: () => void;
}

const lowest = 50;
const mostCounted = 100;

/** Accepts everything from a percentage on: as many calls as it takes, one after the other. */
export function BulkAccept({ isOpen, summary, accounts, account, onClose }: BulkAcceptProps) {
  const { t, useQuestion } = useScreen();
  const { percent, likelyPercent } = summary;
  const [typed, setTyped] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const text = typed ?? String(Math.max(lowest, percent > 100 ? likelyPercent : percent));
  const connectionId = chosen ?? account ?? '';
  const isRight = /^\d{1,3}$/.test(text) && Number(text) >= lowest && Number(text) <= 100;
  const place = connectionId === '' ? {} : { connectionId };
  const run = useBulk();
  const counted = useQuestion(
    'matches',
    isOpen && isRight && run.state === 'ready'
      ? { ...place, percentFrom: Number(text), limit: mostCounted }
      : null,
  );
  const count = counted.isAsking ? null : (counted.answer?.rows.length ?? null);
  const close = (): void => {
    if (run.state === 'done') run.reset();
    setTyped(null);
    setChosen(null);
    onClose();
  };
  return (
    <Modal
      open={isOpen}
      onClose={close}
      title={t('screen.matching.bulk-title')}
      {...(run.state !== 'done' && {
        primaryAction: {
          content: isRight
            ? t('screen.matching.bulk-go', { percent: Number(text) })
            : t('screen.matching.accept'),
          disabled: !isRight || count === null || count === 0,
          loading: run.state === 'running',
          onAction: () => run.begin({ ...place, percentFrom: Number(text) }),
        },
      })}
      secondaryActions={[
        { content: t(run.state === 'ready' ? 'screen.cancel' : 'screen.matching.close'), onAction: close },
      ]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Text as="p">{t('screen.matching.bulk-why')}</Text>
          {run.state === 'ready' && (
            <>
              <InlineStack gap="400">
                <Select
                  label={t('screen.matching.bulk-account')}
                  options={[
                    { value: '', label: t('screen.matching.bulk-all-accounts') },
                    ...accounts.map(({ id, name }) => ({ value: id, label: name })),
                  ]}
                  value={connectionId}
                  onChange={setChosen}
                />
                <TextField
                  label={t('screen.matching.bulk-from')}
                  type="integer"
                  suffix="%"
                  min={lowest}
                  max={100}
                  value={text}
                  onChange={setTyped}
                  autoComplete="off"
                  {...(!isRight && { error: t('screen.matching.bulk-wrong') })}
                />
              </InlineStack>
              {isRight && <Count {...counted} count={count} />}
            </>
          )}
          <div role="status">
            {run.state === 'running' && (
              <Text as="p">{t('screen.matching.bulk-running', { accepted: run.accepted })}</Text>
            )}
            {run.state === 'done' && (
              <Text as="p">
                {t('screen.matching.bulk-done', { accepted: run.accepted, skipped: run.skipped })}{' '}
                {run.isMoreLeft && t('screen.matching.bulk-more')}
              </Text>
            )}
          </div>
          {run.problem !== null && <Refusal sentence={run.problem} />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

interface CountProps {
  readonly count: number | null;
  readonly answer: OutputOf<'matches'> | null;
  readonly problem: string | null;
  readonly isAsking: boolean;
}

function Count({ count, answer, problem, isAsking }: CountProps) {
  const { t } = useScreen();
  if (isAsking) return <Spinner size="small" accessibilityLabel={t('screen.matching.bulk-counting')} />;
  if (problem !== null) return <Refusal sentence={problem} />;
  if (count === null) return null;
  return (
    <Text as="p" fontWeight="semibold">
      {answer?.next == null
        ? t('screen.matching.bulk-count', { count })
        : t('screen.matching.bulk-count-more', { count })}
    </Text>
  );
}

interface Bulk {
  readonly state: 'ready' | 'running' | 'done';
  readonly accepted: number;
  readonly skipped: number;
  readonly isMoreLeft: boolean;
}

const ready: Bulk = { state: 'ready', accepted: 0, skipped: 0, isMoreLeft: false };

/** A call accepts a part of them: it is repeated for as long as it brings some further. */
function useBulk() {
  const { useCommand, t, tell } = useScreen();
  const { run, asked, done, problem } = useCommand('accept-matches-above');
  const [bulk, setBulk] = useState(ready);

  useEffect(() => {
    if (done === null || asked === null) return;
    const accepted = bulk.accepted + done.accepted;
    // What is left out in one call is met in the next one again.
    const { skipped, isMoreLeft } = done;
    const goesOn = isMoreLeft && done.accepted > 0;
    setBulk({ state: goesOn ? 'running' : 'done', accepted, skipped, isMoreLeft });
    if (goesOn) run(asked);
    else tell(t('screen.matching.bulk-done', { accepted, skipped }));
  }, [done]);

  return {
    ...bulk,
    problem,
    state: problem === null ? bulk.state : ('ready' as const),
    reset: () => setBulk(ready),
    begin(input: Parameters<typeof run>[0]): void {
      setBulk({ ...ready, state: 'running' });
      run(input);
    },
  };
}
