-- There are policies of other kinds than selling.
ALTER TABLE "selling_policy" RENAME TO "policy";
ALTER TABLE "policy" RENAME CONSTRAINT "selling_policy_pkey" TO "policy_pkey";
ALTER TABLE "policy" RENAME CONSTRAINT "selling_policy_workspace_id_fkey" TO "policy_workspace_id_fkey";
ALTER TABLE "policy" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'selling';
ALTER TABLE "policy" ALTER COLUMN "kind" DROP DEFAULT;

-- What a rule said so far, in the words of now; about everything else it says what a new one would.
UPDATE "policy" SET "rules" = jsonb_build_object(
    'price', jsonb_build_object(
        'source', jsonb_build_object('kind', "rules" #> '{price,source}'),
        'modifiers', CASE jsonb_typeof("rules" #> '{price,modifier}')
            WHEN 'object' THEN jsonb_build_array("rules" #> '{price,modifier}')
            ELSE '[]'::jsonb
        END,
        'rounding', '{"to":"cent","direction":"nearest"}'::jsonb,
        'minimum', NULL,
        'maximum', NULL,
        'floor', NULL,
        'sale', NULL,
        'list', NULL,
        'business', NULL
    ),
    'quantity', jsonb_build_object(
        'source', '{"kind":"stock"}'::jsonb,
        'percent', 100,
        'buffer', "rules" #> '{quantity,buffer}',
        'minimum', NULL,
        'maximum', "rules" #> '{quantity,maximum}'
    ),
    'vat', NULL,
    'rates', '[]'::jsonb,
    'ratesServeDays', 30,
    'fees', '[]'::jsonb,
    'guards', '{"cutPercent":"50","unitsAbove":9999}'::jsonb
);

-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "frequency" TEXT NOT NULL DEFAULT 'real-time',
ADD COLUMN     "shipping_policy_id" UUID,
ADD COLUMN     "synchronization_policy_id" UUID;

-- AlterTable
ALTER TABLE "listing" ADD COLUMN     "selling_policy_id" UUID,
ADD COLUMN     "shipping_policy_id" UUID,
ADD COLUMN     "stopped_by" TEXT,
ADD COLUMN     "synchronization_policy_id" UUID;

-- Nothing but a person has stopped a listing so far.
UPDATE "listing" SET "stopped_by" = 'hand' WHERE "is_stopped";
ALTER TABLE "listing" DROP COLUMN "is_stopped";

-- AlterTable
ALTER TABLE "target" ADD COLUMN     "acknowledged_parts" JSONB,
ADD COLUMN     "approved_currency" TEXT,
ADD COLUMN     "approved_parts" JSONB,
ADD COLUMN     "approved_value" DECIMAL(32,12),
ADD COLUMN     "in_flight_parts" JSONB,
ADD COLUMN     "shown_parts" JSONB;

-- CreateTable
CREATE TABLE "policy_change" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "proposed" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "preview" JSONB NOT NULL,
    "accounts" JSONB NOT NULL,
    "at_connection_id" UUID,
    "at_after" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "applied_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,

    CONSTRAINT "policy_change_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "policy_change_ask" (
    "workspace_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "aspect" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB NOT NULL,

    CONSTRAINT "policy_change_ask_pkey" PRIMARY KEY ("workspace_id","change_id","target_id")
);

-- CreateIndex
CREATE INDEX "policy_change_workspace_id_created_at_id_idx" ON "policy_change"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "policy_change_due_at_idx" ON "policy_change"("due_at");

-- CreateIndex
CREATE INDEX "listing_workspace_id_selling_policy_id_idx" ON "listing"("workspace_id", "selling_policy_id");

-- CreateIndex
CREATE INDEX "listing_workspace_id_synchronization_policy_id_idx" ON "listing"("workspace_id", "synchronization_policy_id");

-- CreateIndex
CREATE INDEX "listing_workspace_id_shipping_policy_id_idx" ON "listing"("workspace_id", "shipping_policy_id");

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_workspace_id_synchronization_policy_id_fkey" FOREIGN KEY ("workspace_id", "synchronization_policy_id") REFERENCES "policy"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_workspace_id_shipping_policy_id_fkey" FOREIGN KEY ("workspace_id", "shipping_policy_id") REFERENCES "policy"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_change" ADD CONSTRAINT "policy_change_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_change_ask" ADD CONSTRAINT "policy_change_ask_workspace_id_change_id_fkey" FOREIGN KEY ("workspace_id", "change_id") REFERENCES "policy_change"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_workspace_id_selling_policy_id_fkey" FOREIGN KEY ("workspace_id", "selling_policy_id") REFERENCES "policy"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_workspace_id_synchronization_policy_id_fkey" FOREIGN KEY ("workspace_id", "synchronization_policy_id") REFERENCES "policy"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_workspace_id_shipping_policy_id_fkey" FOREIGN KEY ("workspace_id", "shipping_policy_id") REFERENCES "policy"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
