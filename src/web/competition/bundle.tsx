import type { PageDefinition } from '../page.ts';
import { PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { type ProcurementShown, procurementPage, Questions, SelectionRecord } from './procurement.tsx';

/** Everything of a procurement that can be given to whoever asks for information, with an index, and what is left out said so. */
export const bundlePage: PageDefinition<ProcurementShown> = {
  path: '/procurements/:id/bundle',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ of }) => `Bundle: ${of.title}`,
  loader: procurementPage.loader,
  Page: ({ of: whole }) => {
    // Who wrote what is a role: no person is named to whoever asks for information.
    const of = {
      ...whole,
      lead: { ...whole.lead, holders: [] },
      questions: whole.questions.map(({ id, words, on, answer }) => ({ id, words, on, ...(answer ? { answer } : {}) })),
      ...(whole.decided ? { decided: { ...whole.decided, by: 'the lead' } } : {}),
      may: { lead: false, bid: [] },
    };
    return (
      <div class="page narrow">
        <p class="back">
          <a href={`/procurements/${of.id}`}>
            <Words>{of.title}</Words>
          </a>
        </p>
        <PageHead title={<Words>{of.title}</Words>} under="For a request for information" />
        <Section title="What is in it">
          <ol>
            <li>Selection record</li>
            <li>Bids, by who bid</li>
            <li>What was asked, and what all were answered</li>
          </ol>
          <p>
            Left out: names of people and who asked what (personal data and equal treatment), and what bidders cost
            (commercial interests, kept behind walls). Whoever answers the request weighs each of these by the law of
            the day.
          </p>
        </Section>
        <SelectionRecord of={of} />
        <Section title="Who bid" count={of.bids.length}>
          <ul class="plain-list">
            {of.bids.map(({ id, words, organizations }) => (
              <li key={id}>
                <Words>{words}</Words>
                <Words>{organizations.map(({ name }) => name).join(', ')}</Words>
              </li>
            ))}
          </ul>
        </Section>
        <Questions of={of} />
        <p class="meta">
          Begun on <When at={of.begun} />.
        </p>
      </div>
    );
  },
};
