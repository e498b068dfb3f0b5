// Reduced from Amazon's models (amzn/selling-partner-api-models, Apache-2.0) by simulation/src/conformance/write-answer-shapes.ts; never edited.
import type { AnswerShapes } from '../_kit/answer-shape.ts';

export const answerShapes: AnswerShapes = {
 "definitions": {
  "listingsItems_2021-08-01 Item": {
   "required": [
    "sku"
   ],
   "members": {
    "summaries": {
     "is": "listingsItems_2021-08-01 ItemSummaries"
    },
    "issues": {
     "is": "listingsItems_2021-08-01 ItemIssues"
    },
    "offers": {
     "is": "listingsItems_2021-08-01 ItemOffers"
    },
    "fulfillmentAvailability": {
     "items": {
      "is": "listingsItems_2021-08-01 FulfillmentAvailability"
     }
    },
    "procurement": {
     "items": {
      "is": "listingsItems_2021-08-01 ItemProcurement"
     }
    },
    "relationships": {
     "is": "listingsItems_2021-08-01 ItemRelationships"
    },
    "productTypes": {
     "is": "listingsItems_2021-08-01 ItemProductTypes"
    }
   }
  },
  "listingsItems_2021-08-01 ItemSummaries": {
   "items": {
    "is": "listingsItems_2021-08-01 ItemSummaryByMarketplace"
   }
  },
  "listingsItems_2021-08-01 ItemSummaryByMarketplace": {
   "required": [
    "createdDate",
    "lastUpdatedDate",
    "marketplaceId",
    "productType",
    "status"
   ],
   "members": {
    "conditionType": {
     "words": [
      "new_new",
      "new_open_box",
      "new_oem",
      "refurbished_refurbished",
      "used_like_new",
      "used_very_good",
      "used_good",
      "used_acceptable",
      "collectible_like_new",
      "collectible_very_good",
      "collectible_good",
      "collectible_acceptable",
      "club_club"
     ]
    },
    "status": {
     "items": {
      "words": [
       "BUYABLE",
       "DISCOVERABLE"
      ]
     }
    },
    "mainImage": {
     "is": "listingsItems_2021-08-01 ItemImage"
    }
   }
  },
  "listingsItems_2021-08-01 ItemImage": {
   "required": [
    "height",
    "link",
    "width"
   ]
  },
  "listingsItems_2021-08-01 ItemIssues": {
   "items": {
    "is": "listingsItems_2021-08-01 Issue"
   }
  },
  "listingsItems_2021-08-01 Issue": {
   "required": [
    "categories",
    "code",
    "message",
    "severity"
   ],
   "members": {
    "severity": {
     "words": [
      "ERROR",
      "WARNING",
      "INFO"
     ]
    },
    "enforcements": {
     "is": "listingsItems_2021-08-01 IssueEnforcements"
    }
   }
  },
  "listingsItems_2021-08-01 IssueEnforcements": {
   "required": [
    "actions",
    "exemption"
   ],
   "members": {
    "actions": {
     "items": {
      "is": "listingsItems_2021-08-01 IssueEnforcementAction"
     }
    },
    "exemption": {
     "is": "listingsItems_2021-08-01 IssueExemption"
    }
   }
  },
  "listingsItems_2021-08-01 IssueEnforcementAction": {
   "required": [
    "action"
   ]
  },
  "listingsItems_2021-08-01 IssueExemption": {
   "required": [
    "status"
   ],
   "members": {
    "status": {
     "words": [
      "EXEMPT",
      "EXEMPT_UNTIL_EXPIRY_DATE",
      "NOT_EXEMPT"
     ]
    }
   }
  },
  "listingsItems_2021-08-01 ItemOffers": {
   "items": {
    "is": "listingsItems_2021-08-01 ItemOfferByMarketplace"
   }
  },
  "listingsItems_2021-08-01 ItemOfferByMarketplace": {
   "required": [
    "marketplaceId",
    "offerType",
    "price"
   ],
   "members": {
    "offerType": {
     "words": [
      "B2C",
      "B2B"
     ]
    },
    "price": {
     "is": "listingsItems_2021-08-01 Money"
    },
    "points": {
     "is": "listingsItems_2021-08-01 Points"
    }
   }
  },
  "listingsItems_2021-08-01 Money": {
   "required": [
    "amount",
    "currencyCode"
   ]
  },
  "listingsItems_2021-08-01 Points": {
   "required": [
    "pointsNumber"
   ]
  },
  "listingsItems_2021-08-01 FulfillmentAvailability": {
   "required": [
    "fulfillmentChannelCode"
   ]
  },
  "listingsItems_2021-08-01 ItemProcurement": {
   "required": [
    "costPrice"
   ],
   "members": {
    "costPrice": {
     "is": "listingsItems_2021-08-01 Money"
    }
   }
  },
  "listingsItems_2021-08-01 ItemRelationships": {
   "items": {
    "is": "listingsItems_2021-08-01 ItemRelationshipsByMarketplace"
   }
  },
  "listingsItems_2021-08-01 ItemRelationshipsByMarketplace": {
   "required": [
    "marketplaceId",
    "relationships"
   ],
   "members": {
    "relationships": {
     "items": {
      "is": "listingsItems_2021-08-01 ItemRelationship"
     }
    }
   }
  },
  "listingsItems_2021-08-01 ItemRelationship": {
   "required": [
    "type"
   ],
   "members": {
    "variationTheme": {
     "is": "listingsItems_2021-08-01 ItemVariationTheme"
    },
    "type": {
     "words": [
      "VARIATION",
      "PACKAGE_HIERARCHY"
     ]
    }
   }
  },
  "listingsItems_2021-08-01 ItemVariationTheme": {
   "required": [
    "attributes",
    "theme"
   ]
  },
  "listingsItems_2021-08-01 ItemProductTypes": {
   "items": {
    "is": "listingsItems_2021-08-01 ItemProductTypeByMarketplace"
   }
  },
  "listingsItems_2021-08-01 ItemProductTypeByMarketplace": {
   "required": [
    "marketplaceId",
    "productType"
   ]
  },
  "listingsItems_2021-08-01 ListingsItemSubmissionResponse": {
   "required": [
    "sku",
    "status",
    "submissionId"
   ],
   "members": {
    "status": {
     "words": [
      "ACCEPTED",
      "INVALID",
      "VALID"
     ]
    },
    "issues": {
     "items": {
      "is": "listingsItems_2021-08-01 Issue"
     }
    }
   }
  },
  "listingsItems_2021-08-01 ItemSearchResults": {
   "required": [
    "items",
    "numberOfResults"
   ],
   "members": {
    "items": {
     "items": {
      "is": "listingsItems_2021-08-01 Item"
     }
    }
   }
  },
  "catalogItems_2022-04-01 ItemSearchResults": {
   "required": [
    "items",
    "numberOfResults"
   ],
   "members": {
    "refinements": {
     "is": "catalogItems_2022-04-01 Refinements"
    },
    "items": {
     "items": {
      "is": "catalogItems_2022-04-01 Item"
     }
    }
   }
  },
  "catalogItems_2022-04-01 Refinements": {
   "required": [
    "brands",
    "classifications"
   ],
   "members": {
    "brands": {
     "items": {
      "is": "catalogItems_2022-04-01 BrandRefinement"
     }
    },
    "classifications": {
     "items": {
      "is": "catalogItems_2022-04-01 ClassificationRefinement"
     }
    }
   }
  },
  "catalogItems_2022-04-01 BrandRefinement": {
   "required": [
    "brandName",
    "numberOfResults"
   ]
  },
  "catalogItems_2022-04-01 ClassificationRefinement": {
   "required": [
    "classificationId",
    "displayName",
    "numberOfResults"
   ]
  },
  "catalogItems_2022-04-01 Item": {
   "required": [
    "asin"
   ],
   "members": {
    "classifications": {
     "is": "catalogItems_2022-04-01 ItemBrowseClassifications"
    },
    "dimensions": {
     "is": "catalogItems_2022-04-01 ItemDimensions"
    },
    "identifiers": {
     "is": "catalogItems_2022-04-01 ItemIdentifiers"
    },
    "images": {
     "is": "catalogItems_2022-04-01 ItemImages"
    },
    "relationships": {
     "is": "catalogItems_2022-04-01 ItemRelationships"
    },
    "salesRanks": {
     "is": "catalogItems_2022-04-01 ItemSalesRanks"
    },
    "summaries": {
     "is": "catalogItems_2022-04-01 ItemSummaries"
    },
    "vendorDetails": {
     "is": "catalogItems_2022-04-01 ItemVendorDetails"
    }
   }
  },
  "catalogItems_2022-04-01 ItemBrowseClassifications": {
   "items": {
    "is": "catalogItems_2022-04-01 ItemBrowseClassificationsByMarketplace"
   }
  },
  "catalogItems_2022-04-01 ItemBrowseClassificationsByMarketplace": {
   "required": [
    "marketplaceId"
   ],
   "members": {
    "classifications": {
     "items": {
      "is": "catalogItems_2022-04-01 ItemBrowseClassification"
     }
    }
   }
  },
  "catalogItems_2022-04-01 ItemBrowseClassification": {
   "required": [
    "classificationId",
    "displayName"
   ],
   "members": {
    "parent": {
     "is": "catalogItems_2022-04-01 ItemBrowseClassification"
    }
   }
  },
  "catalogItems_2022-04-01 ItemDimensions": {
   "items": {
    "is": "catalogItems_2022-04-01 ItemDimensionsByMarketplace"
   }
  },
  "catalogItems_2022-04-01 ItemDimensionsByMarketplace": {
   "required": [
    "marketplaceId"
   ]
  },
  "catalogItems_2022-04-01 ItemIdentifiers": {
   "items": {
    "is": "catalogItems_2022-04-01 ItemIdentifiersByMarketplace"
   }
  },
  "catalogItems_2022-04-01 ItemIdentifiersByMarketplace": {
   "required": [
    "identifiers",
    "marketplaceId"
   ],
   "members": {
    "identifiers": {
     "items": {
      "is": "catalogItems_2022-04-01 ItemIdentifier"
     }
    }
   }
  },
  "catalogItems_2022-04-01 ItemIdentifier": {
   "required": [
    "identifier",
    "identifierType"
   ]
  },
  "catalogItems_2022-04-01 ItemImages": {
   "items": {
    "is": "catalogItems_2022-04-01 ItemImagesByMarketplace"
   }
  },
  "catalogItems_2022-04-01 ItemImagesByMarketplace": {
   "required": [
    "images",
    "marketplaceId"
   ],
   "members": {
    "images": {
     "items": {
      "is": "catalogItems_2022-04-01 ItemImage"
     }
    }
   }
  },
  "catalogItems_2022-04-01 ItemImage": {
   "required": [
    "height",
    "link",
    "variant",
    "width"
   ],
   "members": {
    "variant": {
     "words": [
      "MAIN",
      "PT01",
      "PT02",
      "PT03",
      "PT04",
      "PT05",
      "PT06",
      "PT07",
      "PT08",
      "SWCH"
     ]
    }
   }
  },
  "catalogItems_2022-04-01 ItemRelationships": {
   "items": {
    "is": "catalogItems_2022-04-01 ItemRelationshipsByMarketplace"
   }
  },
  "catalogItems_2022-04-01 ItemRelationshipsByMarketplace": {
   "required": [
    "marketplaceId",
    "relationships"
   ],
   "members": {
    "relationships": {
     "items": {
      "is": "catalogItems_2022-04-01 ItemRelationship"
     }
    }
   }
  },
  "catalogItems_2022-04-01 ItemRelationship": {
   "required": [
    "type"
   ],
   "members": {
    "type": {
     "words": [
      "VARIATION",
      "PACKAGE_HIERARCHY"
     ]
    }
   }
  },
  "catalogItems_2022-04-01 ItemSalesRanks": {
   "items": {
    "is": "catalogItems_2022-04-01 ItemSalesRanksByMarketplace"
   }
  },
  "catalogItems_2022-04-01 ItemSalesRanksByMarketplace": {
   "required": [
    "marketplaceId"
   ],
   "members": {
    "classificationRanks": {
     "items": {
      "is": "catalogItems_2022-04-01 ItemClassificationSalesRank"
     }
    },
    "displayGroupRanks": {
     "items": {
      "is": "catalogItems_2022-04-01 ItemDisplayGroupSalesRank"
     }
    }
   }
  },
  "catalogItems_2022-04-01 ItemClassificationSalesRank": {
   "required": [
    "classificationId",
    "rank",
    "title"
   ]
  },
  "catalogItems_2022-04-01 ItemDisplayGroupSalesRank": {
   "required": [
    "rank",
    "title",
    "websiteDisplayGroup"
   ]
  },
  "catalogItems_2022-04-01 ItemSummaries": {
   "items": {
    "is": "catalogItems_2022-04-01 ItemSummaryByMarketplace"
   }
  },
  "catalogItems_2022-04-01 ItemSummaryByMarketplace": {
   "required": [
    "marketplaceId"
   ],
   "members": {
    "browseClassification": {
     "is": "catalogItems_2022-04-01 ItemBrowseClassification"
    },
    "contributors": {
     "items": {
      "is": "catalogItems_2022-04-01 ItemContributor"
     }
    },
    "itemClassification": {
     "words": [
      "BASE_PRODUCT",
      "OTHER",
      "PRODUCT_BUNDLE",
      "VARIATION_PARENT"
     ]
    }
   }
  },
  "catalogItems_2022-04-01 ItemContributor": {
   "required": [
    "role",
    "value"
   ],
   "members": {
    "role": {
     "is": "catalogItems_2022-04-01 ItemContributorRole"
    }
   }
  },
  "catalogItems_2022-04-01 ItemContributorRole": {
   "required": [
    "value"
   ]
  },
  "catalogItems_2022-04-01 ItemVendorDetails": {
   "items": {
    "is": "catalogItems_2022-04-01 ItemVendorDetailsByMarketplace"
   }
  },
  "catalogItems_2022-04-01 ItemVendorDetailsByMarketplace": {
   "required": [
    "marketplaceId"
   ],
   "members": {
    "replenishmentCategory": {
     "words": [
      "ALLOCATED",
      "BASIC_REPLENISHMENT",
      "IN_SEASON",
      "LIMITED_REPLENISHMENT",
      "MANUFACTURER_OUT_OF_STOCK",
      "NEW_PRODUCT",
      "NON_REPLENISHABLE",
      "NON_STOCKUPABLE",
      "OBSOLETE",
      "PLANNED_REPLENISHMENT"
     ]
    }
   }
  },
  "productFeesV0 GetMyFeesEstimatesResponse": {
   "items": {
    "is": "productFeesV0 FeesEstimateResult"
   }
  },
  "productFeesV0 FeesEstimateResult": {
   "members": {
    "FeesEstimateIdentifier": {
     "is": "productFeesV0 FeesEstimateIdentifier"
    },
    "FeesEstimate": {
     "is": "productFeesV0 FeesEstimate"
    },
    "Error": {
     "is": "productFeesV0 FeesEstimateError"
    }
   }
  },
  "productFeesV0 FeesEstimateIdentifier": {
   "members": {
    "IdType": {
     "is": "productFeesV0 IdType"
    },
    "PriceToEstimateFees": {
     "is": "productFeesV0 PriceToEstimateFees"
    },
    "OptionalFulfillmentProgram": {
     "is": "productFeesV0 OptionalFulfillmentProgram"
    }
   }
  },
  "productFeesV0 IdType": {
   "words": [
    "ASIN",
    "SellerSKU"
   ]
  },
  "productFeesV0 PriceToEstimateFees": {
   "required": [
    "ListingPrice"
   ]
  },
  "productFeesV0 OptionalFulfillmentProgram": {
   "words": [
    "FBA_CORE",
    "FBA_SNL",
    "FBA_EFN"
   ]
  },
  "productFeesV0 FeesEstimate": {
   "required": [
    "TimeOfFeesEstimation"
   ],
   "members": {
    "FeeDetailList": {
     "is": "productFeesV0 FeeDetailList"
    }
   }
  },
  "productFeesV0 FeeDetailList": {
   "items": {
    "is": "productFeesV0 FeeDetail"
   }
  },
  "productFeesV0 FeeDetail": {
   "required": [
    "FeeAmount",
    "FeeType",
    "FinalFee"
   ],
   "members": {
    "IncludedFeeDetailList": {
     "is": "productFeesV0 IncludedFeeDetailList"
    }
   }
  },
  "productFeesV0 IncludedFeeDetailList": {
   "items": {
    "is": "productFeesV0 IncludedFeeDetail"
   }
  },
  "productFeesV0 IncludedFeeDetail": {
   "required": [
    "FeeAmount",
    "FeeType",
    "FinalFee"
   ]
  },
  "productFeesV0 FeesEstimateError": {
   "required": [
    "Code",
    "Detail",
    "Message",
    "Type"
   ]
  },
  "fbaInventory GetInventorySummariesResponse": {
   "members": {
    "payload": {
     "is": "fbaInventory GetInventorySummariesResult"
    },
    "errors": {
     "is": "fbaInventory ErrorList"
    }
   }
  },
  "fbaInventory GetInventorySummariesResult": {
   "required": [
    "granularity",
    "inventorySummaries"
   ],
   "members": {
    "inventorySummaries": {
     "is": "fbaInventory InventorySummaries"
    }
   }
  },
  "fbaInventory InventorySummaries": {
   "items": {
    "is": "fbaInventory InventorySummary"
   }
  },
  "fbaInventory InventorySummary": {
   "members": {
    "inventoryDetails": {
     "is": "fbaInventory InventoryDetails"
    }
   }
  },
  "fbaInventory InventoryDetails": {
   "members": {
    "researchingQuantity": {
     "is": "fbaInventory ResearchingQuantity"
    }
   }
  },
  "fbaInventory ResearchingQuantity": {
   "members": {
    "researchingQuantityBreakdown": {
     "items": {
      "is": "fbaInventory ResearchingQuantityEntry"
     }
    }
   }
  },
  "fbaInventory ResearchingQuantityEntry": {
   "required": [
    "name",
    "quantity"
   ],
   "members": {
    "name": {
     "words": [
      "researchingQuantityInShortTerm",
      "researchingQuantityInMidTerm",
      "researchingQuantityInLongTerm"
     ]
    }
   }
  },
  "fbaInventory ErrorList": {
   "items": {
    "is": "fbaInventory Error"
   }
  },
  "fbaInventory Error": {
   "required": [
    "code"
   ]
  },
  "listingsRestrictions_2021-08-01 RestrictionList": {
   "required": [
    "restrictions"
   ],
   "members": {
    "restrictions": {
     "items": {
      "is": "listingsRestrictions_2021-08-01 Restriction"
     }
    }
   }
  },
  "listingsRestrictions_2021-08-01 Restriction": {
   "required": [
    "marketplaceId"
   ],
   "members": {
    "conditionType": {
     "words": [
      "new_new",
      "new_open_box",
      "new_oem",
      "refurbished_refurbished",
      "used_like_new",
      "used_very_good",
      "used_good",
      "used_acceptable",
      "collectible_like_new",
      "collectible_very_good",
      "collectible_good",
      "collectible_acceptable",
      "club_club"
     ]
    },
    "reasons": {
     "items": {
      "is": "listingsRestrictions_2021-08-01 Reason"
     }
    }
   }
  },
  "listingsRestrictions_2021-08-01 Reason": {
   "required": [
    "message"
   ],
   "members": {
    "reasonCode": {
     "words": [
      "APPROVAL_REQUIRED",
      "ASIN_NOT_FOUND",
      "NOT_ELIGIBLE"
     ]
    },
    "links": {
     "items": {
      "is": "listingsRestrictions_2021-08-01 Link"
     }
    }
   }
  },
  "listingsRestrictions_2021-08-01 Link": {
   "required": [
    "resource",
    "verb"
   ],
   "members": {
    "verb": {
     "words": [
      "GET"
     ]
    }
   }
  },
  "feeds_2021-06-30 CreateFeedDocumentResponse": {
   "required": [
    "feedDocumentId",
    "url"
   ]
  },
  "feeds_2021-06-30 CreateFeedResponse": {
   "required": [
    "feedId"
   ]
  },
  "feeds_2021-06-30 Feed": {
   "required": [
    "createdTime",
    "feedId",
    "feedType",
    "processingStatus"
   ],
   "members": {
    "processingStatus": {
     "words": [
      "CANCELLED",
      "DONE",
      "FATAL",
      "IN_PROGRESS",
      "IN_QUEUE"
     ]
    }
   }
  },
  "feeds_2021-06-30 FeedDocument": {
   "required": [
    "feedDocumentId",
    "url"
   ],
   "members": {
    "compressionAlgorithm": {
     "words": [
      "GZIP"
     ]
    }
   }
  },
  "notifications GetDestinationsResponse": {
   "members": {
    "payload": {
     "is": "notifications DestinationList"
    },
    "errors": {
     "is": "notifications ErrorList"
    }
   }
  },
  "notifications DestinationList": {
   "items": {
    "is": "notifications Destination"
   }
  },
  "notifications Destination": {
   "required": [
    "destinationId",
    "name",
    "resource"
   ],
   "members": {
    "resource": {
     "is": "notifications DestinationResource"
    }
   }
  },
  "notifications DestinationResource": {
   "members": {
    "sqs": {
     "is": "notifications SqsResource"
    },
    "eventBridge": {
     "is": "notifications EventBridgeResource"
    }
   }
  },
  "notifications SqsResource": {
   "required": [
    "arn"
   ]
  },
  "notifications EventBridgeResource": {
   "required": [
    "accountId",
    "name",
    "region"
   ]
  },
  "notifications ErrorList": {
   "items": {
    "is": "notifications Error"
   }
  },
  "notifications Error": {
   "required": [
    "code",
    "message"
   ]
  },
  "notifications CreateDestinationResponse": {
   "members": {
    "payload": {
     "is": "notifications Destination"
    },
    "errors": {
     "is": "notifications ErrorList"
    }
   }
  },
  "notifications GetSubscriptionResponse": {
   "members": {
    "payload": {
     "is": "notifications Subscription"
    },
    "errors": {
     "is": "notifications ErrorList"
    }
   }
  },
  "notifications Subscription": {
   "required": [
    "destinationId",
    "payloadVersion",
    "subscriptionId"
   ],
   "members": {
    "processingDirective": {
     "is": "notifications ProcessingDirective"
    }
   }
  },
  "notifications ProcessingDirective": {
   "members": {
    "eventFilter": {
     "is": "notifications EventFilter"
    }
   }
  },
  "notifications EventFilter": {
   "required": [
    "eventFilterType"
   ],
   "members": {
    "eventFilterType": {
     "words": [
      "ANY_OFFER_CHANGED",
      "ORDER_CHANGE",
      "SHIPMENT_TRACKING_MILESTONE_CHANGED"
     ]
    }
   }
  },
  "notifications CreateSubscriptionResponse": {
   "members": {
    "payload": {
     "is": "notifications Subscription"
    },
    "errors": {
     "is": "notifications ErrorList"
    }
   }
  },
  "notifications DeleteSubscriptionByIdResponse": {
   "members": {
    "errors": {
     "is": "notifications ErrorList"
    }
   }
  },
  "reports_2021-06-30 CreateReportResponse": {
   "required": [
    "reportId"
   ]
  },
  "reports_2021-06-30 Report": {
   "required": [
    "createdTime",
    "processingStatus",
    "reportId",
    "reportType"
   ],
   "members": {
    "processingStatus": {
     "words": [
      "CANCELLED",
      "DONE",
      "FATAL",
      "IN_PROGRESS",
      "IN_QUEUE"
     ]
    }
   }
  },
  "reports_2021-06-30 ReportDocument": {
   "required": [
    "reportDocumentId",
    "url"
   ],
   "members": {
    "compressionAlgorithm": {
     "words": [
      "GZIP"
     ]
    }
   }
  },
  "orders_2026-01-01 SearchOrdersResponse": {
   "required": [
    "orders"
   ],
   "members": {
    "orders": {
     "items": {
      "is": "orders_2026-01-01 Order"
     }
    }
   }
  },
  "orders_2026-01-01 Order": {
   "required": [
    "createdTime",
    "lastUpdatedTime",
    "orderId",
    "orderItems",
    "salesChannel"
   ],
   "members": {
    "orderAliases": {
     "items": {
      "is": "orders_2026-01-01 Alias"
     }
    },
    "salesChannel": {
     "is": "orders_2026-01-01 SalesChannel"
    },
    "recipient": {
     "is": "orders_2026-01-01 Recipient"
    },
    "proceeds": {
     "is": "orders_2026-01-01 OrderProceeds"
    },
    "payment": {
     "is": "orders_2026-01-01 OrderPayment"
    },
    "fulfillment": {
     "is": "orders_2026-01-01 OrderFulfillment"
    },
    "orderItems": {
     "items": {
      "is": "orders_2026-01-01 OrderItem"
     }
    },
    "packages": {
     "items": {
      "is": "orders_2026-01-01 OrderPackage"
     }
    },
    "fulfillmentOrders": {
     "items": {
      "is": "orders_2026-01-01 FulfillmentOrder"
     }
    }
   }
  },
  "orders_2026-01-01 Alias": {
   "required": [
    "aliasId",
    "aliasType"
   ]
  },
  "orders_2026-01-01 SalesChannel": {
   "required": [
    "channelName"
   ]
  },
  "orders_2026-01-01 Recipient": {
   "members": {
    "deliveryPreference": {
     "is": "orders_2026-01-01 DeliveryPreference"
    }
   }
  },
  "orders_2026-01-01 DeliveryPreference": {
   "members": {
    "deliveryTime": {
     "is": "orders_2026-01-01 PreferredDeliveryTime"
    }
   }
  },
  "orders_2026-01-01 PreferredDeliveryTime": {
   "members": {
    "businessHours": {
     "items": {
      "is": "orders_2026-01-01 BusinessHour"
     }
    },
    "exceptionDates": {
     "items": {
      "is": "orders_2026-01-01 ExceptionDate"
     }
    }
   }
  },
  "orders_2026-01-01 BusinessHour": {
   "members": {
    "dayOfWeek": {
     "words": [
      "SUN",
      "MON",
      "TUE",
      "WED",
      "THU",
      "FRI",
      "SAT"
     ]
    }
   }
  },
  "orders_2026-01-01 ExceptionDate": {
   "members": {
    "exceptionDateType": {
     "words": [
      "CLOSED",
      "OPEN"
     ]
    }
   }
  },
  "orders_2026-01-01 OrderProceeds": {
   "members": {
    "grandTotal": {
     "is": "orders_2026-01-01 Money"
    },
    "breakdowns": {
     "items": {
      "is": "orders_2026-01-01 OrderProceedsBreakdown"
     }
    }
   }
  },
  "orders_2026-01-01 Money": {
   "required": [
    "amount",
    "currencyCode"
   ]
  },
  "orders_2026-01-01 OrderProceedsBreakdown": {
   "required": [
    "subtotal",
    "type"
   ],
   "members": {
    "subtotal": {
     "is": "orders_2026-01-01 Money"
    }
   }
  },
  "orders_2026-01-01 OrderPayment": {
   "members": {
    "paymentExecutions": {
     "items": {
      "is": "orders_2026-01-01 PaymentExecution"
     }
    }
   }
  },
  "orders_2026-01-01 PaymentExecution": {
   "members": {
    "paymentAmount": {
     "is": "orders_2026-01-01 Money"
    }
   }
  },
  "orders_2026-01-01 OrderFulfillment": {
   "required": [
    "fulfillmentStatus"
   ],
   "members": {
    "fulfillmentStatus": {
     "is": "orders_2026-01-01 FulfillmentStatus"
    }
   }
  },
  "orders_2026-01-01 FulfillmentStatus": {
   "words": [
    "PENDING_AVAILABILITY",
    "PENDING",
    "UNSHIPPED",
    "PARTIALLY_SHIPPED",
    "SHIPPED",
    "CANCELLED",
    "UNFULFILLABLE"
   ]
  },
  "orders_2026-01-01 OrderItem": {
   "required": [
    "orderItemId",
    "product",
    "quantityOrdered"
   ],
   "members": {
    "measurement": {
     "is": "orders_2026-01-01 Measurement"
    },
    "product": {
     "is": "orders_2026-01-01 ItemProduct"
    },
    "proceeds": {
     "is": "orders_2026-01-01 ItemProceeds"
    },
    "expense": {
     "is": "orders_2026-01-01 ItemExpense"
    },
    "fulfillment": {
     "is": "orders_2026-01-01 ItemFulfillment"
    }
   }
  },
  "orders_2026-01-01 Measurement": {
   "required": [
    "unit",
    "value"
   ],
   "members": {
    "unit": {
     "words": [
      "OUNCES",
      "POUNDS",
      "KILOGRAMS",
      "GRAMS",
      "MILLIGRAMS",
      "INCHES",
      "FEET",
      "METERS",
      "CENTIMETERS",
      "MILLIMETERS",
      "SQUARE_METERS",
      "SQUARE_CENTIMETERS",
      "SQUARE_FEET",
      "SQUARE_INCHES",
      "GALLONS",
      "PINTS",
      "QUARTS",
      "FLUID_OUNCES",
      "LITERS",
      "CUBIC_METERS",
      "CUBIC_FEET",
      "CUBIC_INCHES",
      "CUBIC_CENTIMETERS",
      "COUNT"
     ]
    }
   }
  },
  "orders_2026-01-01 ItemProduct": {
   "members": {
    "price": {
     "is": "orders_2026-01-01 ItemPrice"
    }
   }
  },
  "orders_2026-01-01 ItemPrice": {
   "members": {
    "unitPrice": {
     "is": "orders_2026-01-01 Money"
    }
   }
  },
  "orders_2026-01-01 ItemProceeds": {
   "members": {
    "proceedsTotal": {
     "is": "orders_2026-01-01 Money"
    },
    "breakdowns": {
     "items": {
      "is": "orders_2026-01-01 ItemProceedsBreakdown"
     }
    }
   }
  },
  "orders_2026-01-01 ItemProceedsBreakdown": {
   "required": [
    "subtotal",
    "type"
   ],
   "members": {
    "subtotal": {
     "is": "orders_2026-01-01 Money"
    },
    "detailedBreakdowns": {
     "items": {
      "is": "orders_2026-01-01 ItemProceedsDetailedBreakdown"
     }
    }
   }
  },
  "orders_2026-01-01 ItemProceedsDetailedBreakdown": {
   "members": {
    "value": {
     "is": "orders_2026-01-01 Money"
    }
   }
  },
  "orders_2026-01-01 ItemExpense": {
   "members": {
    "pointsCost": {
     "is": "orders_2026-01-01 ItemPointsCost"
    }
   }
  },
  "orders_2026-01-01 ItemPointsCost": {
   "members": {
    "pointsGranted": {
     "is": "orders_2026-01-01 PointsGranted"
    }
   }
  },
  "orders_2026-01-01 PointsGranted": {
   "members": {
    "pointsMonetaryValue": {
     "is": "orders_2026-01-01 Money"
    }
   }
  },
  "orders_2026-01-01 ItemFulfillment": {
   "members": {
    "picking": {
     "is": "orders_2026-01-01 ItemPicking"
    },
    "shipping": {
     "is": "orders_2026-01-01 ItemShipping"
    }
   }
  },
  "orders_2026-01-01 ItemPicking": {
   "members": {
    "substitutionPreference": {
     "is": "orders_2026-01-01 ItemSubstitutionPreference"
    }
   }
  },
  "orders_2026-01-01 ItemSubstitutionPreference": {
   "required": [
    "substitutionType"
   ],
   "members": {
    "substitutionType": {
     "words": [
      "CUSTOMER_PREFERENCE",
      "AMAZON_RECOMMENDED",
      "DO_NOT_SUBSTITUTE"
     ]
    },
    "substitutionOptions": {
     "items": {
      "is": "orders_2026-01-01 ItemSubstitutionOption"
     }
    }
   }
  },
  "orders_2026-01-01 ItemSubstitutionOption": {
   "members": {
    "measurement": {
     "is": "orders_2026-01-01 Measurement"
    }
   }
  },
  "orders_2026-01-01 ItemShipping": {
   "members": {
    "shippingConstraints": {
     "is": "orders_2026-01-01 ItemShippingConstraints"
    }
   }
  },
  "orders_2026-01-01 ItemShippingConstraints": {
   "members": {
    "palletDelivery": {
     "is": "orders_2026-01-01 ConstraintType"
    },
    "cashOnDelivery": {
     "is": "orders_2026-01-01 ConstraintType"
    },
    "signatureConfirmation": {
     "is": "orders_2026-01-01 ConstraintType"
    },
    "recipientIdentityVerification": {
     "is": "orders_2026-01-01 ConstraintType"
    },
    "recipientAgeVerification": {
     "is": "orders_2026-01-01 ConstraintType"
    }
   }
  },
  "orders_2026-01-01 ConstraintType": {
   "words": [
    "MANDATORY"
   ]
  },
  "orders_2026-01-01 OrderPackage": {
   "required": [
    "packageReferenceId"
   ],
   "members": {
    "packageStatus": {
     "is": "orders_2026-01-01 PackageStatus"
    },
    "packageItems": {
     "items": {
      "is": "orders_2026-01-01 PackageItem"
     }
    }
   }
  },
  "orders_2026-01-01 PackageStatus": {
   "required": [
    "status"
   ],
   "members": {
    "status": {
     "words": [
      "PENDING",
      "IN_TRANSIT",
      "SHIPPED",
      "DELIVERED",
      "CANCELLED",
      "UNDELIVERABLE"
     ]
    }
   }
  },
  "orders_2026-01-01 PackageItem": {
   "required": [
    "orderItemId",
    "quantity"
   ]
  },
  "orders_2026-01-01 FulfillmentOrder": {
   "required": [
    "fulfillmentOrderId"
   ]
  },
  "orders_2026-01-01 GetOrderResponse": {
   "required": [
    "order"
   ],
   "members": {
    "order": {
     "is": "orders_2026-01-01 Order"
    }
   }
  },
  "sellers GetMarketplaceParticipationsResponse": {
   "members": {
    "payload": {
     "is": "sellers MarketplaceParticipationList"
    },
    "errors": {
     "is": "sellers ErrorList"
    }
   }
  },
  "sellers MarketplaceParticipationList": {
   "items": {
    "is": "sellers MarketplaceParticipation"
   }
  },
  "sellers MarketplaceParticipation": {
   "required": [
    "marketplace",
    "participation",
    "storeName"
   ],
   "members": {
    "marketplace": {
     "is": "sellers Marketplace"
    },
    "participation": {
     "is": "sellers Participation"
    }
   }
  },
  "sellers Marketplace": {
   "required": [
    "countryCode",
    "defaultCurrencyCode",
    "defaultLanguageCode",
    "domainName",
    "id",
    "name"
   ]
  },
  "sellers Participation": {
   "required": [
    "hasSuspendedListings",
    "isParticipating"
   ]
  },
  "sellers ErrorList": {
   "items": {
    "is": "sellers Error"
   }
  },
  "sellers Error": {
   "required": [
    "code",
    "message"
   ]
  }
 },
 "answers": {
  "getListingsItem": {
   "is": "listingsItems_2021-08-01 Item"
  },
  "putListingsItem": {
   "is": "listingsItems_2021-08-01 ListingsItemSubmissionResponse"
  },
  "patchListingsItem": {
   "is": "listingsItems_2021-08-01 ListingsItemSubmissionResponse"
  },
  "searchListingsItems": {
   "is": "listingsItems_2021-08-01 ItemSearchResults"
  },
  "searchCatalogItems": {
   "is": "catalogItems_2022-04-01 ItemSearchResults"
  },
  "getMyFeesEstimates": {
   "is": "productFeesV0 GetMyFeesEstimatesResponse"
  },
  "getInventorySummaries": {
   "is": "fbaInventory GetInventorySummariesResponse"
  },
  "getListingsRestrictions": {
   "is": "listingsRestrictions_2021-08-01 RestrictionList"
  },
  "createFeedDocument": {
   "is": "feeds_2021-06-30 CreateFeedDocumentResponse"
  },
  "createFeed": {
   "is": "feeds_2021-06-30 CreateFeedResponse"
  },
  "getFeed": {
   "is": "feeds_2021-06-30 Feed"
  },
  "getFeedDocument": {
   "is": "feeds_2021-06-30 FeedDocument"
  },
  "getDestinations": {
   "is": "notifications GetDestinationsResponse"
  },
  "createDestination": {
   "is": "notifications CreateDestinationResponse"
  },
  "getSubscription": {
   "is": "notifications GetSubscriptionResponse"
  },
  "createSubscription": {
   "is": "notifications CreateSubscriptionResponse"
  },
  "deleteSubscriptionById": {
   "is": "notifications DeleteSubscriptionByIdResponse"
  },
  "createReport": {
   "is": "reports_2021-06-30 CreateReportResponse"
  },
  "getReport": {
   "is": "reports_2021-06-30 Report"
  },
  "getReportDocument": {
   "is": "reports_2021-06-30 ReportDocument"
  },
  "searchOrders": {
   "is": "orders_2026-01-01 SearchOrdersResponse"
  },
  "getOrder": {
   "is": "orders_2026-01-01 GetOrderResponse"
  },
  "getMarketplaceParticipations": {
   "is": "sellers GetMarketplaceParticipationsResponse"
  }
 }
};
