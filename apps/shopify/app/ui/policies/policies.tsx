import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Box, Layout, Link, Page, Text } from '@shopify/polaris';
import { useScreen } from '../screen-context.tsx';
import { TitledCard } from '../titled-card.tsx';
import { LastChanges } from './last-changes.tsx';
import { policyKinds } from './policy-kinds.ts';

type Row = OutputOf<'policies'>['rows'][number];

/** All policies by kind, with the accounts that follow each, and what was changed of them last. */
export function Policies({ view }: { readonly view: OutputOf<'policies'> }) {
  const { t, may, locale } = useScreen();
  return (
    <Page
      title={t('screen.policies.title')}
      {...(may('create-policy') && {
        primaryAction: { content: t('screen.policies.create'), url: '/app/policies/new' },
      })}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {policyKinds.map((kind) => (
              <TitledCard key={kind} title={t(`screen.policy.kind.${kind}`)}>
                <Text as="p" tone="subdued">
                  {t(`screen.policy.kind.${kind}.why`)}
                </Text>
                <OfKind
                  rows={view.rows
                    .filter((row) => row.kind === kind)
                    .toSorted((one, other) => one.name.localeCompare(other.name, locale, { numeric: true }))}
                />
              </TitledCard>
            ))}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <LastChanges changes={view.changes} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function OfKind({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useScreen();
  if (rows.length === 0) return <Text as="p">{t('screen.policies.none')}</Text>;
  return (
    <BlockStack as="ul" gap="300">
      {rows.map(({ id, name, accounts, listingsOf }) => (
        <Box as="li" key={id}>
          <BlockStack gap="050">
            <Text as="p" breakWord>
              <Link url={`/app/policies/${id}`} removeUnderline>
                <Text as="span" fontWeight="semibold">
                  {name}
                </Text>
              </Link>
            </Text>
            <Text as="p" tone="subdued" breakWord>
              {accounts.length === 0
                ? t('screen.policies.nobody')
                : t('screen.policies.followed-by', { accounts: namesOf(accounts) })}
            </Text>
            {listingsOf.length > 0 && (
              <Text as="p" tone="subdued" breakWord>
                {t('screen.policies.listings-of', { accounts: namesOf(listingsOf) })}
              </Text>
            )}
          </BlockStack>
        </Box>
      ))}
    </BlockStack>
  );
}

function namesOf(all: Row['accounts']): string {
  return all.map(({ name }) => name).join(', ');
}
