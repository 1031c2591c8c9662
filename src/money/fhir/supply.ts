import type { TransferRow } from '../stock/stock.queries.ts';
import { type Ground, type Json, organization, own, type Resource } from './parts.ts';

const REQUEST: Readonly<Record<TransferRow['state'], string>> = {
  asked: 'active',
  offered: 'active',
  sent: 'active',
  received: 'completed',
  refused: 'cancelled',
  withdrawn: 'cancelled',
};

export function transferId(transfer: string): string {
  return `money-transfer-${transfer}`;
}

/** What one site asks of another. */
export function supplyRequestOf(row: TransferRow, names: Ground): Resource {
  return {
    resourceType: 'SupplyRequest',
    id: transferId(row.id),
    identifier: [own('stock-transfer', row.id)],
    status: REQUEST[row.state],
    itemCodeableConcept: itemOf(row),
    quantity: { value: row.asked, unit: row.unit },
    authoredOn: row.asked_at.toISOString(),
    requester: organization(row.to_site, names),
    supplier: [organization(row.from_site, names)],
    reasonCode: [{ text: row.reason }],
  };
}

/** What was sent of it; undefined where nothing was. */
export function supplyDeliveryOf(row: TransferRow, names: Ground): Resource | undefined {
  if (row.sent === 0) return undefined;
  return {
    resourceType: 'SupplyDelivery',
    id: transferId(row.id),
    identifier: [own('stock-transfer', row.id)],
    basedOn: [{ reference: `SupplyRequest/${transferId(row.id)}` }],
    status: row.state === 'received' ? 'completed' : 'in-progress',
    suppliedItem: { quantity: { value: row.sent, unit: row.unit }, itemCodeableConcept: itemOf(row) },
    supplier: organization(row.from_site, names),
  };
}

function itemOf({ system, code, words }: TransferRow): Json {
  return { coding: [{ system, code, display: words }], text: words };
}
