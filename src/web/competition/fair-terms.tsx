import type { BreachView, FairTermView } from '#governance/contract';
import { Fact } from '../parts/fact.tsx';
import { Field } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { Deed } from '../programme/parts.tsx';
import { LaterDeeds, LaterFacts } from './later-day.tsx';
import type { PairShown } from './pair.tsx';
import { PROMISE_WORDS, STANDING_WORDS } from './pair-words.ts';

type Typing = { readonly typed: URLSearchParams | undefined };

/** What two promised each other about recruiting, what happens where it is broken, and what was said to be broken. */
export function FairTerms({ of, may, typed }: PairShown) {
  const open = of.terms.some(({ standing }) => standing === 'proposed' || standing === 'agreed');
  return (
    <Section title="Fair recruitment" count={of.terms.length}>
      <p class="meta">
        Nothing promised here keeps anybody from applying, and nothing speaks of pay: employers may agree on neither.
      </p>
      {of.terms.length === 0 && (
        <Empty title="Nothing is promised">
          <p>A term is proposed by the signatory of one, and holds once that of the other agrees.</p>
        </Empty>
      )}
      {of.terms.toReversed().map((term) => (
        <Term key={term.id} of={term} typed={typed} />
      ))}
      {may.propose && !open && <Propose typed={typed} />}
    </Section>
  );
}

function Term({ of, typed }: { readonly of: FairTermView } & Typing) {
  const [tone, words] = STANDING_WORDS[of.standing];
  return (
    <article>
      <dl class="facts">
        <Fact name="Standing">
          <Tag tone={tone}>{words}</Tag>
        </Fact>
        <Fact name="Both promise">{of.promises.map((one) => PROMISE_WORDS[one]).join(' ')}</Fact>
        <Fact name="Needed for">
          <Words>{of.needed}</Words>
        </Fact>
        <Fact name="Where it is broken">
          <bdi>
            The other answers within {of.days} working days. Then: <Words>{of.follows}</Words>
          </bdi>
        </Fact>
        <Fact name="Proposed">
          <bdi>
            <When at={of.on} />, by <Words>{of.by.name}</Words>
          </bdi>
        </Fact>
        <Fact name="Agreed">{of.agreed ? <When at={of.agreed} /> : 'not yet'}</Fact>
        <Fact name="Holds up to">
          <When at={of.until} />
        </Fact>
        <LaterFacts of={of} />
        {of.ended && (
          <Fact name="Ended">
            <bdi>
              <When at={of.ended.on} />: <Words>{of.ended.words}</Words>
            </bdi>
          </Fact>
        )}
      </dl>
      {of.breaches.length > 0 && (
        <ul class="item-list">
          {of.breaches.map((one) => (
            <Breach key={one.id} of={one} typed={typed} />
          ))}
        </ul>
      )}
      <TermDeeds of={of} typed={typed} />
    </article>
  );
}

function TermDeeds({ of, typed }: { readonly of: FairTermView } & Typing) {
  const about = { term: of.id };
  return (
    <>
      {of.may.agree && (
        <Deed
          did="agreed"
          words="Agree to it"
          button="We agree"
          said="Both have agreed: it holds."
          {...{ typed, about }}
        >
          <p>You say yes for your organisation, to the text above as it stands.</p>
        </Deed>
      )}
      {of.may.report && (
        <Deed
          did="breach"
          words="Say that it was broken"
          said="It is written down; the other owes an answer."
          {...{ typed, about }}
        >
          <Field label="What happened" name="words" id={`breach-words-${of.id}`} lines={2} required />
          <Field label="What shows it" name="evidence" id={`breach-evidence-${of.id}`} lines={2} required />
        </Deed>
      )}
      <LaterDeeds of={of} typed={typed} />
      {of.may.end && (
        <Deed did="ended" words="End it" said="It is ended, and stands as it was." {...{ typed, about }}>
          <Field label="Why it ends" name="why" id={`ended-${of.id}`} required />
        </Deed>
      )}
    </>
  );
}

function Breach({ of, typed }: { readonly of: BreachView } & Typing) {
  const about = { breach: of.id };
  const [tone, words] = of.settled
    ? (['done', 'settled'] as const)
    : of.answer
      ? (['quiet', 'answered'] as const)
      : (['wait', 'waits for an answer'] as const);
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        <Tag tone={tone}>{words}</Tag>
      </span>
      <span class="item-words">
        <Words>{of.evidence}</Words>
      </span>
      <span class="item-words meta">
        <bdi>
          Said to be broken by <Words>{of.by.name}</Words> on <When at={of.on} />.
        </bdi>
      </span>
      {of.answer && (
        <span class="item-words">
          <bdi>
            Answered <When at={of.answer.on} />: <Words>{of.answer.words}</Words>
          </bdi>
        </span>
      )}
      {of.settled && (
        <span class="item-words">
          <bdi>
            Followed <When at={of.settled.on} />: <Words>{of.settled.words}</Words>
          </bdi>
        </span>
      )}
      {of.may.answer && (
        <Deed did="answered" words="Answer what is said" said="Your answer stands beside it." {...{ typed, about }}>
          <Field label="What you answer" name="words" id={`answered-${of.id}`} lines={2} required />
        </Deed>
      )}
      {of.may.settle && (
        <Deed did="settled" words="Say what followed" said="It is settled." {...{ typed, about }}>
          <Field label="What followed" name="words" id={`settled-${of.id}`} lines={2} required />
        </Deed>
      )}
    </li>
  );
}

function Propose({ typed }: Typing) {
  return (
    <Deed did="term" words="Propose a term" button="Propose it" said="It waits for the other to agree." typed={typed}>
      <fieldset class="field">
        <legend>Both promise</legend>
        {Object.entries(PROMISE_WORDS).map(([value, words]) => (
          <label key={value} class="tick">
            <input type="checkbox" name="promises" value={value} />
            {words}
          </label>
        ))}
      </fieldset>
      <Field
        label="Which work that you do together needs it"
        name="needed"
        id="term-needed"
        lines={2}
        required
        hint="Not to approach each other’s staff is lawful only as far as joint work needs it. Take advice."
      />
      <Field label="Working days for an answer, where it is said to be broken" name="days" id="term-days" required />
      <Field label="What follows then" name="follows" id="term-follows" lines={2} required />
      <Field label="Holds up to" name="until" id="term-until" type="date" required />
    </Deed>
  );
}
