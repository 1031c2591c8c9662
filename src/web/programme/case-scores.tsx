import type { CaseView } from '#governance/contract';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { Deed, PlaceFields, Whose } from './parts.tsx';

type Shown = { readonly found: CaseView; readonly typed: URLSearchParams | undefined };

/** Who scores, one's own scores, and what all of them come to once nobody can be swayed any more. */
export function CaseScores({ found, typed }: Shown) {
  const { panel, results, may } = found;
  return (
    <Section title="Scores">
      {panel === undefined ? (
        <>
          <Empty title="No panel yet">
            <p>Each scores alone. Nobody sees the scores of others before all have scored, or the last day is over.</p>
          </Empty>
          {may.lead && <Panel found={found} typed={typed} />}
        </>
      ) : (
        <>
          <p class="meta">
            {panel.revealed
              ? 'All scores are open.'
              : 'Nobody sees the scores of others before all have scored, or after '}
            {!panel.revealed && <When at={panel.until} />}
          </p>
          <ul class="item-list">
            {panel.members.map((one) => (
              <li key={`${one.organization} ${one.role}`} data-row>
                <span class="item-title">
                  <Whose of={one} />
                </span>
                <span class="item-fact">
                  {one.scored ? <Tag tone="done">scored</Tag> : <Tag tone="wait">not yet</Tag>}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {may.score && <Sheet found={found} typed={typed} />}
      {results && <Results of={results} />}
    </Section>
  );
}

function Panel({ found, typed }: Shown) {
  return (
    <Deed
      did="panel"
      words="Name who scores"
      said="They have been asked; options and weights stay as they are."
      typed={typed}
    >
      {[1, 2, 3, 4].map((number) => (
        <PlaceFields
          key={number}
          name="members"
          id={`member-${number}`}
          words={`Member ${number}`}
          partners={found.partners}
          optional
        />
      ))}
      <Field label="Last day for scores" name="until" id="panel-until" type="date" required />
    </Deed>
  );
}

function Sheet({ found: { options, criteria, own }, typed }: Shown) {
  return (
    <Post action="do">
      <input type="hidden" name="did" value="scored" />
      <input type="hidden" name="said" value="Your scores are kept; nobody sees them yet." />
      {options.map((option) => (
        <fieldset class="field" key={option.id}>
          <legend>
            <Words>{option.words}</Words>
          </legend>
          {criteria.map((one) => {
            const key = `${option.id}.${one.id}`;
            const value = typed?.get(key) ?? own?.[key];
            return (
              <Field
                key={key}
                label={`${one.words}, from 0 to 10`}
                name={key}
                id={key.replace('.', '-')}
                required
                value={value === undefined ? '' : String(value)}
              />
            );
          })}
        </fieldset>
      ))}
      <p class="actions">
        <Button kind="main">{own ? 'Score anew' : 'Score'}</Button>
      </p>
    </Post>
  );
}

function Results({ of }: { readonly of: NonNullable<CaseView['results']> }) {
  return (
    <>
      <h3 class="sub">What it comes to</h3>
      <ul class="item-list">
        {of.totals.map((one) => (
          <li key={one.option} data-row>
            <span class="item-title">
              <Words>{one.words}</Words> {one.words === of.winner && <Tag tone="better">best</Tag>}
            </span>
            <span class="item-fact">
              <Value strong>{one.score.toFixed(2)}</Value> of 10
            </span>
            <span class="item-words meta">
              <bdi>
                {one.by.map(({ words, score }, index) => (
                  <span key={words}>
                    {index > 0 && ', '}
                    <Words>{words}</Words> <Value>{score.toFixed(1)}</Value>
                  </span>
                ))}
              </bdi>
            </span>
          </li>
        ))}
      </ul>
      <h3 class="sub">Would another win with other weights?</h3>
      {of.winner === undefined ? (
        <p>Two are as good as each other: any change of weights decides between them.</p>
      ) : of.flips.length === 0 ? (
        <p>No: whatever a single criterion weighs, the same option wins.</p>
      ) : (
        <ul class="plain-list">
          {of.flips.map((flip) => (
            <li key={flip.criterion}>
              <span>
                <Words>{flip.criterion}</Words>: from <Value>{flip.at} %</Value>{' '}
                {flip.at > flip.now ? 'upwards' : 'downwards'} (now <Value>{flip.now} %</Value>) the best would be{' '}
                <Words>{flip.winner}</Words>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
