import { asObject } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Answer, SimulatedRoute } from '../simulated-route.ts';
import { AmazonError, invalidInput } from './amazon-error.ts';
import type { AmazonApi, AmazonCall } from './amazon-route.ts';
import { amazonRoute } from './amazon-route.ts';
import { documentPath } from './document-routes.ts';
import type { DocumentStore } from './document-store.ts';
import type { AmazonReport, ReportStore } from './report-store.ts';

const MODEL = 'reports_2021-06-30.json';
const REPORTS = '/reports/2021-06-30/reports';
/** The report types that the simulator can write. */
const REPORT_TYPES = ['GET_MERCHANT_LISTINGS_ALL_DATA'];

/** The Reports API 2021-06-30. */
export function reportRoutes(
  api: AmazonApi,
  reports: ReportStore,
  documents: DocumentStore,
  baseUrl: () => string,
): SimulatedRoute[] {
  return [
    amazonRoute(api, {
      method: 'POST',
      api: 'reports',
      model: MODEL,
      template: REPORTS,
      operation: 'reports.create',
      work: (call) => createReport(reports, call),
    }),
    amazonRoute(api, {
      method: 'GET',
      api: 'reports',
      model: MODEL,
      template: `${REPORTS}/{reportId}`,
      operation: 'reports.get',
      work: (call) => getReport(reports, call),
    }),
    amazonRoute(api, {
      method: 'GET',
      api: 'reports',
      model: MODEL,
      template: '/reports/2021-06-30/documents/{reportDocumentId}',
      operation: 'reports.document',
      work: (call) => getDocument(documents, baseUrl(), call),
    }),
  ];
}

function createReport(reports: ReportStore, call: AmazonCall): Answer {
  const body = asObject(call.body);
  const reportType = String(body['reportType']);
  if (!REPORT_TYPES.includes(reportType)) throw invalidInput('reports', 'Invalid input');
  const marketplaceIds = Array.isArray(body['marketplaceIds']) ? body['marketplaceIds'].map(String) : [];
  const foreign = marketplaceIds.find((id) => !call.seller.marketplaceIds.includes(id));
  if (marketplaceIds.length === 0 || foreign !== undefined) throw invalidInput('reports', 'Invalid input');
  const { reportId } = reports.create(call.seller.sellerId, reportType, marketplaceIds);
  return { status: 202, body: { reportId } };
}

async function getReport(reports: ReportStore, call: AmazonCall): Promise<Answer> {
  const reportId = call.params['reportId'] ?? '';
  if (!/^\d+$/.test(reportId)) throw invalidInput('reports', 'Invalid input');
  const report = await reports.find(call.seller.sellerId, reportId);
  if (report === undefined) throw new AmazonError(404, 'NotFound', `Report ${reportId} is not found`);
  return { status: 200, body: reportDocument(report) };
}

function getDocument(documents: DocumentStore, baseUrl: string, call: AmazonCall): Answer {
  const reportDocumentId = call.params['reportDocumentId'] ?? '';
  if (!reportDocumentId.startsWith('amzn1.spdoc.')) throw invalidInput('reports', 'Invalid input');
  const key = documents.address(call.seller.sellerId, reportDocumentId);
  if (key === undefined) throw new AmazonError(404, 'NotFound', 'The document is not found');
  const url = `${baseUrl}${documentPath(key)}`;
  return { status: 200, body: { reportDocumentId, url, compressionAlgorithm: 'GZIP' } };
}

function reportDocument(report: AmazonReport): JsonObject {
  const time = report.createdAt.toISOString();
  return {
    reportId: report.reportId,
    reportType: report.reportType,
    marketplaceIds: report.marketplaceIds,
    dataStartTime: time,
    dataEndTime: time,
    createdTime: time,
    processingStatus: report.status,
    ...(report.status === 'IN_QUEUE' ? {} : { processingStartTime: time }),
    ...(report.endedAt === undefined ? {} : { processingEndTime: report.endedAt.toISOString() }),
    ...(report.documentId === undefined ? {} : { reportDocumentId: report.documentId }),
  };
}
