-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "connector" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "health" TEXT NOT NULL,
    "health_reason" JSONB,
    "orders_from" TIMESTAMPTZ(3) NOT NULL,
    "orders_imported_until" TIMESTAMPTZ(3),
    "selling_policy_id" UUID,
    "connected_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "connection_secret" (
    "workspace_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "sealed" TEXT NOT NULL,

    CONSTRAINT "connection_secret_pkey" PRIMARY KEY ("workspace_id","connection_id")
);

-- CreateTable
CREATE TABLE "stock_pool" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "master_connection_id" UUID NOT NULL,

    CONSTRAINT "stock_pool_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "poll" (
    "workspace_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "cursor" TIMESTAMPTZ(3),
    "window" JSONB,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "poll_pkey" PRIMARY KEY ("workspace_id","connection_id","kind")
);

-- CreateTable
CREATE TABLE "inbox_entry" (
    "workspace_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL,

    CONSTRAINT "inbox_entry_pkey" PRIMARY KEY ("workspace_id","connection_id","kind","entity_id")
);

-- CreateTable
CREATE TABLE "selling_policy" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "selling_policy_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "product" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "store_product_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "brand" TEXT,
    "options" JSONB NOT NULL,
    "images" TEXT[],
    "read_began_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,

    CONSTRAINT "product_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "variant" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "store_product_id" TEXT NOT NULL,
    "store_variant_id" TEXT NOT NULL,
    "sku" TEXT,
    "barcode" TEXT,
    "gtin" TEXT,
    "title" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "images" TEXT[],
    "price_amount" DECIMAL(32,12),
    "price_currency" TEXT,
    "sale_amount" DECIMAL(32,12),
    "sale_currency" TEXT,
    "sale_from" TIMESTAMPTZ(3),
    "sale_until" TIMESTAMPTZ(3),
    "cost_amount" DECIMAL(32,12),
    "cost_currency" TEXT,
    "stock_kind" TEXT NOT NULL,
    "stock_quantity" INTEGER,
    "read_began_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "listing" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "marketplace" TEXT NOT NULL,
    "channel_sku" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "catalogue_id" TEXT,
    "title" TEXT,
    "gtins" TEXT[],
    "variant_id" UUID,
    "linked_by" TEXT,
    "fulfillment" TEXT NOT NULL,
    "units_per_listing" INTEGER NOT NULL,
    "explicit_quantity" INTEGER,
    "is_stopped" BOOLEAN NOT NULL,
    "condition" TEXT NOT NULL,
    "handling_days" INTEGER,
    "shipping_template" TEXT,
    "issues" JSONB NOT NULL,
    "channel_data" JSONB NOT NULL,
    "quantity_target_id" UUID,
    "price_target_id" UUID,
    "seen_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "listing_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "match_candidate" (
    "workspace_id" UUID NOT NULL,
    "listing_id" UUID NOT NULL,
    "catalogue_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "brand" TEXT,
    "image" TEXT,
    "gtins" TEXT[],
    "channel_data" JSONB NOT NULL,
    "score" DOUBLE PRECISION,
    "reasons" JSONB NOT NULL,

    CONSTRAINT "match_candidate_pkey" PRIMARY KEY ("workspace_id","listing_id","catalogue_id")
);

