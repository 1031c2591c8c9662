import { createHash } from 'node:crypto';
import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { note } from './act.queries.ts';
import { type Acting, locked, noVersion } from './acts.ts';
import { standingVersions } from './book.ts';
import {
  DOCUMENT_BYTES_MAX,
  type DocumentAnswers,
  type DocumentBytes,
  type DocumentView,
} from './document.contract.ts';
import { documentBytes, documentOf, insertDocument } from './document.queries.ts';
import { mayPropose, maySee } from './may.ts';

/** The document that was signed: its bytes are kept as they came, are never opened here, and are handed out as a file and nothing else. */
export function documentAnswers(acting: Acting): DocumentAnswers {
  return {
    keepDocument: (access, document) => keep(acting, access, document),
    document: (access, id, version) => read(acting, access, id, version),
  };
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const NAME_MAX = 200;

async function keep(
  acting: Acting,
  access: Access,
  { id, version, name, bytes }: Parameters<DocumentAnswers['keepDocument']>[1],
): Promise<Outcome<DocumentView>> {
  const media = mediaOf(bytes);
  if (!media.ok) return media;
  const sha256 = hashOf(bytes);
  const kept = await acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const found = await locked(acting, { transaction, access, id }, version);
    if (!found.ok) return found;
    const { book, version: standing } = found.value;
    const allowed = mayPropose(book, access, standing.instrument, standing.instrument);
    if (!allowed.ok) return allowed;
    const there = await documentOf(transaction, id, version);
    if (there?.sha256 === sha256) return accepted(true);
    if (there) {
      const text = `${there.by} kept '${there.name}' for version ${version}, and this is another file. What was signed does not change; propose a next version for other words.`;
      return refuse('conflict', 'governance.other-document', text);
    }
    const actor = { access, at: new Date(acting.now()) };
    await insertDocument(transaction, actor, {
      instrument: id,
      version,
      name: nameOf(name, media.value),
      media: media.value,
      sha256,
      bytes,
    });
    const words = `Kept the signed document of version ${version}, SHA-256 ${sha256}.`;
    await note(transaction, actor, { act: 'document', instrument: id, version, words });
    return accepted(true);
  });
  if (!kept.ok) return kept;
  const view = await documentOf(acting.store, id, version);
  return view ? accepted(view) : noDocument(id, version);
}

async function read(acting: Acting, access: Access, id: string, version: number): Promise<Outcome<DocumentBytes>> {
  const book = acting.current.book();
  const standing = standingVersions(book).find(
    ({ instrument }) => instrument.id === id && instrument.version === version,
  );
  if (!standing || !maySee(book, access, standing)) return noVersion(id, version);
  const found = await documentBytes(acting.store, id, version);
  if (!found) return noDocument(id, version);
  if (hashOf(found.bytes) !== found.sha256) {
    return refuse(
      'exception',
      'governance.document-damaged',
      'The file is not what was kept: its hash differs. Ask a partner for theirs.',
    );
  }
  return accepted(found);
}

/** By what the bytes are, whatever the file is called. A document that carries a program is refused. */
export function mediaOf(bytes: Uint8Array): Outcome<string> {
  if (bytes.length === 0) return refuse('required', 'governance.document', 'Choose the file first.');
  if (bytes.length > DOCUMENT_BYTES_MAX) {
    return refuse(
      'too-long',
      'governance.document',
      'A document is at most 20 MB. Save it smaller, or leave pictures out.',
    );
  }
  const held = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (held.subarray(0, 5).toString('latin1') === '%PDF-') return accepted('application/pdf');
  const packed = held.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
  // Names of the parts stand readable in the list at the end of the package.
  if (packed && held.includes('[Content_Types].xml') && held.includes('word/document')) {
    return held.includes('vbaProject')
      ? refuse(
          'business-rule',
          'governance.document',
          'This document carries a program (macros). Save it as PDF, or as a document without macros.',
        )
      : accepted(WORD);
  }
  return refuse(
    'not-supported',
    'governance.document',
    'This is neither PDF nor a Word document (.docx). Save it as one of these.',
  );
}

/** A plain name with the ending of what it is: it becomes a file on somebody's computer. */
export function nameOf(name: string, media: string): string {
  const stem = name
    .replace(/^.*[\\/]/, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[^\p{L}\p{N} ._()-]/gu, '_')
    .trim()
    .slice(0, NAME_MAX);
  return `${stem === '' ? 'agreement' : stem}.${media === WORD ? 'docx' : 'pdf'}`;
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function noDocument(id: string, version: number): Outcome<never> {
  return refuse(
    'not-found',
    'governance.no-document',
    `No signed document of version ${version} of ${id} is kept yet.`,
  );
}
