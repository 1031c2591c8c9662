import type { Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { compartmentOf } from '#repository';
import type { Asking } from '../ask.ts';
import type { CountedPack } from '../catalogue.ts';
import { countedBy, judge, type Known } from '../evaluate.ts';
import { CANONICAL, coded, counted, DIRECTION } from '../export/measure-report.ts';
import { leavingOut } from '../extract/left-out.ts';
import type { MeasureDefinition } from '../pack.ts';
import { type SeenPerson, seePeople } from '../seen.ts';
import { CARE_LIST } from '../use.ts';

export type Ground = { readonly asking: Asking; readonly services: Services };

/** A measure, and the pack by whose rules it is told. */
export type Told = { readonly pack: CountedPack; readonly measure: MeasureDefinition };

/** How one person stands to a measure, by what a viewer may see of them. */
export type Stands = {
  readonly onRegister: boolean;
  readonly counted: boolean;
  readonly met: boolean;
  /** What decided. */
  readonly because: readonly string[];
};

export function standsTo({ pack, measure }: Told, known: Known, day: Day): Stands {
  const register = judge(pack.pack.register, known, day);
  const met = judge(measure.met, known, day);
  const isCounted = register.holds && countedBy(measure, known, day).holds;
  const facts = [register, ...(isCounted ? [met] : [])].flatMap(({ because }) => because?.reference ?? []);
  return {
    onRegister: register.holds,
    counted: isCounted,
    met: isCounted && met.holds,
    because: register.holds ? [...new Set(facts)] : [],
  };
}

/** Somebody whose record of this id a viewer may see; of others nothing is said, not even that they are there. */
export async function seenPatient(
  { asking, services }: Ground,
  access: Access,
  id: string,
): Promise<Outcome<SeenPerson>> {
  const leaveOut = await leavingOut(services, asking.optOuts(CARE_LIST));
  if (!leaveOut.ok) return leaveOut;
  const [row] = await services.ports.persons.of(services.store, [compartmentOf(`Patient/${id}`)]);
  if (!row) return nobody();
  const { whole, inPart } = await leaveOut.value([row.person]);
  const [seen] = whole.has(row.person) || inPart.has(row.person) ? [] : await seePeople(services, access, [row.person]);
  return seen?.patients.some((one) => one.id === id) ? accepted(seen) : nobody();
}

function nobody(): Outcome<never> {
  return refuse('not-found', 'insight.no-person', 'There is no such person among those you may see.');
}

export type Individual = Told & { readonly subject: string; readonly reporter: object; readonly asAt: Day };

/** https://hl7.org/fhir/R4/measurereport.html of one person; counts are of this one. */
export function individualReport(stands: Stands, { pack, measure, subject, reporter, asAt }: Individual) {
  const { id, title, better } = measure;
  return {
    resourceType: 'MeasureReport',
    status: 'complete',
    type: 'individual',
    measure: `${CANONICAL}${id}|${pack.pack.version}`,
    subject: { reference: subject },
    reporter,
    period: { start: asAt, end: asAt },
    improvementNotation: coded(DIRECTION, better === 'lower' ? 'decrease' : 'increase'),
    group: [
      {
        code: { text: title },
        population: [
          counted('initial-population', Number(stands.onRegister)),
          counted('denominator', Number(stands.counted)),
          counted('numerator', Number(stands.met)),
        ],
      },
    ],
    ...(stands.because.length > 0 ? { evaluatedResource: stands.because.map((reference) => ({ reference })) } : {}),
  };
}

/** Who tells it: the organisation of whoever asks. */
export async function reporterOf(
  { services }: Ground,
  access: Access,
): Promise<{ readonly reference: string } | { readonly display: string }> {
  const all = await services.ports.contributors.organizations();
  const own = all.find(({ key }) => key === access.organization)?.organization;
  return own?.startsWith('Organization/') ? { reference: own } : { display: 'Concord' };
}
