import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Checkbox, InlineGrid, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { Confirmation } from '../confirmation.tsx';
import { Refusal } from '../refusal.tsx';
import { useScreen } from '../screen-context.tsx';
import { TitledCard } from '../titled-card.tsx';

type Summary = OutputOf<'matching-summary'>;

/** What waits in each account, and what is matched without asking. */
export function MatchingRules({ summary }: { readonly summary: Summary }) {
  const { t, may, tell, useCommand } = useScreen();
  const { counts, isByScoreAllowed, percent } = summary;
  const { run, isRunning, problem, done } = useCommand('set-matching');
  const [isAsked, setIsAsked] = useState(false);
  const isNoneCertain = percent > 100;
  const way = isByScoreAllowed ? 'forbid' : 'allow';

  useEffect(() => {
    if (done !== null) tell(t('screen.matching.rules.changed'));
  }, [done]);

  return (
    <TitledCard title={t('screen.matching.rules')}>
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
        <BlockStack gap="200">
          <Text as="p">{t('screen.matching.rules.always')}</Text>
          {may('set-matching') ? (
            <Checkbox
              label={
                isNoneCertain
                  ? t('screen.matching.rules.by-score-none')
                  : t('screen.matching.rules.by-score', { percent })
              }
              helpText={<WhyPercent summary={summary} />}
              checked={isByScoreAllowed}
              disabled={isRunning}
              onChange={() => setIsAsked(true)}
            />
          ) : (
            <BlockStack gap="100">
              <Text as="p">
                {isByScoreAllowed && !isNoneCertain
                  ? t('screen.matching.rules.is-allowed', { percent })
                  : t('screen.matching.rules.is-forbidden')}
              </Text>
              <Text as="p" tone="subdued">
                <WhyPercent summary={summary} />
              </Text>
            </BlockStack>
          )}
          {problem !== null && <Refusal sentence={problem} />}
        </BlockStack>
        {counts.length > 0 && (
          <BlockStack as="ul" gap="100">
            {counts.map(({ connectionId, account, proposed, unproposed }) => (
              <li key={connectionId}>
                <Text as="span" breakWord>
                  {t('screen.matching.waits', { account, proposed, unproposed })}
                </Text>
              </li>
            ))}
          </BlockStack>
        )}
      </InlineGrid>
      <Confirmation
        isOpen={isAsked}
        isHarmless
        title={t(`screen.matching.rules.${way}-title`)}
        sentence={
          isNoneCertain && way === 'allow'
            ? t('screen.matching.rules.allow-none-sentence')
            : t(`screen.matching.rules.${way}-sentence`, { percent })
        }
        action={t(`screen.matching.rules.${way}`)}
        onConfirm={() => {
          setIsAsked(false);
          run({ isByScoreAllowed: !isByScoreAllowed });
        }}
        onClose={() => setIsAsked(false)}
      />
    </TitledCard>
  );
}

/** Where the percentage comes from. */
function WhyPercent({ summary }: { readonly summary: Summary }) {
  const { t } = useScreen();
  const { percent, matcherPercent, why, accepted, rejected } = summary;
  return (
    <>
      {percent > 100
        ? t('screen.matching.rules.none-certain')
        : t(`screen.matching.rules.${why}`, { percent, matcherPercent, accepted, rejected })}
    </>
  );
}
