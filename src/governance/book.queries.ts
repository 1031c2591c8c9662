import type { Clause, PartnerKind, Role } from '#agreement';
import type { Day } from '#base';
import { type Reader, sql } from '#store';
import type { KeptAccession } from './accession.queries.ts';
import type { KeptAssurance } from './assurance/asked.ts';
import type { KeptIdentity } from './identity/identity.ts';
import type { KeptSuccession } from './succession/house.ts';
import type {
  Book,
  KeptFeed,
  KeptInterpretation,
  KeptNotice,
  KeptScheme,
  KeptSignature,
  KeptSuspension,
  Partner,
  Version,
} from './book.ts';

/**
 * The whole book: it is small (tens of instruments, hundreds of signatures) and read when it changes, not when somebody asks.
 * One statement, so that it is of one moment. Plan: scans of small tables.
 */
export async function readBook(reader: Reader): Promise<Book> {
  const row = await reader.first<BookRow>(sql`
    select (select name from governance_partnership) as name,
      (select coalesce(max(seq), 0)::int from governance_act) as acts,
      (select coalesce(jsonb_agg(jsonb_build_object('key', b.key, 'feed', b.feed) order by b.key), '[]') from basis b) as feeds,
      (select coalesce(jsonb_agg(p order by p.name, p.key), '[]') from governance_partner p) as partners,
      (select coalesce(jsonb_agg(jsonb_build_object('instrument', v.body, 'hash', v.hash, 'proposed', v.proposed) order by v.instrument, v.version), '[]')
        from governance_version v) as versions,
      (select coalesce(jsonb_agg(s order by s.at, s.organization), '[]') from governance_signature s) as signatures,
      (select coalesce(jsonb_agg(s order by s.id), '[]') from governance_suspension s) as suspensions,
      (select coalesce(jsonb_agg(n order by n.id), '[]') from governance_notice n) as notices,
      (select coalesce(jsonb_agg(s order by s.id), '[]') from governance_scheme s) as schemes,
      (select coalesce(jsonb_agg(i order by i.id), '[]') from governance_interpretation i) as interpretations,
      (select coalesce(jsonb_agg(g order by g.at), '[]') from governance_succession g) as succeeded,
      (select coalesce(jsonb_agg(a order by a.id), '[]') from governance_accession a where a.withdrawn is null) as accessions,
      (select coalesce(jsonb_agg(d order by d.id), '[]') from (
        select distinct on (organization, document) id, organization, document, version, approved_by, until, name,
          octet_length(bytes) as size, sha256, by, at
        from governance_assurance order by organization, document, id desc) d) as assurances,
      (select coalesce(jsonb_agg(jsonb_build_object('organization', y.organization, 'register', y.register, 'code', y.code,
        'lookedUp', y.looked_up, 'by', y.by, 'at', y.at,
        'vouched', y.vouched, 'named', y.named) order by y.organization), '[]') from governance_identity y) as identities`);
  return {
    name: row?.name ?? '',
    acts: row?.acts ?? 0,
    feeds: row?.feeds ?? [],
    partners: (row?.partners ?? []).map(partner),
    versions: (row?.versions ?? []).map((one) => ({ ...one, proposed: new Date(one.proposed) })),
    signatures: (row?.signatures ?? []).map(signature),
    suspensions: (row?.suspensions ?? []).map(suspension),
    interpretations: (row?.interpretations ?? []).map(interpretation),
    succeeded: (row?.succeeded ?? []).map((one) => ({ ...one, at: new Date(one.at) })),
    notices: (row?.notices ?? []).map(notice),
    accessions: row?.accessions ?? [],
    assurances: (row?.assurances ?? []).map(assurance),
    identities: (row?.identities ?? []).map((one) => ({ ...one, at: new Date(one.at) })),
    schemes: (row?.schemes ?? []).map(({ organization, signs, by, at }) => ({
      organization,
      signs,
      by,
      at: new Date(at),
    })),
  };
}

/** Takes the lock of an instrument: acts on it happen one after the other. False where there is none. */
export async function lockInstrument(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.first(sql`select id from governance_instrument where id = ${id} for update`);
  return row !== undefined;
}

type BookRow = {
  readonly name: string | null;
  readonly acts: number;
  readonly feeds: readonly KeptFeed[];
  readonly partners: readonly PartnerRow[];
  readonly versions: readonly (Omit<Version, 'proposed'> & { readonly proposed: string })[];
  readonly signatures: readonly SignatureRow[];
  readonly suspensions: readonly SuspensionRow[];
  readonly notices: readonly NoticeRow[];
  readonly interpretations: readonly InterpretationRow[];
  readonly succeeded: readonly (Omit<KeptSuccession, 'at'> & { readonly at: string })[];
  readonly accessions: readonly KeptAccession[];
  readonly assurances: readonly AssuranceRow[];
  readonly identities: readonly (Omit<KeptIdentity, 'at'> & { readonly at: string })[];
  readonly schemes: readonly (Omit<KeptScheme, 'at'> & { readonly at: string })[];
};

type AssuranceRow = Omit<KeptAssurance, 'approvedBy' | 'until' | 'at'> & {
  readonly approved_by: string;
  readonly until: Day | null;
  readonly at: string;
};

type InterpretationRow = {
  readonly instrument: string;
  readonly version: number;
  readonly clause: string;
  readonly day: Day;
  readonly becomes: Clause | null;
};

type PartnerRow = {
  readonly key: number;
  readonly organization: string;
  readonly name: string;
  readonly kind: PartnerKind;
  readonly locality: string | null;
  readonly hosts: boolean;
  readonly signing_roles: readonly Role[];
};
type SignatureRow = Omit<KeptSignature, 'at'> & { readonly at: string };
type SuspensionRow = Omit<KeptSuspension, 'since' | 'lifted'> & {
  readonly since: string;
  readonly lifted: string | null;
};
type NoticeRow = Omit<KeptNotice, 'given' | 'withdrawn'> & {
  readonly given: string;
  readonly withdrawn: string | null;
};

function partner({ signing_roles: signingRoles, locality, key, organization, name, kind, hosts }: PartnerRow): Partner {
  return { key, organization, name, kind, hosts, signingRoles, ...(locality === null ? {} : { locality }) };
}

function signature({ instrument, version, organization, by, at }: SignatureRow): KeptSignature {
  return { instrument, version, organization, by, at: new Date(at) };
}

function suspension({ instrument, organization, by, reason, since, lifted }: SuspensionRow): KeptSuspension {
  const open = { instrument, organization, by, reason, since: new Date(since) };
  return lifted === null ? open : { ...open, lifted: new Date(lifted) };
}

function notice({ id, instrument, organization, by, reason, owed, given, withdrawn }: NoticeRow): KeptNotice {
  const open = { id, instrument, organization, by, reason, owed, given: new Date(given) };
  return withdrawn === null ? open : { ...open, withdrawn: new Date(withdrawn) };
}

function interpretation({ instrument, version, clause, day, becomes }: InterpretationRow): KeptInterpretation {
  return { instrument, version, clause, on: day, ...(becomes === null ? {} : { becomes }) };
}

function assurance({ approved_by: approvedBy, until, at, ...row }: AssuranceRow): KeptAssurance {
  return { ...row, approvedBy, at: new Date(at), ...(until === null ? {} : { until }) };
}
