import { IDENTIFIABILITY_WORDS } from '#agreement';
import { accepted } from '#fhir';
import {
  EXTRACT_KINDS,
  type ExtractForm,
  type ExtractGround,
  type ExtractKind,
  type ExtractQuestion,
  type ExtractStatement,
  suppressedWords,
} from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Choice, Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted, PURPOSE_CHOICES } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';

export type ExtractShown = {
  readonly form: ExtractForm;
  readonly asked?: ExtractQuestion;
  readonly place: string;
  /** What the list would be, or why it is not made. */
  readonly statement?: ExtractStatement;
  readonly why?: string;
};

/** A list of people, each on their own: for what, on what it rests, how recognisable they are, and who is left out. */
export const extractPage: PageDefinition<ExtractShown> = {
  path: '/measures/list',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'A list of people',
  loader: async ({ insight, access, query }) => {
    const form = await insight.extract.form(access);
    if (!form.ok) return form;
    const place = query.get('place') ?? 'all';
    if (!query.has('under')) return accepted({ form: form.value, place });
    const value = (name: string): string => query.get(name) ?? '';
    const asked = {
      place,
      kind: value('kind') as ExtractKind,
      under: value('under'),
      words: value('words'),
      ...(value('pack') ? { pack: value('pack') } : {}),
      ...(value('project') ? { project: value('project') } : {}),
    };
    const found = await insight.extract.statement(access, asked);
    const said = found.ok ? { statement: found.value } : { why: found.refusals[0].text };
    return accepted({ form: form.value, place, asked, ...said });
  },
  Page: ({ form, place, asked, statement, why }) => (
    <div class="page narrow">
      <p class="back">
        <a href={`/measures?place=${encodeURIComponent(place)}`}>Measures</a>
      </p>
      <PageHead
        title="A list of people"
        under="Each person of the register on their own, with what the measures say of them. Everybody on it is told."
      />
      {form.grounds.length === 0 ? (
        <Empty title="Nothing was agreed that gives your seat people">
          <p>{`Your seat is for ${PURPOSE_CHOICES[form.purpose].toLowerCase()}. No agreement in force shares people with it for that.`}</p>
        </Empty>
      ) : (
        <>
          {statement !== undefined && asked !== undefined && <Ready of={statement} asked={asked} />}
          <Ask form={form} place={place} asked={asked} why={why} />
        </>
      )}
    </div>
  ),
};

type Asking = { readonly [Name in 'form' | 'place' | 'asked' | 'why']: ExtractShown[Name] | undefined } & Pick<
  ExtractShown,
  'form' | 'place'
>;

function Ask({ form, place, asked, why }: Asking) {
  return (
    <Section title={asked === undefined ? 'What do you need?' : 'Ask for another'}>
      {why !== undefined && (
        <p class="problem" role="alert">
          <Words>{why}</Words>
        </p>
      )}
      <form method="get" action="/measures/list" class="form">
        <Choice
          label="People of which place?"
          name="place"
          value={place}
          options={form.places.map(({ id, name }) => ({ value: id, words: name }))}
        />
        <Register packs={form.packs} asked={asked} />
        <fieldset class="field">
          <legend>On what does it rest?</legend>
          {form.grounds.map((ground, at) => (
            <label key={ground.id} class="tick">
              <input
                type="radio"
                name="under"
                value={ground.id}
                checked={asked === undefined ? at === 0 : asked.under === ground.id}
              />
              <Ground of={ground} form={form} />
            </label>
          ))}
        </fieldset>
        <fieldset class="field">
          <legend>How are people shown?</legend>
          {EXTRACT_KINDS.map((kind) => (
            <label key={kind} class="tick">
              <input type="radio" name="kind" value={kind} checked={kind === (asked?.kind ?? 'pseudonymised')} />
              {KINDS[kind]}
            </label>
          ))}
        </fieldset>
        <Field
          label="What is it for?"
          name="words"
          hint="As you would say it to the people on it. It stands on the list."
          required
          value={asked?.words}
        />
        <Research asked={asked} />
        <p class="actions">
          <button type="submit" class="button main">
            Show what it would be
          </button>
        </p>
      </form>
    </Section>
  );
}

function Research({ asked }: { readonly asked: ExtractQuestion | undefined }) {
  return (
    <Field
      label="For which research project?"
      name="project"
      hint="As people’s consents to it name it. Whoever agreed to it themselves is then on the list, whatever else they opted out of. Leave it empty for anything else."
      value={asked?.project}
    />
  );
}

