import {
  BlockStack,
  Card,
  Layout,
  SkeletonBodyText,
  SkeletonDisplayText,
  SkeletonPage,
} from '@shopify/polaris';

/** In place of a screen that takes a while: the shape that most of them have. */
export function WaitingScreen() {
  return (
    <SkeletonPage>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <WaitingCard lines={3} />
            <WaitingCard lines={8} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <WaitingCard lines={4} />
        </Layout.Section>
      </Layout>
    </SkeletonPage>
  );
}

function WaitingCard({ lines }: { readonly lines: number }) {
  return (
    <Card>
      <BlockStack gap="300">
        <SkeletonDisplayText size="small" maxWidth="12ch" />
        <SkeletonBodyText lines={lines} />
      </BlockStack>
    </Card>
  );
}
