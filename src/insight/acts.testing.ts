import { type Day, dayIn, plusDays } from '#base';
import {
  careTeam,
  diabetes,
  ELM,
  footCheck,
  HILL,
  hba1c,
  MILL,
  patient,
  TEAMS,
  type TestInsight,
  TRUST,
} from './insight.testing.ts';

const DAY_MS = 86_400_000;

export type Acting = {
  readonly made: TestInsight;
  readonly random: () => number;
  /** Whose what is there: 'Organization/elm Patient/p1'. */
  readonly present: Set<string>;
  readonly people: number;
  /** How often, of the acts that may, one lets up to twenty days pass. */
  readonly passing: number;
};

/** One random act: writing, correcting, deleting, giving to another, joining and leaving a team, objecting, linking, unlinking, a day passing. */
export async function act({ made, random, present, people, passing }: Acting): Promise<void> {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const who = `p${Math.floor(random() * people)}`;
  const practice = pick([ELM, MILL, HILL]);
  const by = pick([practice, TRUST, 'Organization/stranger']);
  const on = plusDays(dayIn('Europe/London', made.clock.now), 40 - Math.floor(random() * 450));
  const id = `${Math.floor(random() * people * 2)}`;
  const keep = async (resource: Parameters<TestInsight['put']>[1]) => {
    await made.put(by, resource);
    present.add(`${by} ${resource.resourceType}/${resource.id}`);
  };
  const choice = random();
  if (choice < 0.2)
    return keep(patient(who, random() < 0.8 ? practice : undefined, random() < 0.05 ? { deceasedDateTime: on } : {}));
  if (choice < 0.35) return keep(diabetes(`d${id}`, who));
  if (choice < 0.45) return keep(careTeam(`t${id}`, who, pick(TEAMS), stay(random, on)));
  if (choice < 0.6) return keep(hba1c(`h${id}`, who, on, 45 + Math.floor(random() * 30)));
  if (choice < 0.68) return keep(footCheck(`f${id}`, who, on));
  if (choice < 0.7) return keep(objection(`o${id}`, who, random() < 0.5 ? 'active' : 'inactive'));
  if (choice < 0.8) {
    const gone = pick([...present]);
    if (gone === undefined) return;
    present.delete(gone);
    const [organization = '', reference = ''] = gone.split(' ');
    await made.remove(organization, reference).catch(() => undefined);
    return;
  }
  const known = [...present].flatMap((one) => / (Patient\/.*)$/.exec(one)?.[1] ?? []);
  if (choice < 0.84 && known.length > 1) await made.link(pick(known), pick(known));
  else if (choice < 0.96 && known.length > 0) await made.unlink(pick(known));
  else if (random() < passing) made.clock.now += Math.floor(random() * 20) * DAY_MS;
}

/** Most are in a team from some day on, some until another; some only were, nobody says until when, or only may be. */
function stay(random: () => number, on: Day): object {
  const end = random() < 0.3 ? { end: plusDays(on, Math.floor(random() * 300)) } : {};
  const status = (['active', 'active', 'active', 'active', 'inactive', 'proposed'] as const)[Math.floor(random() * 6)];
  return { status, period: { start: on, ...end } };
}

/** Objects to what is shared beyond their own care, or no longer does: figures are numbers, which count everybody. */
function objection(id: string, who: string, status: string): Parameters<TestInsight['put']>[1] {
  return {
    resourceType: 'Consent',
    id,
    status,
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
    patient: { reference: `Patient/${who}` },
    policyRule: { text: 'opt-out' },
    provision: { type: 'deny' },
  };
}
