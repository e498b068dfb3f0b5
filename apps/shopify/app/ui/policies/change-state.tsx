import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Badge, BlockStack, ProgressBar, Text } from '@shopify/polaris';
import { useId } from 'react';
import { useScreen } from '../screen-context.tsx';
import { Whole } from '../whole.tsx';

export type ChangeRow = OutputOf<'policies'>['changes'][number];

const tones = {
  previewing: 'info',
  previewed: 'attention',
  applied: 'success',
  undone: undefined,
  discarded: undefined,
} as const satisfies Record<ChangeRow['state'], string | undefined>;

/** Where a change of the policies stands. */
export function ChangeState({ change }: { readonly change: Pick<ChangeRow, 'state'> }) {
  const { t } = useScreen();
  return (
    <Whole>
      <Badge tone={tones[change.state]}>{t(`screen.policy-change.state.${change.state}`)}</Badge>
    </Whole>
  );
}

/** How many listings were reckoned so far. */
export function ChangeProgress({ change }: { readonly change: Pick<ChangeRow, 'progress'> }) {
  const { t } = useScreen();
  const { done, total } = change.progress;
  const id = useId();
  return (
    <BlockStack gap="100">
      <Text as="p" id={id}>
        {t('screen.policy-change.progress', { done, total })}
      </Text>
      <ProgressBar progress={total === 0 ? 0 : (done / total) * 100} size="small" ariaLabelledBy={id} />
    </BlockStack>
  );
}
