import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Button, Card, Checkbox, InlineStack, Page, Text } from '@shopify/polaris';
import { useState } from 'react';
import { Facts } from '../facts.tsx';
import { Moment } from '../moment.tsx';
import { Refusal } from '../refusal.tsx';
import { useScreen } from '../screen-context.tsx';
import { TitledCard } from '../titled-card.tsx';
import { AspectPreview } from './aspect-preview.tsx';
import { ChangeProgress, ChangeState } from './change-state.tsx';
import { TwoColumns } from './two-columns.tsx';
import { UndoChange, useUndo } from './undo-change.tsx';

type View = OutputOf<'policy-change'>;

/** One change of the policies: what it would do to everything that is listed, and the decision about it. */
export function PolicyChange({ view }: { readonly view: View }) {
  const { t } = useScreen();
  const { policy, preview, state } = view;
  const isReckoned = state !== 'previewing';
  return (
    <Page
      title={view.sentence}
      titleMetadata={<ChangeState change={view} />}
      backAction={{
        content: policy?.name ?? t('screen.policies.title'),
        url: policy === null ? '/app/policies' : `/app/policies/${policy.id}`,
      }}
    >
      <TwoColumns
        aside={
          <>
            <AboutChange view={view} />
            <Limits limits={preview.limits} />
          </>
        }
      >
        <Decision view={view} />
        <AspectPreview title={t('screen.listings.price')} preview={preview.price} isReckoned={isReckoned} />
        <AspectPreview
          title={t('screen.listings.quantity')}
          preview={preview.quantity}
          isReckoned={isReckoned}
        />
      </TwoColumns>
    </Page>
  );
}

/** Where the change stands, and what can be done with it now. */
function Decision({ view }: { readonly view: View }) {
  const { t, may, useCommand } = useScreen();
  const apply = useCommand('apply-policy-change');
  const discard = useCommand('discard-policy-change');
  const undo = useUndo();
  const [approvesAsks, setApprovesAsks] = useState(false);
  const { id, state, preview, progress } = view;
  const { price, quantity, asks } = preview;
  const isOpen = state === 'previewing' || state === 'previewed';
  const problem = apply.problem ?? discard.problem;
  return (
    <Card>
      <BlockStack gap="300">
        {state === 'previewing' && <ChangeProgress change={view} />}
        <Text as="p">{t(`screen.policy-change.says.${state}`)}</Text>
        {state !== 'previewing' && (
          <Text as="p" fontWeight="semibold">
            {progress.total === 0
              ? t('screen.policy-change.nothing-listed')
              : t('screen.policy-change.summary', {
                  prices: changesOf(price),
                  quantities: changesOf(quantity),
                  listings: progress.total,
                })}
          </Text>
        )}
        {state === 'previewed' && asks > 0 && (
          <>
            <Text as="p">{t('screen.policy-change.asks', { count: asks })}</Text>
            {may('apply-policy-change') && (
              <Checkbox
                label={t('screen.policy-change.approve', { count: asks })}
                checked={approvesAsks}
                onChange={setApprovesAsks}
              />
            )}
          </>
        )}
        {problem !== null && <Refusal sentence={problem} />}
        {isOpen && may('apply-policy-change') && (
          <InlineStack gap="200">
            {state === 'previewed' && (
              <Button
                variant="primary"
                loading={apply.isRunning}
                disabled={discard.isRunning}
                onClick={() => apply.run({ changeId: id, approvesAsks })}
              >
                {t('screen.policy-change.apply')}
              </Button>
            )}
            <Button
              loading={discard.isRunning}
              disabled={apply.isRunning}
              onClick={() => discard.run({ changeId: id })}
            >
              {t('screen.policy-change.discard')}
            </Button>
          </InlineStack>
        )}
        <UndoChange change={view} undo={undo} />
      </BlockStack>
    </Card>
  );
}

function changesOf({ raised, lowered, refused }: View['preview']['price']): number {
  return raised + lowered + refused.reduce((sum, { count }) => sum + count, 0);
}

function AboutChange({ view }: { readonly view: View }) {
  const { t } = useScreen();
  const { account, policy, policyKind, createdAt, appliedAt, by } = view;
  return (
    <TitledCard title={t('screen.policy-change.about')}>
      <Facts
        facts={[
          [t('screen.new-policy.kind'), t(`screen.policy.kind.${policyKind}`)],
          [t('screen.policy-change.policy'), policy?.name ?? null],
          [t('screen.filter.account'), account?.name ?? null],
          [t('screen.policy-change.proposed'), <Moment key="proposed" at={createdAt} />],
          [t('screen.policy-change.by'), by],
          [
            t('screen.policy-change.applied'),
            appliedAt === null ? null : <Moment key="applied" at={appliedAt} />,
          ],
        ]}
      />
    </TitledCard>
  );
}

function Limits({ limits }: { readonly limits: View['preview']['limits'] }) {
  const { t, locale } = useScreen();
  const hit = limits.filter(({ count }) => count > 0);
  if (hit.length === 0) return null;
  const format = new Intl.NumberFormat(locale);
  return (
    <TitledCard title={t('screen.policy-change.limits')}>
      <Facts facts={hit.map(({ name, count }) => [name, format.format(count)])} />
    </TitledCard>
  );
}
