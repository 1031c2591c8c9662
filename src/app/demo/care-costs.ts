import { plusMonths } from '#base';
import type { Money } from '#money';
import type { Means } from '#money/contract';
import type { App } from '../start.ts';
import type { Demonstration } from './demonstration.ts';
import { must } from './load.ts';

const COUNCIL = 'Organization/council';
const MONTHS_GONE = 3;

/** What somebody known to the council pays for care: worked out, kept, and charged for the months that are over. */
export async function careCosts(app: App, made: Demonstration): Promise<void> {
  const { services } = app.core;
  const money = services.answers['money'] as Money;
  const access = await services.accessOf?.({ role: 'financial-assessor', organization: COUNCIL });
  if (access === undefined) return;
  const known = must(
    await services.repository(access).search({
      type: 'Patient',
      parameters: [
        ['_count', '20'],
        ['_total', 'none'],
      ],
      handling: 'strict',
    }),
  );
  const places = known.entries.map(({ resource: { bkt, cmp } }) => ({ bkt, cmp }));
  const [first] = await services.ports.persons.of(services.store, places);
  if (first === undefined) return;
  const means: Means = {
    on: plusMonths(made.today, -MONTHS_GONE),
    setting: 'home',
    care: [
      { words: 'Home care, ten hours a week', minor: 24_600, by: 'social' },
      { words: 'Nurse twice a week', minor: 9_400, by: 'health' },
    ],
    capital: [{ kind: 'savings', minor: 1_825_000 }],
    income: [{ kind: 'state-pension', minor: 23_025 }],
    household: 'single-25',
    allowance: { minor: 20_500, source: 'Made up for the demonstration' },
    premiums: [],
    spending: [{ kind: 'disability', words: 'Laundry and heating', minor: 1_500 }],
  };
  must(await money.means.assess(access, first.person, { means, reason: 'Came home from hospital.' }));
  await money.advance();
}