-- CreateTable
CREATE TABLE "target" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "aspect" TEXT NOT NULL,
    "channel_sku" TEXT NOT NULL,
    "marketplace" TEXT NOT NULL,
    "wanted_version" INTEGER NOT NULL,
    "in_flight_version" INTEGER,
    "in_flight_value" DECIMAL(32,12),
    "in_flight_currency" TEXT,
    "in_flight_deadline" TIMESTAMPTZ(3),
    "acknowledged_version" INTEGER,
    "acknowledged_value" DECIMAL(32,12),
    "acknowledged_currency" TEXT,
    "acknowledged_at" TIMESTAMPTZ(3),
    "shown_value" DECIMAL(32,12),
    "shown_currency" TEXT,
    "shown_at" TIMESTAMPTZ(3),
    "mismatches" INTEGER NOT NULL,
    "lane" TEXT NOT NULL,
    "awaits_orders_after" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "verify_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "target_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "marketplace_order" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "store_connection_id" UUID,
    "marketplace_order_id" TEXT NOT NULL,
    "marketplace" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "fulfillment" TEXT NOT NULL,
    "purchased_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "shipping_total" DECIMAL(32,12) NOT NULL,
    "sealed_buyer" TEXT,
    "placement_state" TEXT NOT NULL,
    "placement" JSONB NOT NULL,
    "store_order_id" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "imported_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "marketplace_order_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "marketplace_line_id" TEXT NOT NULL,
    "channel_sku" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "total_amount" DECIMAL(32,12) NOT NULL,
    "total_currency" TEXT NOT NULL,
    "variant_id" UUID,
    "units_per_listing" INTEGER NOT NULL,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "reservation" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "order_line_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "units" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "store_order_id" TEXT,
    "committed_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,

    CONSTRAINT "reservation_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "shipment" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "package_number" INTEGER NOT NULL,
    "store_parcel_id" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "tracking_number" TEXT NOT NULL,
    "shipped_at" TIMESTAMPTZ(3) NOT NULL,
    "lines" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "shipment_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "issue" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "connection_id" UUID,
    "message" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "issue_pkey" PRIMARY KEY ("workspace_id","key")
);

-- CreateTable
CREATE TABLE "activity" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "connection_id" UUID,
    "message" JSONB NOT NULL,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "rate_bucket" (
    "workspace_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "operation" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "refilled_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_until" TIMESTAMPTZ(3),

    CONSTRAINT "rate_bucket_pkey" PRIMARY KEY ("workspace_id","connection_id","operation")
);

-- CreateIndex
CREATE INDEX "poll_due_at_idx" ON "poll"("due_at");

-- CreateIndex
CREATE INDEX "inbox_entry_due_at_idx" ON "inbox_entry"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "product_workspace_id_connection_id_store_product_id_key" ON "product"("workspace_id", "connection_id", "store_product_id");

-- CreateIndex
CREATE INDEX "variant_workspace_id_connection_id_store_product_id_idx" ON "variant"("workspace_id", "connection_id", "store_product_id");

-- CreateIndex
CREATE INDEX "variant_workspace_id_connection_id_sku_idx" ON "variant"("workspace_id", "connection_id", "sku");

-- CreateIndex
CREATE INDEX "variant_workspace_id_connection_id_gtin_idx" ON "variant"("workspace_id", "connection_id", "gtin");

