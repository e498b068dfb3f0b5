-- AlterTable: existing accounts begin with the plain policy, and no refund of an existing order is known.
ALTER TABLE "connection" ADD COLUMN     "order_import" JSONB NOT NULL DEFAULT '{"channelFulfilled":"leave-out","alreadyShipped":"leave-out","numberPrefix":"","tags":[],"tax":"channel-collected","buyerEmail":"leave-out","shippingServices":{},"carriers":{},"unmatchedLines":"hold","cancellations":"follow","refunds":"follow"}';
ALTER TABLE "connection" ALTER COLUMN "order_import" DROP DEFAULT;

-- AlterTable
ALTER TABLE "marketplace_order" ADD COLUMN     "refunds" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "shipping_service" TEXT;
ALTER TABLE "marketplace_order" ALTER COLUMN "refunds" DROP DEFAULT;

-- What was placed already was placed as it is now.

-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "placed_amount" DECIMAL(32,12),
ADD COLUMN     "placed_quantity" INTEGER,
ADD COLUMN     "tax_amount" DECIMAL(32,12);
UPDATE "order_line" SET "placed_quantity" = "quantity", "placed_amount" = "total_amount"
FROM "marketplace_order" AS o
WHERE o."workspace_id" = "order_line"."workspace_id" AND o."id" = "order_line"."order_id" AND o."status" <> 'cancelled'
  AND o."placement_state" IN ('sending', 'unconfirmed', 'placed') AND "order_line"."quantity" > 0;
UPDATE "marketplace_order" SET "placement" = "placement" || '{"adjustment":null}' WHERE "placement_state" = 'placed';

-- CreateTable
CREATE TABLE "order_change" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "told" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "lines" JSONB,
    "shipping" JSONB,
    "state" TEXT NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "order_change_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "order_change_workspace_id_connection_id_due_at_idx" ON "order_change"("workspace_id", "connection_id", "due_at");

-- CreateIndex
CREATE INDEX "order_change_due_at_idx" ON "order_change"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "order_change_workspace_id_order_id_told_key_key" ON "order_change"("workspace_id", "order_id", "told", "key");

-- CreateIndex
CREATE INDEX "marketplace_order_workspace_id_placement_state_id_idx" ON "marketplace_order"("workspace_id", "placement_state", "id");

-- AddForeignKey
ALTER TABLE "order_change" ADD CONSTRAINT "order_change_workspace_id_order_id_fkey" FOREIGN KEY ("workspace_id", "order_id") REFERENCES "marketplace_order"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_change" ADD CONSTRAINT "order_change_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
