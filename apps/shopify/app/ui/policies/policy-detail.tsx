import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Card, Page } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { Refusal } from '../refusal.tsx';
import { useScreen } from '../screen-context.tsx';
import { DraftProvider } from './draft-context.tsx';
import { LiveCalculation } from './live-calculation.tsx';
import { OpenChanges } from './open-changes.tsx';
import { PolicyActions } from './policy-actions.tsx';
import { PolicyFollowers } from './policy-followers.tsx';
import { PolicyForm } from './policy-form.tsx';
import { asSent, pathsBelow, valueAt, type Rules } from './rules-draft.ts';
import { TwoColumns } from './two-columns.tsx';

/** One policy: its rules as a form, what they would do to a few listings while they are written, and who follows it. */
export function PolicyDetail({ view }: { readonly view: OutputOf<'policy'> }) {
  const { t, may, useCommand, useQuestion, go } = useScreen();
  const propose = useCommand('propose-policy-change');
  /** `null`: nothing was changed. */
  const [written, setWritten] = useState<Rules | null>(null);
  const [listingIds, setListingIds] = useState<readonly string[]>([]);
  const rules = written ?? view.rules;
  const sent = asSent(rules);
  const live = useQuestion(
    'explain-draft',
    listingIds.length === 0 ? null : { kind: view.kind, rules: sent, listingIds: [...listingIds] },
  );
  const isChanged = written !== null && JSON.stringify(sent) !== JSON.stringify(view.rules);
  const changeId = propose.done?.changeId;
  const mayChange = may('propose-policy-change');

  useEffect(() => {
    if (changeId !== undefined) go(`/app/policies/changes/${changeId}`);
  }, [changeId]);

  return (
    <Page
      title={view.name}
      subtitle={t(`screen.policy.kind.${view.kind}`)}
      backAction={{ content: t('screen.policies.title'), url: '/app/policies' }}
      {...(mayChange && {
        primaryAction: {
          content: t('screen.policy.preview'),
          disabled: !isChanged,
          loading: propose.isRunning,
          onAction: () => propose.run({ kind: 'rules', policyId: view.id, rules: sent }),
        },
      })}
    >
      <TwoColumns
        aside={
          <>
            <PolicyFollowers view={view} />
            <PolicyActions policy={view} />
            {view.kind !== 'shipping' && (
              <LiveCalculation
                live={live}
                listingIds={listingIds}
                isDraft={isChanged}
                onChange={setListingIds}
              />
            )}
          </>
        }
      >
        <OpenChanges view={view} />
        {propose.problem !== null && (
          <Card>
            <Refusal sentence={propose.problem} />
          </Card>
        )}
        <DraftProvider
          fields={view.form.fields}
          rule={view.form.rule}
          choices={view.choices}
          rules={rules}
          problems={[...unmended(propose, rules), ...filledIn(live, rules)]}
          isReadOnly={!mayChange}
          onChange={setWritten}
        >
          <PolicyForm title={t(`screen.policy.kind.${view.kind}`)} />
        </DraftProvider>
      </TwoColumns>
    </Page>
  );
}

interface Proposed {
  readonly asked: { readonly kind: string; readonly rules?: unknown } | null;
  readonly fields: readonly string[];
}

/** What was refused, as long as it stands there as it was asked. */
function unmended({ asked, fields }: Proposed, rules: Rules): readonly string[] {
  return pathsBelow(fields, 'rules').filter(
    (path) => JSON.stringify(valueAt(asked?.rules, path)) === JSON.stringify(valueAt(asSent(rules), path)),
  );
}

/** What the live calculation finds wrong, except where somebody has not written anything yet. */
function filledIn(
  { isAsking, fields }: { readonly isAsking: boolean; readonly fields: readonly string[] },
  rules: Rules,
): readonly string[] {
  return isAsking ? [] : pathsBelow(fields, 'rules').filter((path) => valueAt(rules, path) !== '');
}
