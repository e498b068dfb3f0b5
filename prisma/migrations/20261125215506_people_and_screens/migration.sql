-- Looks anywhere in a text by an index.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- DropIndex
DROP INDEX "activity_workspace_id_at_idx";

-- DropIndex
DROP INDEX "listing_workspace_id_channel_sku_idx";

-- AlterTable
ALTER TABLE "activity" ADD COLUMN     "member_id" UUID,
ADD COLUMN     "search_text" TEXT;
UPDATE "activity" SET "search_text" = (
    SELECT coalesce(lower(string_agg(value, ' ')), '') FROM jsonb_each_text("activity"."message" -> 'values'));
ALTER TABLE "activity" ALTER COLUMN "search_text" SET NOT NULL;

-- AlterTable
ALTER TABLE "connection_secret" ADD COLUMN     "renewal_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "listing" ADD COLUMN     "search_text" TEXT;
UPDATE "listing" SET "search_text" = lower(concat_ws(' ', "channel_sku", "title", "catalogue_id", nullif(array_to_string("gtins", ' '), '')));
ALTER TABLE "listing" ALTER COLUMN "search_text" SET NOT NULL;

-- AlterTable
ALTER TABLE "marketplace_order" ADD COLUMN     "buyer_forgotten_at" TIMESTAMPTZ(3),
ADD COLUMN     "deliver_by" TIMESTAMPTZ(3),
ADD COLUMN     "forget_buyer_at" TIMESTAMPTZ(3),
ADD COLUMN     "search_text" TEXT;
UPDATE "marketplace_order" SET "search_text" = lower(concat_ws(' ', "marketplace_order_id", "placement" ->> 'storeOrderNumber', (
    SELECT string_agg(concat_ws(' ', "channel_sku", "title"), ' ' ORDER BY "position") FROM "order_line"
    WHERE "order_line"."workspace_id" = "marketplace_order"."workspace_id" AND "order_line"."order_id" = "marketplace_order"."id")));
ALTER TABLE "marketplace_order" ALTER COLUMN "search_text" SET NOT NULL;

-- Of orders that were stored before, nobody knows when they arrive: 30 days after they were cancelled, 44 after they were shipped.
UPDATE "marketplace_order" SET "forget_buyer_at" = "updated_at" + CASE "status" WHEN 'cancelled' THEN interval '30 days' ELSE interval '44 days' END
WHERE "status" IN ('cancelled', 'shipped');

-- AlterTable
ALTER TABLE "target" ADD COLUMN     "lag_ms" BIGINT,
ADD COLUMN     "raised_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "member" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "host_user" TEXT NOT NULL,
    "name" TEXT,
    "role" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "member_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "host_shop" (
    "host" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "connection_id" UUID,
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,

    CONSTRAINT "host_shop_pkey" PRIMARY KEY ("host","shop")
);

-- CreateTable
CREATE TABLE "pending_consent" (
    "workspace_id" UUID NOT NULL,
    "secret" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "connector" TEXT NOT NULL,
    "choices" JSONB NOT NULL,
    "connection_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome_kind" TEXT NOT NULL,
    "sealed_outcome" TEXT NOT NULL,

    CONSTRAINT "pending_consent_pkey" PRIMARY KEY ("workspace_id","secret")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "member_workspace_id_host_user_key" ON "member"("workspace_id", "host_user");

-- CreateIndex
CREATE INDEX "host_shop_workspace_id_idx" ON "host_shop"("workspace_id");

-- CreateIndex
CREATE INDEX "pending_consent_workspace_id_member_id_idx" ON "pending_consent"("workspace_id", "member_id");

-- CreateIndex
CREATE INDEX "pending_consent_workspace_id_expires_at_idx" ON "pending_consent"("workspace_id", "expires_at");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_at_id_idx" ON "audit_entry"("workspace_id", "at", "id");

-- CreateIndex
CREATE INDEX "activity_workspace_id_at_id_idx" ON "activity"("workspace_id", "at", "id");

-- CreateIndex
CREATE INDEX "activity_search_text_idx" ON "activity" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "listing_workspace_id_channel_sku_id_idx" ON "listing"("workspace_id", "channel_sku", "id");

-- CreateIndex
CREATE INDEX "listing_workspace_id_status_channel_sku_id_idx" ON "listing"("workspace_id", "status", "channel_sku", "id");

-- CreateIndex
CREATE INDEX "listing_search_text_idx" ON "listing" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "marketplace_order_workspace_id_purchased_at_id_idx" ON "marketplace_order"("workspace_id", "purchased_at", "id");

-- CreateIndex
CREATE INDEX "marketplace_order_workspace_id_placement_state_purchased_at_idx" ON "marketplace_order"("workspace_id", "placement_state", "purchased_at", "id");

-- CreateIndex
CREATE INDEX "marketplace_order_workspace_id_imported_at_idx" ON "marketplace_order"("workspace_id", "imported_at");

-- CreateIndex
CREATE INDEX "marketplace_order_search_text_idx" ON "marketplace_order" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "marketplace_order_forget_buyer_at_idx" ON "marketplace_order"("forget_buyer_at");

-- CreateIndex
CREATE INDEX "target_workspace_id_acknowledged_at_idx" ON "target"("workspace_id", "acknowledged_at");

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "host_shop" ADD CONSTRAINT "host_shop_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pending_consent" ADD CONSTRAINT "pending_consent_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pending_consent" ADD CONSTRAINT "pending_consent_workspace_id_member_id_fkey" FOREIGN KEY ("workspace_id", "member_id") REFERENCES "member"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_workspace_id_member_id_fkey" FOREIGN KEY ("workspace_id", "member_id") REFERENCES "member"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
