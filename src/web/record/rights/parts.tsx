import { listed } from '#agreement';
import { COPY_FORMATS, type CopyState, type PersonRequest } from '#record/contract';
import { Fact } from '../../parts/fact.tsx';
import { Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { When, Words } from '../../parts/value.tsx';
import { GIVEN_WORDS, RIGHT_WORDS, STATE_WORDS, WAY_WORDS } from './words.ts';

/** Where a request stands, in a word. */
export function StandsAt({ of }: { readonly of: PersonRequest }) {
  const [tone, words] = STATE_WORDS[of.state];
  return of.late ? <Tag tone="danger">late</Tag> : <Tag tone={tone}>{words}</Tag>;
}

/** Requests in a list; `at` makes the address of each. */
export function Requests(props: { readonly of: readonly PersonRequest[]; readonly at: (id: string) => string }) {
  return (
    <ul class="item-list">
      {props.of.map((one) => (
        <li key={one.id}>
          <span class="item-title">
            <a href={props.at(one.id)}>{RIGHT_WORDS[one.right]}</a>
          </span>
          <span class="item-fact">
            <StandsAt of={one} />
          </span>
          <span class="item-words">
            <Words>{one.about}</Words>. {one.way === 'page' ? 'Asked' : 'Came in'} <When at={one.asked} />
            {one.due !== undefined && (
              <>
                , answer due by <When at={one.due} />
              </>
            )}
            {one.decision !== undefined && (
              <>
                , {GIVEN_WORDS[one.decision.given].toLowerCase()} <When at={one.decision.at} />
              </>
            )}
            . <Words>{one.organization}</Words>.
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What was asked, by when it is answered, and by which law. */
export function Facts({ of }: { readonly of: PersonRequest }) {
  return (
    <dl class="facts">
      <Fact name="What">
        <Words>{of.about}</Words>
      </Fact>
      <Fact name="Of whom">
        <Words>{of.organization}</Words>
      </Fact>
      <Fact name={of.way === 'page' ? 'Asked' : 'Came in'}>
        <When at={of.asked} /> {WAY_WORDS[of.way]}
      </Fact>
      {of.objection !== undefined && (
        <Fact name="Kept back">
          <Words>{keptBack(of.objection, of.state)}</Words>
        </Fact>
      )}
      {of.standing !== undefined && (
        <Fact name="Where it stands">
          <Words>{of.standing}</Words>
        </Fact>
      )}
      {of.due !== undefined && (
        <Fact name="Answer due by">
          <When at={of.due} />
        </Fact>
      )}
      <Fact name="The law">
        <Words>{of.law}</Words>
      </Fact>
      {of.words !== '' && (
        <Fact name="In their words">
          <Words>{of.words}</Words>
        </Fact>
      )}
    </dl>
  );
}

function keptBack({ from, holds }: NonNullable<PersonRequest['objection']>, state: PersonRequest['state']): string {
  if (!holds) return state === 'identity' ? 'not yet: once it is clear who asks' : 'no: it is shared as was agreed';
  const whom = from.length === 0 ? 'everybody else' : listed(from);
  return `from ${whom}${state === 'open' ? ', until it is decided' : ''}`;
}

/** What was decided and why, and to whom one can complain. */
export function Decision({ of }: { readonly of: PersonRequest }) {
  const { decision, complain } = of;
  if (decision === undefined) return null;
  return (
    <Section title="What was decided">
      <p>
        <strong>{GIVEN_WORDS[decision.given]}</strong>, <When at={decision.at} />.{' '}
        {decision.ground !== undefined && (
          <Words>
            {decision.ground.words} ({decision.ground.law})
          </Words>
        )}
      </p>
      {decision.words !== '' && (
        <p>
          <Words>{decision.words}</Words>
        </p>
      )}
      {complain !== undefined && (
        <p class="meta">
          <Words>{complain}</Words>
        </p>
      )}
    </Section>
  );
}

/** What happened to it, in order, with dates: the same for both sides. */
export function Steps({ of }: { readonly of: PersonRequest }) {
  return (
    <Section title="What happened">
      <ol class="item-list">
        {of.steps.map((one, index) => (
          <li key={index}>
            <span class="item-title">
              <Words>{one.what}</Words>
            </span>
            <span class="item-fact">
              <When at={one.at} time />
            </span>
            <span class="item-words">
              <Words>{one.by}</Words>
              {one.words !== undefined && (
                <>
                  : <Words>{one.words}</Words>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

const FORMAT_WORDS = { html: 'To read (a page)', ndjson: 'For computers (FHIR R4, NDJSON)' } as const;

/** The files of a copy, or how far they are. */
export function Copy({ of, at }: { readonly of: CopyState; readonly at: string }) {
  return (
    <Section title="The copy">
      {!of.ready && !of.over && (
        <>
          <p>
            <bdi>{`It is being made: ${of.done.toLocaleString('en-GB')} of ${of.total.toLocaleString('en-GB')} items.`}</bdi>{' '}
            This page tells when it is ready.
          </p>
          <progress value={of.done} max={Math.max(1, of.total)} aria-label="Items of the copy" />
        </>
      )}
      {of.ready && (
        <>
          <ul class="item-list">
            {[...COPY_FORMATS].toReversed().map((format) => (
              <li key={format}>
                <span class="item-title">
                  <a href={`${at}/record.${format}`} download>
                    <bdi>{FORMAT_WORDS[format]}</bdi>
                  </a>
                </span>
              </li>
            ))}
          </ul>
          {of.until !== undefined && (
            <p class="meta">
              Kept until <When at={of.until} />. Whoever has the files reads your record: keep them where nobody else
              does.
            </p>
          )}
        </>
      )}
      {of.over && <p>The files are gone: they are kept for a month. Ask for another copy.</p>}
    </Section>
  );
}

/** Moves whenever something of it does, so that an open page is redrawn. */
export function revisionOf({ state, steps, copy, due }: PersonRequest): string {
  return `${state}-${steps.length}-${copy?.done ?? ''}-${copy?.ready === true}-${due ?? ''}`;
}
