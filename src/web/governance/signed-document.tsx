import type { InstrumentView } from '#governance/contract';
import { Button } from '../parts/form.tsx';
import { Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { agreementHref } from './path.ts';

/** The document that was signed, which the paragraphs are those of; or the way to keep it. */
export function SignedDocument({ view }: { readonly view: InstrumentView }) {
  const { document, may } = view;
  if (!document && !may.document) return null;
  const address = agreementHref(view.id, undefined, '/document');
  return (
    <Section title="The signed document">
      {document ? (
        <>
          <p>
            <a href={`${address}?version=${view.version}`} download>
              <Words>{document.name}</Words>
            </a>{' '}
            <span class="meta">
              <bdi>
                {sizeWords(document.size)} · kept by {document.by}, <When at={document.at} time />
              </bdi>
            </span>
          </p>
          <p class="meta">
            The paragraphs below are its paragraphs. Whoever has the file can compare: its SHA-256 is{' '}
            <bdi dir="ltr" class="hash">
              {document.sha256}
            </bdi>
          </p>
        </>
      ) : (
        <form method="post" action={address} encType="multipart/form-data" class="form">
          <input type="hidden" name="version" value={String(view.version)} />
          <div class="field">
            <label for="f-document">PDF or Word document of this version</label>
            <p class="hint" id="h-document">
              At most 20 MB. It is kept as it is, with its hash; it cannot be exchanged for another.
            </p>
            <input
              id="f-document"
              name="document"
              type="file"
              accept=".pdf,.docx,application/pdf"
              required
              aria-describedby="h-document"
            />
          </div>
          <p>
            <Button>Keep it</Button>
          </p>
        </form>
      )}
    </Section>
  );
}

function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
