-- AlterTable
ALTER TABLE "listing" ADD COLUMN     "is_unmatched" BOOLEAN,
ADD COLUMN     "lacks_proposals" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "match_score" DOUBLE PRECISION;

UPDATE "listing" SET
    "is_unmatched" = ("status" = 'needs-match' OR ("variant_id" IS NULL AND "status" IN ('active', 'inactive', 'error'))),
    "lacks_proposals" = NOT EXISTS (
        SELECT 1 FROM "match_candidate" AS candidate
        WHERE candidate."workspace_id" = "listing"."workspace_id" AND candidate."listing_id" = "listing"."id"
    );

ALTER TABLE "listing" ALTER COLUMN "is_unmatched" SET NOT NULL;

-- AlterTable
ALTER TABLE "match_candidate" ADD COLUMN     "color" TEXT,
ADD COLUMN     "family_id" TEXT,
ADD COLUMN     "is_vetoed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "objections" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "package_quantity" INTEGER,
ADD COLUMN     "part_number" TEXT,
ADD COLUMN     "size" TEXT;

-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "search_text" TEXT;

-- As the code keeps it from now on: what is not empty, with blanks between.
UPDATE "variant" SET "search_text" = lower(concat_ws(' ', NULLIF("sku", ''), NULLIF("title", ''), NULLIF("barcode", ''), NULLIF("gtin", '')));

ALTER TABLE "variant" ALTER COLUMN "search_text" SET NOT NULL;

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "match_by_score" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "link_candidate" (
    "workspace_id" UUID NOT NULL,
    "listing_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "score" DOUBLE PRECISION,
    "reasons" JSONB NOT NULL,
    "objections" JSONB NOT NULL,
    "is_vetoed" BOOLEAN NOT NULL,

    CONSTRAINT "link_candidate_pkey" PRIMARY KEY ("workspace_id","listing_id","variant_id")
);

-- CreateTable
CREATE TABLE "match_verdict" (
    "workspace_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "marketplace" TEXT NOT NULL,
    "variant_id" UUID NOT NULL,
    "catalogue_id" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "score" DOUBLE PRECISION,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" UUID,

    CONSTRAINT "match_verdict_pkey" PRIMARY KEY ("workspace_id","connection_id","marketplace","variant_id","catalogue_id")
);

-- CreateTable
CREATE TABLE "match_round" (
    "workspace_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "after_listing_id" UUID,
    "proposed" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,

    CONSTRAINT "match_round_pkey" PRIMARY KEY ("workspace_id","connection_id")
);

-- CreateIndex
CREATE INDEX "link_candidate_workspace_id_variant_id_idx" ON "link_candidate"("workspace_id", "variant_id");

-- CreateIndex
CREATE INDEX "match_verdict_workspace_id_connection_id_marketplace_catalo_idx" ON "match_verdict"("workspace_id", "connection_id", "marketplace", "catalogue_id");

-- CreateIndex
CREATE INDEX "match_verdict_workspace_id_variant_id_idx" ON "match_verdict"("workspace_id", "variant_id");

-- CreateIndex
CREATE INDEX "match_verdict_workspace_id_decided_at_idx" ON "match_verdict"("workspace_id", "decided_at");

-- CreateIndex
CREATE INDEX "match_round_due_at_idx" ON "match_round"("due_at");

-- CreateIndex
CREATE INDEX "listing_workspace_id_is_unmatched_lacks_proposals_channel_s_idx" ON "listing"("workspace_id", "is_unmatched", "lacks_proposals", "channel_sku", "id");

-- CreateIndex
CREATE INDEX "listing_workspace_id_is_unmatched_match_score_id_idx" ON "listing"("workspace_id", "is_unmatched", "match_score", "id");

-- CreateIndex
CREATE INDEX "variant_search_text_idx" ON "variant" USING GIN ("search_text" gin_trgm_ops);

-- AddForeignKey
ALTER TABLE "link_candidate" ADD CONSTRAINT "link_candidate_workspace_id_listing_id_fkey" FOREIGN KEY ("workspace_id", "listing_id") REFERENCES "listing"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_candidate" ADD CONSTRAINT "link_candidate_workspace_id_variant_id_fkey" FOREIGN KEY ("workspace_id", "variant_id") REFERENCES "variant"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "match_verdict" ADD CONSTRAINT "match_verdict_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "match_verdict" ADD CONSTRAINT "match_verdict_workspace_id_variant_id_fkey" FOREIGN KEY ("workspace_id", "variant_id") REFERENCES "variant"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "match_round" ADD CONSTRAINT "match_round_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
