import { accepted, type Outcome } from '#fhir';
import type { CaseView, EvidenceView } from '#governance/contract';
import { PaperRows } from '../decision/parts.tsx';
import { percentOf, showPercent, showTally } from '../insight/tally.tsx';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { CaseScores } from './case-scores.tsx';
import { Deed, Pick, ProgrammeHead, typedFrom } from './parts.tsx';

export type CaseShown = {
  readonly found: CaseView;
  readonly typed?: URLSearchParams;
};

/** Why a programme is there at all: problem, causes with what shows them, options, scores, and what the board decided. */
export const casePage: PageDefinition<CaseShown> = {
  path: '/programmes/:id/case',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ found }) => `Case for change: ${found.programme.name}`,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.cases.of(access, params['id'] ?? '');
    if (!found.ok) return found;
    return accepted({ found: found.value, ...(typed ? { typed } : {}) });
  },
  Page: (shown) => (
    <div class="page">
      <ProgrammeHead
        of={shown.found.programme}
        at="/case"
        under="Why, what else could be done, and what the board decided."
      />
      <Gate {...shown} />
      <Problem {...shown} />
      <Options {...shown} />
      <CaseScores found={shown.found} typed={shown.typed} />
      <Decision {...shown} />
    </div>
  ),
  actions: { do: doOnCase },
};

async function doOnCase({ governance, access, params }: LoaderContext, form: URLSearchParams): Promise<Outcome<Done>> {
  const id = params['id'] ?? '';
  const done = await governance.cases.act(access, id, { did: form.get('did') ?? '', typed: typedFrom(form) });
  return done.ok ? accepted({ to: `/programmes/${id}/case`, said: form.get('said') ?? 'Done.' }) : done;
}

function Gate({ found, typed }: CaseShown) {
  if (found.passed !== undefined) {
    return (
      <Section title="The programme goes on">
        <p>
          <Tag tone="done">agreed</Tag> since <When at={found.passed} />
        </p>
        <Warnings of={found} />
      </Section>
    );
  }
  return (
    <Section title={found.lacks.length === 0 ? 'The programme can go on' : 'Not yet'} kind="waits">
      {found.lacks.length > 0 && (
        <ul class="plain-list">
          {found.lacks.map((one) => (
            <li key={one}>
              <span>
                It lacks <Words>{one}</Words>
              </span>
            </li>
          ))}
        </ul>
      )}
      <Warnings of={found} />
      {found.may.lead && (
        <Deed did="gate" words="Let the programme go on" said="It goes on." typed={typed} button="Let it go on" />
      )}
    </Section>
  );
}

function Warnings({ of }: { readonly of: CaseView }) {
  return (
    <>
      {of.warnings.map((one) => (
        <p key={one}>
          <Tag tone="concern">to be seen</Tag> <Words>{one}</Words>
        </p>
      ))}
    </>
  );
}

function Problem({ found, typed }: CaseShown) {
  const { causes, measures, may, problem } = found;
  return (
    <Section title="Problem and causes" count={causes.length}>
      {problem === '' ? (
        <Empty title="Nobody has said what the problem is" />
      ) : (
        <p>
          <Words>{problem}</Words>
        </p>
      )}
      <ul class="item-list">
        {causes.map((cause) => (
          <li key={cause.id} data-row>
            <span class="item-title">
              <Words>{cause.words}</Words>
            </span>
            <span class="item-fact">
              {cause.evidence.length === 0 ? <Tag tone="concern">no evidence yet</Tag> : <Tag tone="done">shown</Tag>}
            </span>
            {cause.evidence.map((one) => (
              <span class="item-words" key={one.words}>
                <bdi>
                  <Words>{one.words}</Words> <Shows of={one} />
                </bdi>
              </span>
            ))}
            {may.lead && <Evidence cause={cause.id} measures={measures} typed={typed} />}
          </li>
        ))}
      </ul>
      {may.lead && (
        <>
          <Deed did="problem" words="Say what the problem is" said="It is written down." typed={typed}>
            <Field label="The problem" name="words" id="problem-words" lines={3} required value={problem} />
          </Deed>
          <Deed did="cause" words="Add a cause" said="The cause is written down." typed={typed}>
            <Field label="What causes it" name="words" id="cause-words" required />
          </Deed>
        </>
      )}
    </Section>
  );
}

