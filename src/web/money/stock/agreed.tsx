import type { Stock } from '#money/contract';
import { Button, Field, Post } from '../../parts/form.tsx';
import { Section } from '../../parts/section.tsx';
import { Words } from '../../parts/value.tsx';

type Agreed = Stock['agreed'][number];

/** What an agreement says of the stock of this site, and what of it the site does not keep yet. */
export function AgreedStock({ of, handle }: { readonly of: Agreed; readonly handle: boolean }) {
  return (
    <Section title={`Agreed: ${of.because}`} aside={<a href={of.agreement}>The agreement</a>}>
      <p>
        <Words>{of.words}</Words>
      </p>
      {of.missing.map((one) => (
        <Missing key={`${one.system}|${one.code}`} of={one} handle={handle} />
      ))}
    </Section>
  );
}

function Missing({ of, handle }: { readonly of: Agreed['missing'][number]; readonly handle: boolean }) {
  return (
    <>
      <p>
        <Words>{of.words}</Words> is not kept here yet.
      </p>
      {handle && (
        <Post action="keep" to="/stock">
          <input type="hidden" name="code" value={`${of.system}|${of.code}`} />
          <input type="hidden" name="words" value={of.words} />
          <input type="hidden" name="floor" value={of.days} />
          <Field label="Counted by the" name="unit" id={`unit-${of.code}`} hint="Such as tablet." required />
          <p class="actions">
            <Button>Keep {of.words} here</Button>
          </p>
        </Post>
      )}
    </>
  );
}
