import { accepted } from '#fhir';
import type { ChangeView, Level, ProgrammeView, RoundView } from '#governance/contract';
import type { Role } from '#agreement';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Field } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { ChangeReadiness } from '../readiness/of-change.tsx';
import {
  Deed,
  doing,
  loadProgramme,
  Pick,
  ProgrammeHead,
  type ProgrammeShown,
  ROLE_CHOICES,
  typedFrom,
} from './parts.tsx';

export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  system: 'The whole system',
  organisation: 'An organisation',
  team: 'A team',
  individual: 'One person at work',
};
const LEVELS = Object.keys(LEVEL_WORDS) as readonly Level[];

export type LevelsShown = ProgrammeShown & { readonly rounds: readonly RoundView[] };

/** What each change does at four levels, and how ready the teams are for it; where nobody has said, the field says so. */
export const programmeLevelsPage: PageDefinition<LevelsShown> = {
  path: '/programmes/:id/levels',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ programme }) => `At four levels: ${programme.name}`,
  loader: async (context) => {
    const found = await loadProgramme(context);
    if (!found.ok) return found;
    const rounds = await context.governance.readiness.ofProgramme(context.access, found.value.programme.id);
    return accepted({ ...found.value, rounds });
  },
  Page: (shown) => (
    <div class="page">
      <ProgrammeHead
        of={shown.programme}
        at="/levels"
        under="What each change means for the system, each organisation, each team, and one person at work."
      />
      <p class="actions">
        <a href="/charters">Who does what, step by step</a> <a href="/ties">Who works with whom</a>
      </p>
      {changesOf(shown.programme).length === 0 ? (
        <Section title="No change yet">
          <Empty title="Nothing is to change yet" />
        </Section>
      ) : (
        changesOf(shown.programme).map((change) => <OneChange key={change.id} of={change} shown={shown} />)
      )}
    </div>
  ),
  actions: {
    do: doing('/levels'),
    ask: async ({ governance, access, params }, form) => {
      const typed = { ...typedFrom(form), programme: params['id'] ?? '' };
      const done = await governance.readiness.open(access, 'readiness-change', typed);
      return done.ok ? accepted({ to: `/readiness/${done.value.id}`, said: 'The teams are asked.' }) : done;
    },
  },
};

function changesOf({ drivers }: ProgrammeView): readonly ChangeView[] {
  return drivers.flatMap(({ changes }) => changes);
}

function OneChange({ of, shown }: { readonly of: ChangeView; readonly shown: LevelsShown }) {
  const { programme, typed, rounds } = shown;
  return (
    <Section
      title={of.words}
      aside={
        of.empty.includes('individual') ? (
          <Tag tone="concern">nobody has said what it means for one person</Tag>
        ) : undefined
      }
    >
      <dl class="facts">
        {LEVELS.map((level) => (
          <Fact key={level} name={LEVEL_WORDS[level]}>
            {of.empty.includes(level) ? (
              <span class="meta">not said yet</span>
            ) : (
              of.effects
                .filter((one) => one.level === level)
                .map(({ whom, words, from }) => (
                  <p key={`${whom} ${words}`}>
                    <bdi>
                      <Words>{level === 'individual' ? SEAT_WORDS[whom as Role] : whom}</Words>: <Words>{words}</Words>{' '}
                      <span class="meta">
                        from <When at={from} />
                      </span>
                    </bdi>
                  </p>
                ))
            )}
          </Fact>
        ))}
      </dl>
      <ChangeReadiness of={of} programme={programme} rounds={rounds.filter(({ change }) => change?.id === of.id)} />
      {programme.may.lead && (
        <Deed
          did="effect"
          words="Say what it means"
          said="It stands there for those it concerns."
          typed={typed}
          about={{ change: of.id }}
        >
          <Pick
            label="For whom"
            name="level"
            id={`${of.id}-level`}
            options={LEVELS.map((level) => ({ value: level, words: LEVEL_WORDS[level] }))}
          />
          <Pick label="One person: in which role" name="role" id={`${of.id}-role`} options={ROLE_CHOICES} />
          <Field label="Else: which system, organisation or team" name="whom" id={`${of.id}-whom`} />
          <Field label="What it means for them" name="words" id={`${of.id}-words`} required />
          <Field label="From when" name="from" id={`${of.id}-from`} type="date" hint="Empty: when the change starts." />
        </Deed>
      )}
    </Section>
  );
}
