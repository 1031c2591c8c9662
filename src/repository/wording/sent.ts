import { accepted, type Outcome, type Scan } from '#fhir';
import type { Writing } from '../context.ts';
import type { Current } from '../write/current.ts';
import { prepare } from '../write/prepare.ts';
import { wordingFor } from './concern.ts';
import { tellsIn, unworded, wordedText } from './texts.ts';

/** What somebody who is told words sends back, made again what stands in the record where they did not change it. */
export type Rewording = {
  /** The current text, as they were shown it: what a patch is applied to. */
  readonly shown: (current: Current) => string;
  readonly kept: (sent: Scan, type: string, current: Current) => Outcome<Scan>;
};

/** For a writer who is told words, about what is there and would tell; undefined for all others. */
export async function rewordingFor(
  { context, access, transaction }: Writing,
  there: readonly Current[],
): Promise<Rewording | undefined> {
  const wording = wordingFor(context, access);
  if (!wording) return undefined;
  const { tells } = wording;
  const telling = there.filter(({ body, cmp }) => cmp !== '0' && tellsIn(body, tells));
  if (telling.length === 0) return undefined;
  const words = await wording.called(
    transaction,
    telling.map(({ bkt, cmp }) => ({ bkt, cmp })),
  );
  const called = new Map(telling.map((one, at) => [one, words[at] ?? wording.usual]));
  return {
    shown: (current) => {
      const said = called.get(current);
      return said === undefined ? current.body : wordedText(current.body, tells, said);
    },
    kept: (sent, type, current) => {
      const said = called.get(current);
      if (said === undefined) return accepted(sent);
      const text = unworded(sent.text, current.body, { tells, called: said });
      if (text === sent.text) return accepted(sent);
      const prepared = prepare(type, text, context.admissions);
      return prepared.ok ? accepted(prepared.value.scan) : prepared;
    },
  };
}
