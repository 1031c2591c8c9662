import type { ReadinessChoice, RoundView } from '#governance/contract';
import { Button, Field, Post } from '../parts/form.tsx';
import { Fact } from '../parts/fact.tsx';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { counted, SEAT_WORDS } from '../parts/words.ts';
import { Deed, Pick } from '../programme/parts.tsx';
import type { RoundShown } from './round.tsx';

type Team = RoundView['teams'][number];
type Figure = NonNullable<Team['figure']>;

export const CHOICE_WORDS: Readonly<Record<ReadinessChoice, string>> = {
  'go-on': 'It goes on as planned',
  'support-first': 'They are helped first',
  later: 'It comes later for them',
  stop: 'It does not come to them',
};

/** What can follow where a team says that working together became harder. */
const PULSE_WORDS: Partial<Readonly<Record<ReadinessChoice, string>>> = {
  'go-on': 'Nothing now: they are asked again',
  'support-first': 'The teams meet, and somebody helps them',
};

const AGREED_WORDS: Readonly<Record<Figure['factors'][number]['agreed'], string>> = {
  strong: 'they agree with each other',
  moderate: 'they mostly agree with each other',
  weak: 'they hardly agree with each other',
  none: 'they do not agree with each other',
};

/** What a round came to, team by team and factor by factor. What the team wants and what it can do never become one number. */
export function RoundFigures({ round, typed }: RoundShown) {
  const { teams, whole, trend, may, closed } = round;
  return (
    <>
      {teams.map((team) => (
        <Section
          key={team.id}
          title={team.role ? `${SEAT_WORDS[team.role]}, ${team.name}` : team.name}
          aside={
            team.undecided ? (
              <Tag tone="concern">
                {round.programme ? 'not ready: to be decided' : 'less than before: to be decided'}
              </Tag>
            ) : undefined
          }
        >
          <OneTeam of={team} closed={closed !== undefined} words={round.programme ? CHOICE_WORDS : PULSE_WORDS} />
          {team.trend.length > 1 && <TrendFacts of={team.trend} />}
          {may.lead && team.figure && (round.programme || team.undecided) && (
            <Decide of={team} typed={typed} words={round.programme ? CHOICE_WORDS : PULSE_WORDS} />
          )}
        </Section>
      ))}
      {whole && (
        <Section title="All of them together">
          <Figures of={whole} />
        </Section>
      )}
      {trend.length > 1 && <Trend of={trend} />}
      {closed !== undefined && (
        <p class="meta">
          Counted on <When at={closed} />. Means go from <Value>1</Value> (disagree) to <Value>5</Value> (agree).
          Agreement is a*wg of Brown and Hauenstein (2005): the mean over the sentences of 1 - 2s² / (((H + L)M - M² -
          HL) · k / (k - 1)). Nothing is told where sums and differences of what is told would tell of fewer than five
          people.
        </p>
      )}
      {may.lead && closed === undefined && <Close />}
    </>
  );
}

function OneTeam(props: { readonly of: Team; readonly closed: boolean; readonly words: Deciding['words'] }) {
  const { closed, words } = props;
  const { figure, taken, decisions } = props.of;
  return (
    <>
      {figure ? (
        <Figures of={figure} />
      ) : (
        <p class="meta">
          {closed
            ? 'Nothing is told: too few answered, or it would tell of too few, or it is for the team and the lead alone.'
            : `${counted(taken, 'person has', 'people have')} opened the form.`}
        </p>
      )}
      {decisions.map(({ choice, why, by, on }) => (
        <p key={`${on} ${why}`}>
          <strong>{words[choice] ?? CHOICE_WORDS[choice]}.</strong> <Words>{why}</Words>{' '}
          <span class="meta">
            <Words>{by}</Words>, <When at={on} />
          </span>
        </p>
      ))}
    </>
  );
}

export function Figures({ of: { answered, factors } }: { readonly of: Figure }) {
  return (
    <dl class="facts">
      <Fact name="Answered">
        <Value>{answered}</Value>
      </Fact>
      {factors.map(({ id, words, mean, agreement, agreed, low }) => (
        <Fact key={id} name={words}>
          <Value strong>{mean.toFixed(1)}</Value> of <Value>5</Value>
          {low && (
            <>
              {' '}
              <Tag tone="concern">low</Tag>
            </>
          )}{' '}
          <span class="meta">
            {AGREED_WORDS[agreed]} (<Value>{agreement.toFixed(2)}</Value>)
          </span>
        </Fact>
      ))}
    </dl>
  );
}

function Trend({ of }: { readonly of: RoundView['trend'] }) {
  return (
    <Section title="Round after round">
      <TrendFacts of={of} />
    </Section>
  );
}

function TrendFacts({ of }: { readonly of: RoundView['trend'] }) {
  const factors = of[0]?.factors ?? [];
  return (
    <dl class="facts">
      {factors.map(({ id, words }) => (
        <Fact key={id} name={words}>
          {of.map((one) => (
            <span key={one.id} class="item-fact">
              <When at={one.on} />:{' '}
              <Value>{one.factors.find((factor) => factor.id === id)?.mean.toFixed(1) ?? ''}</Value>{' '}
            </span>
          ))}
        </Fact>
      ))}
    </dl>
  );
}

type Deciding = {
  readonly of: Team;
  readonly typed: URLSearchParams | undefined;
  readonly words: Partial<Readonly<Record<ReadinessChoice, string>>>;
};

function Decide({ of, typed, words }: Deciding) {
  return (
    <Deed did="decided" words="Say what follows for them" said="" typed={typed} about={{ team: of.id }}>
      <p class="hint">A score alone stops nothing. Your reason stays beside it.</p>
      <Pick
        label="What follows"
        name="choice"
        id={`${of.id}-choice`}
        options={Object.entries(words).map(([value, text]) => ({ value, words: text }))}
      />
      <Field label="Why" name="why" id={`${of.id}-why`} lines={2} required value={typed?.get('why') ?? ''} />
    </Deed>
  );
}

function Close() {
  return (
    <Section title="Count this round">
      <Post action="close">
        <p class="hint">
          Nobody answers after that. Each answer is removed once it is counted; the figures stay as they are.
        </p>
        <p class="actions">
          <Button>Count it now</Button>
        </p>
      </Post>
    </Section>
  );
}
