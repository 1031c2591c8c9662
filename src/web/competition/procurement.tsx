import { accepted } from '#fhir';
import type { ProcurementView } from '#governance/contract';
import { Money } from '../money/amount.tsx';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { Deed, Pick, typedFrom, Whose } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';
import { Partners } from './procurements.tsx';

export type ProcurementShown = { readonly of: ProcurementView; readonly typed?: URLSearchParams };

/** One procurement: its route, who bids, what whoever looks may see of the costs, and what one asked and all were answered. */
export const procurementPage: PageDefinition<ProcurementShown> = {
  path: '/procurements/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ of }) => of.title,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.competition.one(access, params['id'] ?? '');
    return found.ok ? accepted({ of: found.value, ...(typed ? { typed } : {}) }) : found;
  },
  Page: (shown) => {
    const { of, typed } = shown;
    return (
      <div class="page">
        <p class="back">
          <a href="/procurements">Competition</a>
        </p>
        <PageHead title={<Words>{of.title}</Words>} under={<Words>{of.what}</Words>}>
          <a class="button" href={`/procurements/${of.id}/bundle`}>
            Bundle for a request for information
          </a>
        </PageHead>
        <Walls of={of} />
        <SelectionRecord of={of} />
        <Bids {...shown} />
        <Costs {...shown} />
        <Questions {...shown} />
        {of.may.lead && (
          <Section title="Ending it">
            {!of.decided && of.bids.length > 0 && (
              <Deed did="decided" words="Decide" said="It is decided, and stands in the record." typed={typed}>
                <Pick
                  label="Which bid"
                  name="bid"
                  id="decided-bid"
                  options={of.bids.map(({ id, words }) => ({ value: id, words }))}
                />
                <Field label="Why this one" name="why" id="decided-why" lines={2} required />
              </Deed>
            )}
            <Deed did="closed" words="Close it" said="It is closed: the walls are down." typed={typed}>
              <Field label="How it ended" name="why" id="closed-why" required />
            </Deed>
          </Section>
        )}
      </div>
    );
  },
  actions: {
    do: async ({ governance, access, params }, form) => {
      const id = params['id'] ?? '';
      const done = await governance.competition.act(access, id, { did: form.get('did') ?? '', typed: typedFrom(form) });
      return done.ok ? accepted({ to: `/procurements/${id}`, said: form.get('said') ?? 'Done.' }) : done;
    },
  },
};

