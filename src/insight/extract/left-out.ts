import type { OptOutOn, Project } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { type AgreementsAnswer, SERVICE } from '../agreed.ts';

/** What insight asks of the answers of the record; the rest of that contract is not its business. */
type RegisterAnswer = {
  readonly optOuts?: {
    readonly among: (
      access: typeof SERVICE,
      question: { readonly persons: readonly string[]; readonly rules: readonly string[]; readonly project?: Project },
    ) => Promise<Outcome<readonly OptedOut[]>>;
  };
};

type ResearchAnswer = {
  readonly research?: {
    readonly agreedAmong: (
      access: typeof SERVICE,
      question: { readonly persons: readonly string[]; readonly project: Project },
    ) => Promise<Outcome<ReadonlySet<string> | undefined>>;
  };
};

type OptedOut = { readonly person: string; readonly rule: string; readonly agreed?: true };

/** Who is left out of a use, and of whom only what some organisations (keys) recorded. */
export type LeavingOut = {
  readonly whole: ReadonlyMap<string, string>;
  readonly inPart: ReadonlyMap<string, { readonly rule: string; readonly without: ReadonlySet<number> }>;
  /** Who would be, and agreed themselves to the project it is for. */
  readonly agreed: ReadonlySet<string>;
};

export const NOBODY_OUT: LeavingOut = { whole: new Map(), inPart: new Map(), agreed: new Set() };

/** Who of some people has to be left out, by the opt-outs that reach a use. Each is counted under the first rule that leaves them out. */
export type LeaveOut = (persons: readonly string[]) => Promise<LeavingOut>;

/** Counted as the rule by which who has not agreed is not on a list for research that asks people one by one. */
export const NOT_AGREED = 'research-not-agreed';

/** Leaves out besides whoever has not agreed, where the project asks people one by one; of any other nothing. */
export async function askedOneByOne(
  { answers }: Pick<Services, 'answers'>,
  project: Project | undefined,
): Promise<((leaveOut: LeaveOut) => LeaveOut) | undefined> {
  const research = (answers['record'] as ResearchAnswer | undefined)?.research;
  if (project === undefined || research === undefined) return undefined;
  const agreedOf = async (persons: readonly string[]) => {
    const found = await research.agreedAmong(SERVICE, { persons, project });
    if (!found.ok) throw new Error(`who agreed to research is not answered: ${found.refusals[0].code}`);
    return found.value;
  };
  if ((await agreedOf([])) === undefined) return undefined;
  return (leaveOut) => async (persons) => {
    const [before, agreed] = [await leaveOut(persons), await agreedOf(persons)];
    const not = persons.filter((person) => agreed?.has(person) !== true);
    const inPart = new Map([...before.inPart].filter(([person]) => agreed?.has(person) === true));
    return { ...before, inPart, whole: new Map([...not.map((one) => [one, NOT_AGREED] as const), ...before.whole]) };
  };
}

/** Where nobody keeps who has opted out, a use that an opt-out reaches is not made at all. */
export async function leavingOut(
  { answers }: Pick<Services, 'answers'>,
  optOuts: readonly OptOutOn[],
  project?: Project,
): Promise<Outcome<LeaveOut>> {
  const reaching = optOuts.filter(({ reaches }) => reaches);
  if (reaching.length === 0) return accepted(async () => NOBODY_OUT);
  const register = (answers['record'] as RegisterAnswer | undefined)?.optOuts;
  if (register === undefined) {
    const text = `People can opt out of this use, and nobody here keeps who has, so it is not made. ${reaching[0]?.words}`;
    return refuse('business-rule', 'insight.opt-outs', text);
  }
  const keys = await keysByKind(answers['governance'] as AgreementsAnswer);
  const rules = reaching.map(({ optOut }) => optOut);
  return accepted(async (persons) => {
    const found = await register.among(SERVICE, { persons, rules, ...(project ? { project } : {}) });
    if (!found.ok) throw new Error(`the register of opt-outs does not answer: ${found.refusals[0].code}`);
    return sorted(found.value, reaching, keys);
  });
}

function sorted(
  all: readonly OptedOut[],
  reaching: readonly OptOutOn[],
  keys: ReadonlyMap<string, readonly number[]>,
): LeavingOut {
  const found = all.filter(({ agreed }) => agreed === undefined);
  const whole = new Map<string, string>();
  const inPart = new Map<string, { readonly rule: string; readonly without: ReadonlySet<number> }>();
  for (const { optOut, recordedBy } of reaching) {
    for (const { person } of found.filter(({ rule }) => rule === optOut)) {
      if (recordedBy === undefined) {
        if (!whole.has(person)) whole.set(person, optOut);
        continue;
      }
      const before = inPart.get(person);
      const without = recordedBy.flatMap((kind) => keys.get(kind) ?? []);
      inPart.set(person, { rule: before?.rule ?? optOut, without: new Set([...(before?.without ?? []), ...without]) });
    }
  }
  for (const person of whole.keys()) inPart.delete(person);
  const agreed = new Set(all.flatMap(({ person, agreed: one }) => (one ? [person] : [])));
  return { whole, inPart, agreed };
}

async function keysByKind(governance: AgreementsAnswer): Promise<ReadonlyMap<string, readonly number[]>> {
  const { partners } = await governance.partnership(SERVICE);
  const keys = new Map<string, readonly number[]>();
  for (const { kind, key } of partners) keys.set(kind, [...(keys.get(kind) ?? []), key]);
  return keys;
}
