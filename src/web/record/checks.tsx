import type { Check } from '#insight/contract';
import { Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { checkWords, counted } from '../parts/words.ts';
import { personPath } from './path.ts';

/** What this person is due and whether the targets are met; what is due stands first, since it is what can be done today. */
export function Checks({ of, person }: { readonly of?: readonly Check[] | undefined; readonly person: string }) {
  const asked = (of ?? []).filter(({ state }) => state !== 'not-applicable');
  if (asked.length === 0) return null;
  const processes = asked.filter(({ kind }) => kind === 'process');
  const targets = asked.filter(({ kind }) => kind === 'target');
  const due = processes.filter(({ state }) => state !== 'met');
  return (
    <Section
      title="Checks due"
      kind="checks"
      count={`${processes.length - due.length} of ${processes.length} done`}
      aside={due.length === 0 ? 'Nothing is due' : <b class="due-words">{counted(due.length, 'check')} to do</b>}
    >
      <ul class="check-list">
        {[...processes].sort(dueFirst).map((check) => (
          <CheckRow key={check.measure} of={check} person={person} />
        ))}
      </ul>
      {targets.length > 0 && (
        <>
          <h3 class="sub">Targets</h3>
          <ul class="check-list">
            {targets.map((check) => (
              <CheckRow key={check.measure} of={check} person={person} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

const SHAPES: Readonly<Record<Check['state'], readonly [string, string]>> = {
  met: ['✓', 'Met'],
  due: ['!', 'Due now'],
  'not-met': ['▼', 'Not met'],
  'not-applicable': ['–', 'Not asked'],
};

function CheckRow({ of, person }: { readonly of: Check; readonly person: string }) {
  const [shape, words] = SHAPES[of.state];
  return (
    <li class={`check ${of.state}`} title={of.why}>
      <span class="shape" aria-hidden="true">
        {shape}
      </span>
      <a class="check-title" href={personPath(person, `/checks/${encodeURIComponent(of.measure)}`)}>
        {checkWords(of.title)}
      </a>
      <span class="check-when">
        {of.value !== undefined && of.state !== 'due' && <Value strong>{of.value}</Value>}
        {of.state === 'met' ? <span class="sr">done</span> : <b class="state">{words}</b>}
        {of.last !== undefined && of.state === 'due' && <span>last</span>}
        {of.last !== undefined && <When at={of.last} />}
        {of.last === undefined && of.state === 'due' && <span>never recorded</span>}
      </span>
      <span class="sr">
        <Words>{of.why}</Words>
      </span>
    </li>
  );
}

function dueFirst(a: Check, b: Check): number {
  return Number(a.state === 'met') - Number(b.state === 'met');
}