function Walls({ of }: { readonly of: ProcurementView }) {
  if (of.walled.length === 0 && of.looked.length === 0) return null;
  return (
    <Section title="Walls" kind="waits">
      {of.walled.length > 0 && (
        <p>
          What these cost is kept from you here, and in charges, statements, entries and simulations of money, while
          this runs: <Words>{of.walled.map(({ name }) => name).join(', ')}</Words>. Trying to open it is written down.
        </p>
      )}
      {of.looked.length > 0 && (
        <ul class="item-list">
          {of.looked.map(({ by, organization, what, at }) => (
            <li key={`${at} ${what}`} data-row>
              <span class="item-title">
                <bdi>
                  <Words>{by}</Words>, <Words>{organization}</Words>
                </bdi>
              </span>
              <span class="item-fact">
                <When at={at} time />
              </span>
              <span class="item-words meta">
                <bdi>
                  tried to open <Words>{what}</Words>
                </bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** How it was chosen: prints. */
export function SelectionRecord({ of }: { readonly of: ProcurementView }) {
  const chosen = of.bids.find(({ id }) => id === of.decided?.bid);
  return (
    <Section title="Selection record">
      <dl class="facts">
        <Fact name="Route">
          <bdi>
            {of.route.words} (<Words>{of.route.law}</Words>)
          </bdi>
        </Fact>
        <Fact name="Why by this route">
          <Words>{of.why}</Words>
        </Fact>
        <Fact name="Led by">
          <Whose of={of.lead} />
        </Fact>
        <Fact name="Begun">
          <When at={of.begun} />
        </Fact>
        <Fact name="Who bid">
          <Words>{of.bids.map(({ words }) => words).join('; ') || 'nobody yet'}</Words>
        </Fact>
        <Fact name="Decided">
          {of.decided ? (
            <bdi>
              <When at={of.decided.on} />, by <Words>{of.decided.by}</Words>: <Words>{chosen?.words ?? ''}</Words>,{' '}
              <Words>{of.decided.why}</Words>
            </bdi>
          ) : (
            'not yet'
          )}
        </Fact>
        {of.closed && (
          <Fact name="Closed">
            <bdi>
              <When at={of.closed.on} />: <Words>{of.closed.why}</Words>
            </bdi>
          </Fact>
        )}
      </dl>
      <p class="meta">
        The record has to say: <Words>{of.route.record.join('; ')}</Words>.
      </p>
    </Section>
  );
}

function Bids({ of, typed }: ProcurementShown) {
  return (
    <Section title="Bids" count={of.bids.length}>
      {of.bids.length === 0 ? (
        <Empty title="Nobody bids yet" />
      ) : (
        <ul class="item-list">
          {of.bids.map(({ id, words, organizations }) => (
            <li key={id} data-row>
              <span class="item-title">
                <Words>{words}</Words>
              </span>
              <span class="item-fact">
                {organizations.length > 1 ? <Tag tone="quiet">together</Tag> : <Tag tone="quiet">alone</Tag>}
              </span>
              <span class="item-words meta">
                <Words>{organizations.map(({ name }) => name).join(', ')}</Words>
              </span>
            </li>
          ))}
        </ul>
      )}
      {of.may.lead && (
        <Deed did="bid" words="Add a bid" said="The bid is there, and its walls are up." typed={typed}>
          <Field label="What the bid is called" name="words" id="bid-words" required />
          <Partners of={of.partners} legend="Who bids" />
        </Deed>
      )}
    </Section>
  );
}

function Costs({ of, typed }: ProcurementShown) {
  const bidder = of.may.bid.length > 0;
  return (
    <Section title="Costs that you may see" count={of.costs.length}>
      {of.costs.length === 0 ? (
        <Empty title="None" />
      ) : (
        <ul class="item-list">
          {of.costs.map(({ of: whose, item, minor, currency }) => (
            <li key={`${whose.organization} ${item}`} data-row>
              <span class="item-title">
                <Words>{item}</Words>
              </span>
              <span class="item-fact">
                <Money of={{ minor, currency }} />
              </span>
              <span class="item-words meta">
                <Words>{whose.name}</Words>
              </span>
            </li>
          ))}
        </ul>
      )}
      {of.opened.map(({ of: whose, to, words, until }) => (
        <p class="meta" key={`${whose.organization} ${to.organization} ${words}`}>
          <bdi>
            <Words>{whose.name}</Words> opens to <Words>{to.name}</Words> until <When at={until} />:{' '}
            <Words>{words}</Words>.
          </bdi>
        </p>
      ))}
      {bidder && (
        <>
          <Deed
            did="cost"
            words="Write down a cost of ours"
            said="It is written down; no other bidder sees it."
            typed={typed}
          >
            <Field label="Of what" name="item" id="cost-item" required />
            <Field label="How much" name="money" id="cost-money" hint="Such as 1,250.50" required />
          </Deed>
          <Deed did="opened" words="Open our costs to one partner" said="Open to them until that day." typed={typed}>
            <Pick
              label="To whom"
              name="to"
              id="opened-to"
              options={of.partners.map(({ organization, name }) => ({ value: organization, words: name }))}
            />
            <Field label="Which costs" name="words" id="opened-words" required />
            <Field label="Until" name="until" id="opened-until" type="date" required />
          </Deed>
        </>
      )}
    </Section>
  );
}

export function Questions({ of, typed }: ProcurementShown) {
  return (
    <Section title="Asked by one, answered to all" count={of.questions.length}>
      {of.questions.length === 0 ? (
        <Empty title="Nobody has asked anything" />
      ) : (
        <ul class="item-list">
          {of.questions.map(({ id, words, on, by, answer }) => (
            <li key={id} data-row>
              <span class="item-title">
                <Words>{words}</Words>
              </span>
              <span class="item-fact">{answer ? <Tag tone="done">answered</Tag> : <Tag tone="wait">not yet</Tag>}</span>
              <span class="item-words">
                <Words>{answer?.words ?? ''}</Words>
              </span>
              <span class="item-words meta">
                <bdi>
                  Asked on <When at={on} />
                  {by !== undefined && (
                    <>
                      {' '}
                      by <Words>{by}</Words>
                    </>
                  )}
                  {answer && (
                    <>
                      , answered to all on <When at={answer.on} />
                    </>
                  )}
                  .
                </bdi>
              </span>
              {of.may.lead && !answer && (
                <div class="item-words">
                  <Deed
                    did="answered"
                    words="Answer to all"
                    said="Every bidder reads it."
                    typed={typed}
                    about={{ question: id }}
                  >
                    <Field label="The answer" name="words" id={`${id}-answer`} lines={2} required />
                  </Deed>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {of.may.bid.length > 0 && (
        <Deed did="question" words="Ask" said="It is asked; the answer goes to all, without your name." typed={typed}>
          <Field label="Your question" name="words" id="question-words" lines={2} required />
        </Deed>
      )}
    </Section>
  );
}
