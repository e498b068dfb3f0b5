import { Badge, BlockStack, Box, Button, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import { ChevronLeftIcon, ChevronRightIcon } from '@shopify/polaris-icons';
import { useState, type KeyboardEvent } from 'react';
import { Amount } from '../amount.tsx';
import { Refusal } from '../refusal.tsx';
import { useScreen } from '../screen-context.tsx';
import { areUnits, UnitsField } from '../units-field.tsx';
import { Findings } from './findings.tsx';
import type { Judged, Verdict } from './judgement.tsx';
import { actionOf } from './keys.ts';
import { MatchByHand } from './match-by-hand.tsx';
import {
  factsOf,
  likelihood,
  thingListed,
  thingOfItem,
  thingOfVariant,
  titleOf,
  type MatchRowView,
  type Proposal,
  type Thing,
} from './match-things.ts';
import { ThingSide } from './thing-side.tsx';

export interface RowState {
  /** What is being done. */
  readonly underWay: Verdict | null;
  /** Why the last verdict was refused. */
  readonly problem: string | null;
}

interface MatchRowProps {
  readonly row: MatchRowView;
  readonly isCurrent: boolean;
  readonly state: RowState;
  readonly onFocus: () => void;
  readonly onJudge: (judged: Judged) => void;
}

/** The id of a row’s element. */
export function rowId(listingId: string): string {
  return `match-${listingId}`;
}

/** Something that waits, and what it may be: side by side, with what speaks for it and against it. */
export function MatchRow({ row, isCurrent, state, onFocus, onJudge }: MatchRowProps) {
  const { t, may } = useScreen();
  const { listingId, channelSku: sku, marketplace, account, kind, proposals, catalogueIdName } = row;
  const [shown, setShown] = useState(0);
  const [isByHand, setIsByHand] = useState(false);
  const [units, setUnits] = useState(String(row.unitsPerListing));
  const position = Math.min(shown, proposals.length - 1);
  const proposal = proposals[position];
  const own = useOwn(row);
  const proposed = useProposed(proposal);
  const facts = factsOf(proposed === null ? [own] : [own, proposed]);
  const there = { marketplace };
  const isBusy = state.underWay !== null;
  const areUnitsRight = kind === 'find-item' || areUnits(units);

  const judge = (verdict: Verdict, which: Pick<Proposal, 'item' | 'variant'>): void => {
    if (isBusy || !may(`${verdict}-match`)) return;
    const is =
      which.item === null
        ? {
            variantId: which.variant?.variantId ?? '',
            ...(verdict === 'accept' && { unitsPerListing: Number(units) }),
          }
        : { catalogueId: which.item.catalogueId };
    if (verdict === 'accept' && !areUnitsRight) return;
    onJudge({
      ...{ verdict, sku, title: titleOf(which), proposals: proposals.length },
      input: { connectionId: row.connectionId, listingId, is },
    });
  };
  const step = (by: 1 | -1): void => setShown(Math.max(0, Math.min(proposals.length - 1, position + by)));
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = actionOf(event);
    if (action === 'next-proposal' || action === 'previous-proposal')
      step(action === 'next-proposal' ? 1 : -1);
    else if ((action === 'accept' || action === 'reject') && proposal !== undefined) judge(action, proposal);
    else return;
    event.preventDefault();
  };

  return (
    <div
      id={rowId(listingId)}
      role="group"
      aria-labelledby={`${rowId(listingId)}-title`}
      aria-current={isCurrent}
      aria-busy={isBusy}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      style={{
        scrollMarginBlock: '4rem',
        boxShadow: isCurrent ? 'inset 4px 0 0 var(--p-color-border-emphasis)' : 'none',
      }}
    >
      <Box padding="400" paddingInlineStart="500">
        <BlockStack gap="400">
          <Text as="p" tone="subdued" breakWord>
            {t('screen.matching.of-account', { sku, marketplace, account })}
          </Text>
          <InlineGrid columns={{ xs: 1, md: 2 }} gap="500">
            <ThingSide
              heading={kind === 'find-item' ? t('screen.matching.ours') : t('screen.matching.theirs', there)}
              thing={own}
              titleId={`${rowId(listingId)}-title`}
              {...{ facts, catalogueIdName }}
            />
            {proposal === undefined || proposed === null ? (
              <NothingProposed why={row.why} />
            ) : (
              <ThingSide
                heading={t(
                  kind === 'find-item' ? 'screen.matching.proposed-there' : 'screen.matching.proposed-here',
                  there,
                )}
                mark={
                  <Badge tone={proposal.isLikely && !proposal.isVetoed ? 'success' : 'attention'}>
                    {likelihood(t, proposal)}
                  </Badge>
                }
                thing={proposed}
                {...{ facts, catalogueIdName }}
              />
            )}
          </InlineGrid>
          {proposal !== undefined && <Findings {...proposal} />}
          {state.problem !== null && <Refusal sentence={state.problem} />}
          {kind === 'find-variant' && may('accept-match') && (proposal !== undefined || isByHand) && (
            <div style={{ maxWidth: '16rem' }}>
              <UnitsField
                label={t('screen.matching.units')}
                {...{ units, onChange: setUnits, isWrong: !areUnitsRight }}
              />
            </div>
          )}
          <InlineStack gap="300" blockAlign="center">
            {proposal !== undefined && may('accept-match') && (
              <Button
                variant={isCurrent ? 'primary' : 'secondary'}
                loading={state.underWay === 'accept'}
                disabled={isBusy || !areUnitsRight}
                accessibilityLabel={t('screen.matching.accept-one', { title: titleOf(proposal), sku })}
                onClick={() => judge('accept', proposal)}
              >
                {t('screen.matching.accept')}
              </Button>
            )}
            {proposal !== undefined && may('reject-match') && (
              <Button
                loading={state.underWay === 'reject'}
                disabled={isBusy}
                accessibilityLabel={t('screen.matching.reject-one', { title: titleOf(proposal), sku })}
                onClick={() => judge('reject', proposal)}
              >
                {t('screen.matching.reject')}
              </Button>
            )}
            {proposals.length > 1 && (
              <Steps sku={sku} position={position} count={proposals.length} onStep={step} />
            )}
            {may('accept-match') && (
              <Button
                variant="plain"
                disclosure={isByHand ? 'up' : 'down'}
                ariaExpanded={isByHand}
                accessibilityLabel={t('screen.matching.by-hand-one', { sku })}
                onClick={() => setIsByHand(!isByHand)}
              >
                {t('screen.matching.by-hand')}
              </Button>
            )}
            {state.underWay !== null && (
              <Text as="span" tone="subdued">
                {t(`screen.matching.${state.underWay}ing`)}
              </Text>
            )}
          </InlineStack>
          {isByHand && <MatchByHand row={row} isBusy={isBusy} onChoose={(which) => judge('accept', which)} />}
        </BlockStack>
      </Box>
    </div>
  );
}

