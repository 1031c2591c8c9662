import {
  type Access,
  type Clause,
  type Instrument,
  named,
  partiesOf,
  type ReportClause,
  runningClauses,
  type ShareClause,
} from '#agreement';
import { packOf } from '../catalogue.ts';
import { seesPeople } from '../viewpoint.ts';
import type { ExtractGround, ExtractKind } from './contract.ts';

/** Of whoever cares for people: their own people, by the law of care. */
const CARE: ExtractGround = {
  id: 'care',
  words: 'The care of the people whom your organisation looks after',
  lawRequires: false,
};

/** What a seat can rest a list on: what was agreed for its purpose, and the care of its own people. Pure. */
export function groundsOf(
  access: Pick<Access, 'role' | 'purpose'>,
  organization: string,
  instruments: readonly Instrument[],
): readonly (ExtractGround & { readonly kinds?: readonly ExtractKind[] })[] {
  const seat = { ...access, organization };
  const agreed = runningClauses(instruments.map((instrument) => ({ instrument }))).flatMap(({ instrument, clause }) => {
    const kinds = kindsUnder(clause, instrument, seat);
    return kinds === undefined ? [] : [{ ...groundOf(clause, instrument), ...(kinds === 'any' ? {} : { kinds }) }];
  });
  return [...(seesPeople(access as Access) ? [CARE] : []), ...agreed];
}

const REQUIRING: readonly string[] = ['court-order', 'statute', 'direction'];

type Seat = Pick<Access, 'role' | 'purpose'> & { readonly organization: string };

/** How recognisable people may be under a clause; undefined where it gives this seat no people. */
function kindsUnder(clause: Clause, instrument: Instrument, seat: Seat): readonly ExtractKind[] | 'any' | undefined {
  if (clause.clause === 'share') return shares(clause, instrument, seat) ? 'any' : undefined;
  if (clause.clause === 'report') return reports(clause, seat);
  // To count is to plan; who is shown people by it is still for what was agreed to be shared.
  const counts = clause.clause === 'measure' && packOf(`${clause.pack} ${clause.version}`) !== undefined;
  return counts && seat.purpose === 'planning' && partiesOf(instrument).includes(seat.organization)
    ? ['anonymised', 'pseudonymised']
    : undefined;
}

function shares({ to, purpose }: ShareClause, instrument: Instrument, seat: Seat): boolean {
  const organizations = named(to.organizations, instrument);
  return purpose === seat.purpose && to.roles.includes(seat.role) && organizations.includes(seat.organization);
}

function reports(clause: ReportClause, seat: Seat): readonly ExtractKind[] | undefined {
  if (clause.by !== seat.organization || clause.purpose !== seat.purpose) return undefined;
  if (clause.identifiability === 'identifiable') return ['anonymised', 'pseudonymised', 'identifiable'];
  if (clause.identifiability === 'pseudonymised') return ['anonymised', 'pseudonymised'];
  return clause.identifiability === 'anonymised' ? ['anonymised'] : undefined;
}

/** A report that an order, a statute or a direction asks for is required by law; what was agreed, and what law merely lets be seen, is not. */
function groundOf(clause: Clause, { id, title, version, mandate, text }: Instrument): ExtractGround {
  const paragraph = text.find((one) => one.id === clause.cites)?.text ?? '';
  return {
    id: `${id}/${clause.id}`,
    words: paragraph,
    agreement: { title, version, paragraph: clause.cites },
    lawRequires: clause.clause === 'report' && mandate !== undefined && REQUIRING.includes(mandate),
    ...(clause.clause === 'measure' ? { pack: `${clause.pack} ${clause.version}` } : {}),
  };
}
