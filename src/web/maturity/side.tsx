import type { MaturitySide, MaturitySpread } from '#governance/contract';
import { Fact } from '../parts/fact.tsx';
import { Field } from '../parts/form.tsx';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { Deed, Pick } from '../programme/parts.tsx';

const AGREED_WORDS: Readonly<Record<NonNullable<MaturitySpread['agreed']>, string>> = {
  strong: 'they agree with each other',
  moderate: 'they mostly agree with each other',
  weak: 'they hardly agree with each other',
  none: 'they do not agree with each other',
};

type Shown = { readonly of: MaturitySide; readonly lead: boolean; readonly typed?: URLSearchParams | undefined };

/** One side of working as one: what was agreed, how the scores lie, why, and what it was before. */
export function Side({ of, lead, typed }: Shown) {
  const { id, words, spread, reasons, agreed } = of;
  return (
    <Section title={words} aside={<SideTag of={of} />}>
      {agreed && <AgreedFacts of={of} agreed={agreed} />}
      {spread && <Spreads of={of} all={spread} />}
      <Course of={of} />
      <details class="deed">
        <summary>What the steps say</summary>
        <ol>
          {of.steps.map((step) => (
            <li key={step}>
              <Words>{step}</Words>
            </li>
          ))}
        </ol>
      </details>
      {reasons.length > 0 && (
        <details class="deed">
          <summary>Why people chose so</summary>
          <p class="hint">In the order of the alphabet: nothing tells whose reason is whose.</p>
          <ul>
            {reasons.map((reason, at) => (
              <li key={`${at} ${reason}`}>
                <Words>{reason}</Words>
              </li>
            ))}
          </ul>
        </details>
      )}
      {lead && <Agree of={of} id={id} typed={typed} />}
    </Section>
  );
}

function SideTag({ of: { spread, agreed } }: { readonly of: MaturitySide }) {
  if (agreed) return agreed.step === undefined ? <Tag tone="concern">not agreed</Tag> : <Tag tone="done">agreed</Tag>;
  return spread?.split ? <Tag tone="concern">far apart: talk about it first</Tag> : null;
}

function AgreedFacts({
  of,
  agreed,
}: {
  readonly of: MaturitySide;
  readonly agreed: NonNullable<MaturitySide['agreed']>;
}) {
  const { step, why, dissent, next, by, on } = agreed;
  return (
    <dl class="facts">
      <Fact name="Agreed after talking">
        {step === undefined ? (
          'They could not agree'
        ) : (
          <>
            <Value strong>{step}</Value> of <Value>{of.steps.length}</Value>
          </>
        )}{' '}
        <span class="meta">
          <Words>{by}</Words>, <When at={on} />
        </span>
      </Fact>
      <Fact name="Why">
        <Words>{why}</Words>
      </Fact>
      {dissent !== undefined && (
        <Fact name="Who saw it otherwise">
          <Words>{dissent}</Words>
        </Fact>
      )}
      {next !== undefined && (
        <Fact name="What follows">
          <Words>{next}</Words>
        </Fact>
      )}
    </dl>
  );
}

function Spreads({ of, all }: { readonly of: MaturitySide; readonly all: MaturitySpread }) {
  return (
    <>
      <table class="rows tight">
        <caption class="sr">{`How many chose each step: ${of.words}`}</caption>
        <thead>
          <tr>
            <th scope="col">Who</th>
            {of.steps.map((step, at) => (
              <th key={step} scope="col" class="number">
                <Value>{at + 1}</Value>
              </th>
            ))}
            <th scope="col" class="number">
              <abbr title="cannot say">?</abbr>
            </th>
          </tr>
        </thead>
        <tbody>
          <SpreadRow name="All who scored" of={all} />
          {of.organizations.map(({ name, spread }) => (
            <SpreadRow key={name} name={name} of={spread} />
          ))}
        </tbody>
      </table>
      <p class="meta">
        {all.middle === undefined || all.agreed === undefined ? (
          'Too few could say for a middle.'
        ) : (
          <>
            Half of them are at <Value>{all.middle}</Value> or below, half at it or above; {AGREED_WORDS[all.agreed]} (
            <Value>{(all.agreement ?? 0).toFixed(2)}</Value>).
          </>
        )}
      </p>
    </>
  );
}

function SpreadRow({ name, of }: { readonly name: string; readonly of: MaturitySpread }) {
  return (
    <tr>
      <th scope="row">
        <Words>{name}</Words>
      </th>
      {[...of.steps, of.unsure].map((count, at) => (
        <td key={at} class="number">
          <Value>{count}</Value>
        </td>
      ))}
    </tr>
  );
}

/** The rounds before beside this one. */
function Course({ of: { course } }: { readonly of: MaturitySide }) {
  if (course.length === 0) return null;
  return (
    <dl class="facts">
      {course.map(({ id, on, middle, step }) => (
        <Fact key={id} name="Before">
          <When at={on} />:{' '}
          {step === undefined ? (
            'not agreed'
          ) : (
            <>
              agreed on <Value>{step}</Value>
            </>
          )}
          {middle !== undefined && (
            <>
              , half at <Value>{middle}</Value> or below
            </>
          )}
        </Fact>
      ))}
    </dl>
  );
}

function Agree(props: { readonly of: MaturitySide; readonly id: string; readonly typed: URLSearchParams | undefined }) {
  const { of, id } = props;
  const typed = props.typed?.get('dimension') === id ? props.typed : undefined;
  const steps = of.steps.map((words, at) => ({ value: String(at + 1), words: `${at + 1}: ${words}` }));
  return (
    <Deed
      did="agreed"
      words={of.agreed ? 'Write it down anew' : 'Write down what was agreed'}
      said=""
      typed={typed}
      about={{ dimension: id }}
    >
      <p class="hint">After you have talked about it. What is written down before this stays kept.</p>
      <Pick
        label="The step you agreed on"
        name="step"
        id={`${id}-step`}
        options={[...steps, { value: 'none', words: 'We could not agree' }]}
        value={typed?.get('step') ?? undefined}
      />
      <Field label="Why" name="why" id={`${id}-why`} lines={2} required value={typed?.get('why') ?? ''} />
      <Field
        label="Who saw it otherwise, and how"
        name="dissent"
        id={`${id}-dissent`}
        lines={2}
        value={typed?.get('dissent') ?? ''}
      />
      <Field label="What follows" name="next" id={`${id}-next`} lines={2} value={typed?.get('next') ?? ''} />
    </Deed>
  );
}
