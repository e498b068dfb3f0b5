-- AlterTable
ALTER TABLE "listing" ADD COLUMN     "fee_estimate" JSONB;

-- Selling rules say since then whether a channel's own estimate of its fees counts.
UPDATE "policy" SET "rules" = jsonb_set("rules", '{channelFees}', '"never"') WHERE "kind" = 'selling';
UPDATE "policy_change"
SET "proposed" = jsonb_set(jsonb_set("proposed", '{before,channelFees}', '"never"'), '{after,channelFees}', '"never"')
WHERE jsonb_exists("proposed"->'before', 'fees');
