import england from '#packs/jurisdiction-england/pack.json' with { type: 'json' };
import { readJurisdiction } from '#agreement';
import { type Outcomes, runMatrix } from '../../src/agreement/matrix.testing.ts';

/** One process of `run.ts`: is told of units, and answers what each came to. */
export type Task = { readonly unit: number; readonly step: number };
export type Answer = Outcomes & { readonly unit: number };

const law = readJurisdiction(england);
if (!law.ok) throw new Error(law.refusals[0].text);
const { value } = law;

process.on('message', ({ unit, step }: Task) => {
  process.send?.({ unit, ...runMatrix(value, { step, units: [unit, unit + 1] }) } satisfies Answer);
});