/** The measure that shows it, as it stands now; what was written before measures were chosen stands as words. */
function Shows({ of: { measure, title, figure } }: { readonly of: EvidenceView }) {
  if (measure === '') return null;
  if (title === undefined || !figure) return <Words>{measure}</Words>;
  return (
    <>
      <a href={`/measures/${encodeURIComponent(measure)}?place=all`}>
        <Words>{title}</Words>
      </a>
      :{' '}
      {'why' in figure ? (
        <bdi>{figure.why}</bdi>
      ) : (
        <>
          <Value>{showPercent(percentOf(figure.tally))}</Value> (<Value>{showTally(figure.tally)}</Value>), as at{' '}
          <When at={figure.asAt} />
        </>
      )}
    </>
  );
}

function Evidence(props: {
  readonly cause: string;
  readonly measures: CaseView['measures'];
  readonly typed: URLSearchParams | undefined;
}) {
  const { cause, measures, typed } = props;
  return (
    <div class="item-words">
      <Deed did="evidence" words="Say what shows it" said="The evidence is there." typed={typed} about={{ cause }}>
        <Field label="What shows it" name="words" id={`${cause}-words`} required />
        <Pick
          label="A measure that is counted already"
          name="measure"
          id={`${cause}-measure`}
          options={[{ value: '', words: 'None' }, ...measures.map(({ id, title }) => ({ value: id, words: title }))]}
        />
      </Deed>
    </div>
  );
}

const KIND_WORDS: Readonly<Record<CaseView['options'][number]['kind'], string>> = {
  other: 'Something is done',
  'do-nothing': 'Nothing is done',
  'not-integrating': 'Each goes on alone',
};

function Options({ found: { options, criteria, panel, may }, typed }: CaseShown) {
  const changes = may.lead && panel === undefined;
  return (
    <Section title="Options, and by what they are judged" count={options.length}>
      {options.length === 0 && <Empty title="No option yet">At least three, one of them doing nothing.</Empty>}
      <ul class="item-list">
        {options.map((one) => (
          <li key={one.id} data-row>
            <span class="item-title">
              <Words>{one.words}</Words>
            </span>
            <span class="item-fact">{KIND_WORDS[one.kind]}</span>
          </li>
        ))}
      </ul>
      <ul class="item-list">
        {criteria.map((one) => (
          <li key={one.id} data-row>
            <span class="item-title">
              <Words>{one.words}</Words>
            </span>
            <span class="item-fact">
              <Value>{one.share} %</Value>
            </span>
          </li>
        ))}
      </ul>
      {changes && (
        <>
          <Deed did="option" words="Add an option" said="The option is there." typed={typed}>
            <Field label="What would be done" name="words" id="option-words" required />
            <Pick
              label="What sort"
              name="kind"
              id="option-kind"
              options={Object.entries(KIND_WORDS).map(([value, words]) => ({ value, words }))}
            />
          </Deed>
          <Deed did="criterion" words="Add what options are judged by" said="It is there." typed={typed}>
            <Field label="What counts" name="words" id="criterion-words" required />
            <Field
              label="Weight"
              name="weight"
              id="criterion-weight"
              hint="From 1 to 100, against the others."
              required
            />
          </Deed>
        </>
      )}
    </Section>
  );
}

function Decision({ found: { paper, results, may } }: CaseShown) {
  if (!paper && !(results && may.lead)) return null;
  return (
    <Section title="What the board decided">
      {paper ? (
        <PaperRows of={[paper]} />
      ) : (
        <Post action="do">
          <input type="hidden" name="did" value="paper" />
          <input type="hidden" name="said" value="It is before the board." />
          <Field
            label="When somebody looks at what came of it"
            name="reviewOn"
            id="paper-review"
            type="date"
            required
          />
          <p class="actions">
            <Button kind="main">Put it to the board</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}