-- CreateIndex
CREATE INDEX "variant_workspace_id_connection_id_id_idx" ON "variant"("workspace_id", "connection_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "variant_workspace_id_connection_id_store_variant_id_key" ON "variant"("workspace_id", "connection_id", "store_variant_id");

-- CreateIndex
CREATE INDEX "listing_workspace_id_variant_id_idx" ON "listing"("workspace_id", "variant_id");

-- CreateIndex
CREATE INDEX "listing_workspace_id_connection_id_id_idx" ON "listing"("workspace_id", "connection_id", "id");

-- CreateIndex
CREATE INDEX "listing_workspace_id_connection_id_status_idx" ON "listing"("workspace_id", "connection_id", "status");

-- CreateIndex
CREATE INDEX "listing_workspace_id_connection_id_due_at_idx" ON "listing"("workspace_id", "connection_id", "due_at");

-- CreateIndex
CREATE INDEX "listing_workspace_id_channel_sku_idx" ON "listing"("workspace_id", "channel_sku");

-- CreateIndex
CREATE INDEX "listing_gtins_idx" ON "listing" USING GIN ("gtins");

-- CreateIndex
CREATE INDEX "listing_due_at_idx" ON "listing"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "listing_workspace_id_connection_id_channel_sku_marketplace_key" ON "listing"("workspace_id", "connection_id", "channel_sku", "marketplace");

-- CreateIndex
CREATE INDEX "target_workspace_id_connection_id_lane_due_at_idx" ON "target"("workspace_id", "connection_id", "lane", "due_at");

-- CreateIndex
CREATE INDEX "target_workspace_id_connection_id_verify_at_idx" ON "target"("workspace_id", "connection_id", "verify_at");

-- CreateIndex
CREATE INDEX "target_due_at_idx" ON "target"("due_at");

-- CreateIndex
CREATE INDEX "target_verify_at_idx" ON "target"("verify_at");

-- CreateIndex
CREATE UNIQUE INDEX "target_workspace_id_connection_id_aspect_channel_sku_market_key" ON "target"("workspace_id", "connection_id", "aspect", "channel_sku", "marketplace");

-- CreateIndex
CREATE INDEX "marketplace_order_workspace_id_store_connection_id_store_or_idx" ON "marketplace_order"("workspace_id", "store_connection_id", "store_order_id");

-- CreateIndex
CREATE INDEX "marketplace_order_workspace_id_store_connection_id_due_at_idx" ON "marketplace_order"("workspace_id", "store_connection_id", "due_at");

-- CreateIndex
CREATE INDEX "marketplace_order_workspace_id_connection_id_placement_stat_idx" ON "marketplace_order"("workspace_id", "connection_id", "placement_state");

-- CreateIndex
CREATE INDEX "marketplace_order_workspace_id_connection_id_id_idx" ON "marketplace_order"("workspace_id", "connection_id", "id");

-- CreateIndex
CREATE INDEX "marketplace_order_due_at_idx" ON "marketplace_order"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "marketplace_order_workspace_id_connection_id_marketplace_or_key" ON "marketplace_order"("workspace_id", "connection_id", "marketplace_order_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_line_workspace_id_order_id_marketplace_line_id_key" ON "order_line"("workspace_id", "order_id", "marketplace_line_id");

-- CreateIndex
CREATE INDEX "reservation_workspace_id_order_id_idx" ON "reservation"("workspace_id", "order_id");

-- CreateIndex
CREATE INDEX "reservation_workspace_id_variant_id_state_idx" ON "reservation"("workspace_id", "variant_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "reservation_workspace_id_order_line_id_key" ON "reservation"("workspace_id", "order_line_id");

-- CreateIndex
CREATE INDEX "shipment_workspace_id_connection_id_due_at_idx" ON "shipment"("workspace_id", "connection_id", "due_at");

-- CreateIndex
CREATE INDEX "shipment_due_at_idx" ON "shipment"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_workspace_id_order_id_store_parcel_id_key" ON "shipment"("workspace_id", "order_id", "store_parcel_id");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_workspace_id_order_id_package_number_key" ON "shipment"("workspace_id", "order_id", "package_number");

-- CreateIndex
CREATE INDEX "activity_workspace_id_at_idx" ON "activity"("workspace_id", "at");

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_workspace_id_selling_policy_id_fkey" FOREIGN KEY ("workspace_id", "selling_policy_id") REFERENCES "selling_policy"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_secret" ADD CONSTRAINT "connection_secret_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_pool" ADD CONSTRAINT "stock_pool_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poll" ADD CONSTRAINT "poll_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbox_entry" ADD CONSTRAINT "inbox_entry_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "selling_policy" ADD CONSTRAINT "selling_policy_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "variant" ADD CONSTRAINT "variant_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "variant" ADD CONSTRAINT "variant_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_workspace_id_variant_id_fkey" FOREIGN KEY ("workspace_id", "variant_id") REFERENCES "variant"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_workspace_id_quantity_target_id_fkey" FOREIGN KEY ("workspace_id", "quantity_target_id") REFERENCES "target"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_workspace_id_price_target_id_fkey" FOREIGN KEY ("workspace_id", "price_target_id") REFERENCES "target"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "match_candidate" ADD CONSTRAINT "match_candidate_workspace_id_listing_id_fkey" FOREIGN KEY ("workspace_id", "listing_id") REFERENCES "listing"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target" ADD CONSTRAINT "target_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "marketplace_order" ADD CONSTRAINT "marketplace_order_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "marketplace_order" ADD CONSTRAINT "marketplace_order_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_workspace_id_order_id_fkey" FOREIGN KEY ("workspace_id", "order_id") REFERENCES "marketplace_order"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_workspace_id_order_id_fkey" FOREIGN KEY ("workspace_id", "order_id") REFERENCES "marketplace_order"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_workspace_id_order_line_id_fkey" FOREIGN KEY ("workspace_id", "order_line_id") REFERENCES "order_line"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_workspace_id_variant_id_fkey" FOREIGN KEY ("workspace_id", "variant_id") REFERENCES "variant"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_workspace_id_order_id_fkey" FOREIGN KEY ("workspace_id", "order_id") REFERENCES "marketplace_order"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issue" ADD CONSTRAINT "issue_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rate_bucket" ADD CONSTRAINT "rate_bucket_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
