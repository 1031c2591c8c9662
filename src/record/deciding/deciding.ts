import { ageRule } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome } from '#fhir';
import { lawIn, type Services } from '#joint';
import { seenBy } from '../person/whose.ts';
import { selfOf } from '../rights/whose.ts';
import { parentsTime } from './age.ts';
import type { Deciding, DecidingAnswers, Judgement, MatterDecided } from './contract.ts';
import { type About, deciding, isYoung, knownOf } from './facts.ts';
import { inPlace } from './in-place.ts';
import { judge, mayJudge, notAJudge, withdrawJudgement } from './judge.ts';
import type { UnderstandingRow } from './understanding.queries.ts';

/** Who decides what for a person, and writing down that a young person understands what a decision means. */
export function decidingAnswers(services: Services): DecidingAnswers {
  return {
    of: async (access, asked) => {
      if (!mayJudge(lawIn(services.zone), access)) return notAJudge();
      const seen = await seenBy(services, access, asked);
      if (!seen.ok) return seen;
      const { person, compartments: places } = seen.value;
      const shown = await shownOf(services, { access, person, places });
      await services.ports.audit.note(access, { action: 'look-at-deciding', outcome: 'done', person });
      return accepted(shown);
    },
    mine: async (access): Promise<Outcome<Deciding>> => {
      const self = await selfOf(services, access);
      return self.ok ? accepted(await shownOf(services, { access, ...self.value, unmarked: true })) : self;
    },
    inPlace: (access) => inPlace(services, access),
    parentsTime: (access, person) => parentsTime(services, access, person),
    judge: (access, person, wish) => judge(services, access, person, wish),
    withdrawJudgement: (access, person, wish) => withdrawJudgement(services, access, person, wish),
  };
}

async function shownOf(services: Services, about: About): Promise<Deciding> {
  const law = lawIn(services.zone);
  const today = dayIn(services.zone, services.now());
  const known = await knownOf(services, services.store, about);
  const matters = (law.matters ?? []).map(({ id, words }): MatterDecided => {
    const decider = deciding(services, known, id);
    const judged = known.judged.find(({ matter }) => matter === id);
    const young = isYoung(law, known, id, today);
    return {
      id,
      words,
      who: decider.who,
      why: decider.with.length === 0 ? decider.words : `${decider.words} ${decider.with.join(', ')} takes part.`,
      ...(young && judged ? { judgement: judgementOf(judged) } : {}),
      open: young && ageRule(law, id)?.soonerIfUnderstands === true,
    };
  });
  const born = known.born === undefined ? {} : { born: known.born };
  const { access, person } = about;
  return { person: `Person/${person}`, name: known.name, ...born, matters, mayJudge: mayJudge(law, access) };
}

function judgementOf({ found, found_by, reason, until, entered_by, at }: UnderstandingRow): Judgement {
  return { on: found, by: found_by, reason, until, enteredBy: entered_by, at: at.toISOString() };
}
