import type { ComponentChildren } from 'preact';
import type { PaperView } from '#governance/contract';
import { Button, Field, type Option, Post, Radios } from '../parts/form.tsx';
import { Section } from '../parts/section.tsx';
import { EffectBeside } from './effect.tsx';
import type { PaperShown } from './paper.tsx';
import { showDay } from '../parts/dates.ts';

type DeedOf = {
  readonly action: string;
  readonly title: string;
  readonly label: string;
  readonly button: string;
  readonly when: (paper: PaperView) => boolean;
  readonly more?: (paper: PaperView) => ComponentChildren;
};

/** What is done with words alone, or with words about somebody. */
const DEEDS: readonly DeedOf[] = [
  {
    action: 'answer',
    title: 'Answer the offer',
    label: 'In words',
    button: 'Answer',
    when: ({ may }) => may.answer,
    more: () => <Yes />,
  },
  {
    action: 'decide',
    title: 'Write what was decided',
    label: 'The decision',
    button: 'Decided',
    when: ({ may, state }) => may.keep && state === 'tabled',
  },
  {
    action: 'put-back',
    title: 'Put it back for another meeting',
    label: 'Why',
    button: 'Put it back',
    when: ({ may, state }) => may.keep && state === 'tabled',
  },
  { action: 'send-up', title: 'Send it up', label: 'Why', button: 'Send it up', when: ({ may }) => may.keep },
  {
    action: 'declare',
    title: 'Declare an interest in this item',
    label: 'What it is',
    button: 'I take no part',
    when: ({ may }) => may.declare,
  },
  {
    action: 'let-in',
    title: 'Let somebody in',
    label: 'Why they may take part',
    button: 'Let them in',
    when: (paper) => paper.may.chair && keptOut(paper).length > 0,
    more: (paper) => <Pick name="seat" label="Whom" options={keptOut(paper)} />,
  },
  {
    action: 'offer',
    title: 'Offer something to a partner',
    label: 'What is offered',
    button: 'Offer it',
    when: ({ may }) => may.speak,
    more: ({ partners, mine }) => <Pick name="to" label="To whom" options={others(partners, mine)} />,
  },
  {
    action: 'arbitrate',
    title: 'Settle an offer',
    label: 'How, and why',
    button: 'Settle it',
    when: (paper) => paper.may.chair && offered(paper).length > 0,
    more: (paper) => <Pick name="of" label="Whose" options={offered(paper)} />,
  },
  {
    action: 'measure',
    title: 'Say what came of it',
    label: 'What came of it',
    button: 'Write it beside what was expected',
    when: ({ may }) => may.measure,
    more: ({ seen }) => seen && <EffectBeside of={seen} />,
  },
  { action: 'withdraw', title: 'Take it back', label: 'Why', button: 'Take it back', when: ({ may }) => may.withdraw },
];

/** What a seat can do about a paper: its vote first, the rest folded. */
export function PaperDeeds({ paper, typed }: PaperShown) {
  const { may } = paper;
  const kept = (action: string) => (typed?.get('action') === action ? typed : undefined);
  const deeds = DEEDS.filter(({ when }) => when(paper));
  const tables = may.keep && paper.meetings.length > 0;
  return (
    <>
      {may.vote && <VoteForm typed={kept('vote')} />}
      {paper.named.length > 0 && <NamedVote of={paper} />}
      {(deeds.length > 0 || tables || may.speak) && (
        <Section title="What you can do" kind="deeds">
          {tables && <Table of={paper} />}
          {deeds.map((deed) => (
            <Deed key={deed.action} {...deed} typed={kept(deed.action)}>
              {deed.more?.(paper)}
            </Deed>
          ))}
          {may.speak && <Position typed={kept('position')} />}
        </Section>
      )}
    </>
  );
}

function keptOut({ interests }: PaperView): readonly Option[] {
  return interests.flatMap(({ seat, name }) => (seat === undefined ? [] : [{ value: seat, words: name }]));
}

function offered({ positions, mine }: PaperView): readonly Option[] {
  return others(
    positions.filter(({ offer }) => offer && offer.state !== 'arbitrated'),
    mine,
  );
}

function others(all: readonly Named[], mine: string): readonly Option[] {
  return all
    .filter(({ organization }) => organization !== mine)
    .map(({ organization, name }) => ({ value: organization, words: name }));
}

