import { type Access, ageRule, birthday, labelBits } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome } from '#fhir';
import { lawIn, type Services } from '#joint';
import { seenBy } from '../person/whose.ts';
import type { ParentsTime } from './contract.ts';
import { knownOf } from './facts.ts';

const SHARING = 'sharing';

/** Of somebody whom the seat sees, by the ages of the law of the place. */
export async function parentsTime(services: Services, access: Access, asked: string): Promise<Outcome<ParentsTime>> {
  const seen = await seenBy(services, access, asked);
  if (!seen.ok) return seen;
  const { person, compartments: places } = seen.value;
  const { name, born } = await knownOf(services, services.store, { access, person, places });
  const shown = { person: `Person/${person}`, name };
  const law = lawIn(services.zone);
  const whole = ageRule(law, SHARING);
  if (born === undefined || whole === undefined) return accepted({ ...shown, sooner: [] });
  const until = birthday(born, whole.fromAge);
  const sooner = (law.matters ?? []).flatMap(({ id, labels = [] }) => {
    const rule = ageRule(law, id);
    if (labels.length === 0 || rule === undefined || rule.fromAge >= whole.fromAge) return [];
    return [{ matter: id, labels: labelBits(...labels), from: birthday(born, rule.fromAge) }];
  });
  const today = dayIn(services.zone, services.now());
  return accepted({ ...shown, born, until, sooner: today < until ? sooner : [] });
}
