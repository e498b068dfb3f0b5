import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Button, Form, InlineStack, Link, Select, Text } from '@shopify/polaris';
import { useState } from 'react';
import { policyKinds } from './policies/policy-kinds.ts';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { TitledCard } from './titled-card.tsx';

type Policies = OutputOf<'policies'>['rows'];
type Listing = Pick<OutputOf<'listing'>, 'id' | 'policies'>;

export interface ListingPoliciesProps {
  readonly listing: Listing;
  /** Those that it can be given. */
  readonly policies: Policies;
}

/** The policies that a listing follows, its account's or its own, and a choice to give it one of its own or take it away. */
export function ListingPolicies({ listing, policies }: ListingPoliciesProps) {
  const { t } = useScreen();
  return (
    <TitledCard title={t('screen.policies.title')}>
      {policyKinds.map((kind) => (
        <OfKind
          // What was chosen goes with what it follows.
          key={`${kind} ${listing.policies[kind]?.id ?? ''} ${String(listing.policies[kind]?.isOwn)}`}
          listing={listing}
          kind={kind}
          policies={policies.filter((each) => each.kind === kind)}
        />
      ))}
    </TitledCard>
  );
}

interface OfKindProps extends ListingPoliciesProps {
  readonly kind: (typeof policyKinds)[number];
}

function OfKind({ listing, kind, policies }: OfKindProps) {
  const { t, may, useCommand } = useScreen();
  const { run, isRunning, problem } = useCommand('assign-policy-to-listings');
  const followed = listing.policies[kind];
  const own = followed?.isOwn === true ? followed.id : '';
  const [chosen, setChosen] = useState(own);
  const label = t(`screen.policy.kind.${kind}`);
  return (
    <BlockStack gap="200">
      <BlockStack gap="050">
        <Text as="span" tone="subdued">
          {label}
        </Text>
        {followed === null ? (
          <Text as="span">{t(`screen.account.no-policy.${kind}`)}</Text>
        ) : (
          <Text as="span" breakWord>
            <Link url={`/app/policies/${followed.id}`}>{followed.name}</Link>
            {followed.isOwn && ` (${t('screen.listing.own-policy')})`}
          </Text>
        )}
      </BlockStack>
      {problem !== null && <Refusal sentence={problem} />}
      {policies.length > 0 && may('assign-policy-to-listings') && (
        <Form
          onSubmit={() => run({ listingIds: [listing.id], kind, policyId: chosen === '' ? null : chosen })}
        >
          <InlineStack gap="200" blockAlign="center">
            <Select
              label={t('screen.listing.policy-of', { kind: label })}
              labelHidden
              value={chosen}
              options={[
                { value: '', label: t('screen.listing.policy-of-account') },
                ...policies.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={setChosen}
            />
            {chosen !== own && (
              <Button submit loading={isRunning}>
                {t('screen.listing.give-policy')}
              </Button>
            )}
          </InlineStack>
        </Form>
      )}
    </BlockStack>
  );
}
