import type { ExtensionView, FairTermView } from '#governance/contract';
import { Fact } from '../parts/fact.tsx';
import { Field } from '../parts/form.tsx';
import { When, Words } from '../parts/value.tsx';
import { Deed } from '../programme/parts.tsx';

/** How a term came to its last day, and a later one that was proposed. */
export function LaterFacts({ of }: { readonly of: FairTermView }) {
  return (
    <>
      {of.extended.map((one) => (
        <Fact name="Both agreed to go on" key={one.until}>
          <bdi>
            <When at={one.agreed} />, from <When at={one.from} /> to <When at={one.until} />: <Words>{one.why}</Words>
          </bdi>
        </Fact>
      ))}
      {of.extension && of.standing !== 'ended' && <Later of={of.extension} open={of.standing === 'agreed'} />}
    </>
  );
}

/** A later last day that waits for the other, or that the other did not want. */
function Later({ of, open }: { readonly of: ExtensionView; readonly open: boolean }) {
  return (
    <Fact name="A later last day">
      <bdi>
        <When at={of.until} />, proposed by <Words>{of.by.name}</Words> on <When at={of.on} />: <Words>{of.why}</Words>{' '}
        {of.declined ? (
          <>
            Not agreed to on <When at={of.declined.on} />: <Words>{of.declined.words}</Words>
          </>
        ) : open ? (
          'Not agreed to yet.'
        ) : (
          'Not agreed to before it ran out.'
        )}
      </bdi>
    </Fact>
  );
}

/** To go on to a later day: one proposes it, and the other says yes or no to that very day. */
export function LaterDeeds(props: { readonly of: FairTermView; readonly typed: URLSearchParams | undefined }) {
  const { of, typed } = props;
  const term = { term: of.id };
  const about = { ...term, until: of.extension?.until ?? '' };
  return (
    <>
      {of.may.prolong && (
        <Deed
          did="extended"
          words="Agree to the later day"
          button="We agree"
          said="Both have agreed: it holds up to the later day."
          {...{ typed, about }}
        >
          <p>You say yes for your organisation; all else of the term stays as it is.</p>
        </Deed>
      )}
      {of.may.decline && (
        <Deed
          did="not-extended"
          words="Do not agree to the later day"
          button="We do not agree"
          said="Your word stands beside it."
          {...{ typed, about }}
        >
          <Field label="Why not" name="why" id={`not-extended-${of.id}`} required />
        </Deed>
      )}
      {of.may.extend && (
        <Deed
          did="extension"
          words="Propose a later last day"
          button="Propose it"
          said="It waits for the other to agree."
          typed={typed}
          about={term}
        >
          <Field label="Is to hold up to" name="until" id={`extension-until-${of.id}`} type="date" required />
          <Field label="Which work still needs it" name="why" id={`extension-${of.id}`} lines={2} required />
        </Deed>
      )}
    </>
  );
}
