import type { Standing, StandingEntry } from '#agreement';
import { contractId, type Ground, organization, own, type Resource } from './parts.ts';

const STATUS: Readonly<Record<Standing, string>> = {
  'awaiting-signatures': 'offered',
  signed: 'executable',
  'in-effect': 'executed',
  suspended: 'disputed',
  replaced: 'amended',
  ended: 'terminated',
};

/** What a version of an agreement says of paying, for whoever follows a charge to it. The signed text stays with the agreement. */
export function contractOf({ instrument, standing }: StandingEntry, ground: Ground): Resource | undefined {
  const { version, title, decided, effective, expires, parties, clauses } = instrument;
  const id = contractId(instrument.id, version);
  if (id === undefined) return undefined;
  const paid = clauses.filter(({ clause }) => clause === 'pay');
  return {
    resourceType: 'Contract',
    id,
    identifier: [own('instrument', `${instrument.id} version ${version}`)],
    version: String(version),
    status: STATUS[standing],
    issued: decided,
    applies: { start: effective, ...(expires === undefined ? {} : { end: expires }) },
    subject: parties.map((party) => organization(party.organization, ground)),
    title,
    ...(paid.length > 0
      ? {
          term: paid.map((clause) => ({
            identifier: own('clause', clause.id),
            text: instrument.text.find((paragraph) => paragraph.id === clause.cites)?.text ?? clause.cites,
            offer: { text: `Paragraph ${clause.cites}` },
          })),
        }
      : {}),
  };
}
