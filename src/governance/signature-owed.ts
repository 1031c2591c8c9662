import type { Access } from '#agreement';
import type { Services } from '#joint';
import type { Transaction } from '#store';
import { signersOf } from './scheme.ts';
import { heirOf } from './succession/house.ts';
import { type OpenBook, partnerWithKey, type Standing, standingVersions } from './book.ts';

/** A version that is proposed waits for signatures: each is owed by who signs for that party to who proposed it. */
const KIND = 'signature';
const WORKING_DAYS = 20;

type Owing = Pick<Services, 'obligations'>;

export async function oweSignatures(
  { obligations }: Owing,
  transaction: Transaction,
  access: Access,
  proposed: { readonly book: OpenBook; readonly id: string; readonly version: number },
): Promise<void> {
  const { book, id, version } = proposed;
  const standing = versionIn(book, id, version);
  if (obligations === undefined || standing === undefined) return;
  await letGoOfOlder({ obligations }, transaction, access, standing);
  const proposer = partnerWithKey(book, access.organization);
  for (const organization of standing.awaited) {
    const heir = heirOf(book, organization);
    const partner = book.partners.find((one) => one.organization === heir);
    const role = partner && signersOf(book, partner, standing.instrument)[0];
    if (role === undefined) continue;
    const opened = await obligations.open(transaction, access, {
      kind: KIND,
      key: factOf(id, version, organization),
      title: `Sign, or say why not: ${standing.instrument.title}, version ${version}`.slice(0, 200),
      owner: { organization, role },
      ...(proposer === undefined ? {} : { owed: { organization: proposer.organization } }),
      because: 'It runs when every party has signed.',
      page: `/agreements/${encodeURIComponent(id)}/sign`,
      due: { in: WORKING_DAYS, unit: 'working-days' },
      ladder: [
        { to: { organization, role: 'programme-lead' }, afterWorkingDays: 0 },
        ...(proposer === undefined
          ? []
          : [{ to: { organization: proposer.organization, role: 'programme-lead' as const }, afterWorkingDays: 5 }]),
      ],
      closedBy: { fact: factOf(id, version, organization) },
      attested: false,
    });
    if (!opened.ok) throw new Error(`a signature could not be asked for: ${opened.refusals[0].code}`);
  }
}

export async function signatureKept(
  { obligations }: Owing,
  transaction: Transaction,
  access: Access,
  signed: { readonly id: string; readonly version: number; readonly organization: string },
): Promise<void> {
  const { id, version, organization } = signed;
  const reference = `/agreements/${encodeURIComponent(id)}`;
  await obligations?.fact(transaction, access, factOf(id, version, organization), { reference });
}

/** Nobody need sign what a newer version is proposed for. */
async function letGoOfOlder(
  { obligations }: Required<Owing>,
  transaction: Transaction,
  access: Access,
  { instrument, awaited }: Standing,
): Promise<void> {
  if (obligations === undefined) return;
  for (const organization of new Set([...awaited, ...instrument.parties.map((party) => party.organization)])) {
    const key = factOf(instrument.id, instrument.version - 1, organization);
    const found = await obligations.find(transaction, KIND, key);
    if (found === undefined) continue;
    // One that was signed is kept, and stays so.
    await obligations.withdraw(transaction, access, found, `Version ${instrument.version} was proposed.`);
  }
}

function versionIn(book: OpenBook, id: string, version: number): Standing | undefined {
  return standingVersions(book).find((one) => one.instrument.id === id && one.instrument.version === version);
}

function factOf(id: string, version: number, organization: string): string {
  return `signed:${id}/${version}/${organization}`;
}