/** Nothing to choose where one pack counts. */
function Register({
  packs,
  asked,
}: {
  readonly packs: ExtractForm['packs'];
  readonly asked: ExtractQuestion | undefined;
}) {
  if (packs.length < 2) return null;
  return (
    <Choice
      label="People on which register, with which checks?"
      name="pack"
      value={asked?.pack ?? ''}
      options={[
        { value: '', words: 'That of the paragraph chosen below, else the first' },
        ...packs.map(({ key, title }) => ({ value: key, words: `${title} (${key})` })),
      ]}
    />
  );
}

const KINDS: Readonly<Record<ExtractKind, string>> = {
  anonymised: 'So that nobody can be recognised: no key, ages and places made coarse until enough people are alike',
  pseudonymised: 'Under a key that hides names, with ages in tens',
  identifiable: 'By name, birth date and NHS number',
};

function Ready({ of, asked }: { readonly of: ExtractStatement; readonly asked: ExtractQuestion }) {
  return (
    <Section title="This list" count={counted(of.people, 'person', 'people')}>
      <Facts of={of} />
      <h3>Who is left out, and why</h3>
      {of.leftOut.length === 0 ? <Nobody of={of} /> : <LeftOuts of={of} />}
      <p class="actions">
        <a class="button main" href={fileHref(asked, 'csv')}>
          Take it as CSV
        </a>
        <a class="button" href={fileHref(asked, 'xlsx')}>
          Take it as a spreadsheet
        </a>
      </p>
    </Section>
  );
}

function Facts({ of }: { readonly of: ExtractStatement }) {
  return (
    <dl class="facts">
      <Fact name="What it is for">
        <Words>{of.words}</Words>
      </Fact>
      <Fact name="Purpose">
        <bdi>{PURPOSE_CHOICES[of.use.purpose]}</bdi>
      </Fact>
      <Fact name="How people are shown">
        <bdi>{IDENTIFIABILITY_WORDS[of.use.identifiability]}</bdi>
      </Fact>
      <Fact name="Rests on">
        <Words>{groundWords(of.ground)}</Words>
      </Fact>
      <Fact name="People of">
        <Words>{of.place.name}</Words>
      </Fact>
      <Fact name="Register and checks">
        <Words>{of.pack}</Words>
      </Fact>
      <Fact name="As at">
        <When at={of.asAt} />
      </Fact>
      {of.alike && (
        <Fact name="How coarse it is">
          <Words>{`${of.alike.words}: at least ${of.alike.fewest} people are alike in these`}</Words>
        </Fact>
      )}
      {of.agreed && (
        <Fact name="Agreed to this project">
          <Words>{`${suppressedWords(of.agreed)} who opted out of other uses, to ${of.agreed.project}`}</Words>
        </Fact>
      )}
    </dl>
  );
}

function Nobody({ of: { use } }: { readonly of: ExtractStatement }) {
  return (
    <>
      <p>Nobody:</p>
      <ul>
        {use.because.map((words) => (
          <li key={words}>
            <Words>{words}</Words>
          </li>
        ))}
      </ul>
    </>
  );
}

function LeftOuts({ of: { leftOut } }: { readonly of: ExtractStatement }) {
  return (
    <ul class="item-list">
      {leftOut.map(({ optOut, words, people, inPart }) => (
        <li key={optOut}>
          <span class="item-title">
            <bdi>{suppressedWords(people)}</bdi>
          </span>
          {inPart.count !== 0 && (
            <span class="item-fact">
              <bdi>{`${suppressedWords(inPart)} in part`}</bdi>
            </span>
          )}
          <span class="item-words meta">
            <Words>{words}</Words>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Paragraphs that count by several packs stand once for each. */
/** What it gives first: several paragraphs say nearly the same. */
function Ground({ of, form }: { readonly of: ExtractGround; readonly form: ExtractForm }) {
  const register = form.packs.find(({ key }) => key === of.pack)?.title;
  if (register === undefined) return <Words>{groundWords(of)}</Words>;
  return (
    <span>
      <strong>
        <Words>{register}</Words>
      </strong>
      <br />
      <small>
        <Words>{groundWords(of)}</Words>
      </small>
    </span>
  );
}

function groundWords({ words, agreement }: ExtractGround): string {
  return agreement
    ? `${agreement.title}, version ${agreement.version}, paragraph ${agreement.paragraph}: ${words}`
    : words;
}

function fileHref(asked: ExtractQuestion, format: string): string {
  const query = new URLSearchParams({ ...asked, format });
  return `/api/lists?${query.toString()}`;
}