type Named = { readonly organization: string; readonly name: string };

type Typed = { readonly typed: URLSearchParams | undefined };

function Deed(
  props: Typed & {
    readonly action: string;
    readonly title: string;
    readonly label: string;
    readonly button: string;
    readonly children?: ComponentChildren;
  },
) {
  const { action, title, label, button, typed, children } = props;
  return (
    <details open={typed !== undefined}>
      <summary>{title}</summary>
      <Post action={action}>
        {children}
        <Field label={label} name="words" id={`${action}-words`} lines={2} required value={typed?.get('words') ?? ''} />
        <p class="actions">
          <Button kind="main">{button}</Button>
        </p>
      </Post>
    </details>
  );
}

function VoteForm({ typed }: Typed) {
  return (
    <Section title="Your vote">
      <Post action="vote">
        <Radios label="How do you vote?" name="vote" value={typed?.get('vote') ?? ''} options={VOTES} />
        <Field
          label="Your reason"
          name="reason"
          hint="Needed where you are against it: the minutes keep it."
          lines={2}
          value={typed?.get('reason') ?? ''}
        />
        <p class="actions">
          <Button kind="main">Vote</Button>
        </p>
      </Post>
    </Section>
  );
}

const VOTES: readonly Option[] = [
  { value: 'for', words: 'For it' },
  { value: 'against', words: 'Against it' },
  { value: 'abstains', words: 'Neither' },
];

/** Nobody's vote is filled in before they have said it. */
const ROOM_VOTES: readonly Option[] = [{ value: '', words: 'Not said yet' }, ...VOTES];

/** Somebody in the room without an account says how they vote, and the secretary writes it down. */
function NamedVote({ of }: { readonly of: PaperView }) {
  return (
    <Section title="Votes said in the room">
      {of.named.map(({ seat, name }) => (
        <Post key={seat} action="vote">
          <input type="hidden" name="seat" value={seat} />
          <Pick id={`vote-${seat}`} name="vote" label={`How ${name} votes`} options={ROOM_VOTES} />
          <Field id={`reason-${seat}`} label={`Why ${name} votes so`} name="reason" />
          <p class="actions">
            <Button>Write it down</Button>
          </p>
        </Post>
      ))}
    </Section>
  );
}

function Table({ of }: { readonly of: PaperView }) {
  return (
    <details open>
      <summary>Put it on an agenda</summary>
      <Post action="table">
        <Pick
          name="meeting"
          label="Meeting"
          options={of.meetings.map(({ id, day, starts }) => ({
            value: id,
            words: `\u2066${showDay(day)}, ${starts}\u2069`,
          }))}
        />
        <p class="actions">
          <Button>Put it there</Button>
        </p>
      </Post>
    </details>
  );
}

function Position({ typed }: Typed) {
  return (
    <details open={typed !== undefined}>
      <summary>Say what it means for your organisation</summary>
      <Post action="position">
        <Radios
          label="All in all"
          name="loses"
          value={typed?.get('loses') ?? 'no'}
          options={[
            { value: 'no', words: 'We gain by it, or stay as we are' },
            { value: 'yes', words: 'We lose by it' },
          ]}
        />
        <Field
          label="In pounds a year, beside what moves"
          name="money"
          hint="Empty: nothing beside it."
          value={typed?.get('money') ?? ''}
        />
        <Field
          label="In words"
          name="words"
          id="position-words"
          hint="Money, activity, staff, and what is ours to decide."
          lines={2}
          required
          value={typed?.get('words') ?? ''}
        />
        <p class="actions">
          <Button>Say it</Button>
        </p>
      </Post>
    </details>
  );
}

function Yes() {
  return (
    <Radios
      label="Is it enough?"
      name="accepts"
      value="yes"
      options={[
        { value: 'yes', words: 'Yes, we accept it' },
        { value: 'no', words: 'No, we turn it down' },
      ]}
    />
  );
}

function Pick(props: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly id?: string;
}) {
  const { name, label, options, id = name } = props;
  return (
    <div class="field">
      <label for={`p-${id}`}>{label}</label>
      <select id={`p-${id}`} name={name}>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.words}
          </option>
        ))}
      </select>
    </div>
  );
}
