import type { Access } from '#agreement';
import type { Outcome } from '#fhir';

export const DOCUMENT_BYTES_MAX = 20 * 1024 * 1024;

export type DocumentView = {
  readonly name: string;
  readonly media: string;
  /** Of its bytes, as 64 digits: whoever has the file can compare. */
  readonly sha256: string;
  readonly size: number;
  readonly by: string;
  readonly at: string;
};

export type DocumentBytes = DocumentView & { readonly bytes: Uint8Array };

export type DocumentAnswers = {
  /** Keeps the document of a version, for a lead or signatory of a party. The same again is the same; another is refused. */
  readonly keepDocument: (
    access: Access,
    document: { readonly id: string; readonly version: number; readonly name: string; readonly bytes: Uint8Array },
  ) => Promise<Outcome<DocumentView>>;
  /** The bytes as they were kept, compared with their hash anew. */
  readonly document: (access: Access, id: string, version: number) => Promise<Outcome<DocumentBytes>>;
};