/** What waits. */
function useOwn(row: MatchRowView): Thing {
  const { t } = useScreen();
  const { kind, variant, unitsPerListing, channelSku } = row;
  if (kind === 'find-variant') return thingListed(row);
  if (variant !== null) return thingOfVariant(variant, <Price of={variant} />, unitsPerListing);
  const gone = t('screen.matching.gone');
  return { title: channelSku, image: null, catalogueId: null, page: null, facts: { options: gone } };
}

function useProposed(proposal: Proposal | undefined): Thing | null {
  const { item = null, variant = null } = proposal ?? {};
  if (item !== null) return thingOfItem(item);
  return variant === null ? null : thingOfVariant(variant, <Price of={variant} />, 1);
}

function Price({ of: { price } }: { readonly of: NonNullable<MatchRowView['variant']> }) {
  return price === null ? null : <Amount {...price} />;
}

function NothingProposed({ why }: { readonly why: string | null }) {
  const { t } = useScreen();
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm" tone="subdued">
        {t('screen.matching.nothing-proposed')}
      </Text>
      {why !== null && (
        <Text as="p" breakWord>
          {why}
        </Text>
      )}
    </BlockStack>
  );
}

interface StepsProps {
  readonly sku: string;
  readonly position: number;
  readonly count: number;
  readonly onStep: (by: 1 | -1) => void;
}

function Steps({ sku, position, count, onStep }: StepsProps) {
  const { t } = useScreen();
  return (
    <InlineStack gap="100" blockAlign="center" wrap={false}>
      <Button
        variant="tertiary"
        icon={ChevronLeftIcon}
        disabled={position === 0}
        accessibilityLabel={t('screen.matching.previous', { sku })}
        onClick={() => onStep(-1)}
      />
      <span aria-live="polite">{t('screen.matching.position', { position: position + 1, count })}</span>
      <Button
        variant="tertiary"
        icon={ChevronRightIcon}
        disabled={position === count - 1}
        accessibilityLabel={t('screen.matching.next', { sku })}
        onClick={() => onStep(1)}
      />
    </InlineStack>
  );
}
