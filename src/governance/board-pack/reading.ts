import type { Access, Role } from '#agreement';
import { type Day, day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { BytesFile } from '#http';
import type { Partner } from '../book.ts';
import { partnerOf } from '../decision/who.ts';
import type { BoardCell, BoardPack, BoardPackView, MovedCell, PackSeal } from './contract.ts';
import { gather, gatherAgain } from './gather.ts';
import { type KeptPack, packsOf } from './pack.queries.ts';
import type { Packing } from './packing.ts';
import { brokenFrom, readPack } from './seal.ts';

/** Who reads what the board is told: those who answer for the organisation's part. No cell is about a person in care. */
const READERS: readonly Role[] = ['board-member', 'programme-lead', 'commissioner', 'finance-lead', 'signatory'];
export const ISSUERS: readonly Role[] = ['programme-lead', 'commissioner'];

export async function draft(packing: Packing, access: Access): Promise<Outcome<BoardPackView>> {
  const reader = readerOf(packing, access);
  if (!reader.ok) return reader;
  const packs = await packsOf(packing.store, reader.value.organization);
  const pack = await live(packing, access, reader.value, lastMonthEnd(packing.current.book().today));
  const there = packs.some(({ month }) => month === pack.month);
  return accepted({
    pack,
    moved: [],
    issued: issuedOf(packs),
    may: { issue: !there && ISSUERS.includes(access.role) },
  });
}

export async function one(packing: Packing, access: Access, month: string): Promise<Outcome<BoardPackView>> {
  const reader = readerOf(packing, access);
  if (!reader.ok) return reader;
  const packs = await packsOf(packing.store, reader.value.organization);
  const at = packs.findIndex((each) => each.month === month);
  const kept = packs[at];
  if (!kept) return noPack();
  const pack = readPack(kept.text);
  const broken = brokenFrom(packs);
  return accepted({
    pack,
    seal: sealOf(kept, broken === undefined || broken > at),
    moved: movedSince(pack, await gatherAgain({ packing, access, asAt: pack.asAt })),
    issued: issuedOf(packs),
    may: { issue: false },
  });
}

export async function file(packing: Packing, access: Access, month: string): Promise<Outcome<BytesFile>> {
  const reader = readerOf(packing, access);
  if (!reader.ok) return reader;
  const kept = (await packsOf(packing.store, reader.value.organization)).find((each) => each.month === month);
  if (!kept) return noPack();
  if (!kept.file) return refuse('not-found', 'governance.no-pack-file', kept.noFile ?? 'It was issued without a file.');
  return accepted({ bytes: new Uint8Array(kept.file), type: 'application/pdf', name: `board-report-${month}.pdf` });
}

/** The last day of the month before a day. */
export function lastMonthEnd(today: Day): Day {
  return plusDays(day(`${today.slice(0, 8)}01`), -1);
}

/** As the records stand now, with the figures that have a day as at that one. */
export async function live(packing: Packing, access: Access, partner: Partner, asAt: Day): Promise<BoardPack> {
  const book = packing.current.book();
  return {
    form: 1,
    organization: partner.name,
    partnership: book.name,
    month: asAt.slice(0, 7),
    asAt,
    made: new Date(packing.now()).toISOString(),
    sections: await gather({ packing, access, asAt }),
  };
}

export function sealOf({ n, by, issued, hash, previous, noFile }: KeptPack, intact: boolean): PackSeal {
  const sealed = { n, by, issued: issued.toISOString(), hash, previous, intact };
  return { ...sealed, ...(noFile === null ? {} : { noFile }) };
}

/** Figures of the same day that are told otherwise now; what is not told now is not said to have moved. */
function movedSince(pack: BoardPack, now: readonly BoardCell[]): readonly MovedCell[] {
  const cells = new Map(pack.sections.flatMap((section) => section.cells).map((cell) => [cell.id, cell]));
  return now.flatMap(({ id, words, value, page }) => {
    const was = cells.get(id)?.value;
    return was === undefined || trueMinus(was) === value
      ? []
      : [{ id, words, was, is: value, ...(page ? { page } : {}) }];
  });
}

/** Reports that were sealed while '-£1.00' was written keep it: how an amount is written has not moved it. */
function trueMinus(value: string): string {
  return value.replace(/^-(?=[£$€]|[A-Z]{3} )/, '\u2212');
}

function issuedOf(packs: readonly KeptPack[]): BoardPackView['issued'] {
  return packs.map(({ month, issued, by }) => ({ month, issued: issued.toISOString(), by })).reverse();
}

export function readerOf(packing: Packing, access: Access): Outcome<Partner> {
  const partner = partnerOf(packing.current.book(), access);
  if (partner && READERS.includes(access.role)) return accepted(partner);
  const text =
    'Board reports are for board members, programme leads, commissioners, finance leads and signatories of a partner. Ask one of yours.';
  return refuse('forbidden', 'governance.board-only', text);
}

export function noPack(): Outcome<never> {
  return refuse('not-found', 'governance.no-pack', 'No report was issued of that month by your organisation.');
}
