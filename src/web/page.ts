import type { Access, Role } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { GovernanceAnswers } from '#governance/contract';
import type { InsightAnswers } from '#insight/contract';
import type { RecordAnswers } from '#record/contract';
import type { ComponentType } from 'preact';

/** Who is signed in, for the shell. */
export type SignedIn = {
  readonly name: string;
  readonly role: Role;
  readonly organization: string;
  /** 'Person/<id>' where the account is a person's own. */
  readonly person?: string;
};

/** What a page's loader may use. Everything it asks goes through an answer that takes the Access of who asks. */
export type LoaderContext = {
  readonly access: Access;
  readonly signedIn: SignedIn;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly today: Day;
  readonly record: RecordAnswers;
  readonly governance: GovernanceAnswers;
  readonly insight: InsightAnswers;
};

/** What a form that posts leads to: another page, with a word on what was done. */
export type Done = { readonly to: string; readonly said?: string };

export type PageDefinition<Data> = {
  readonly path: string;
  readonly policy: { readonly allow: 'signed-in' } | { readonly allow: 'roles'; readonly roles: readonly Role[] };
  readonly title: (data: Data) => string;
  readonly loader: (context: LoaderContext) => Promise<Outcome<Data>>;
  readonly Page: ComponentType<Data>;
  /** Forms of the page, by the value of their `action` field; they work without JavaScript. */
  readonly actions?: Readonly<
    Record<string, (context: LoaderContext, form: URLSearchParams) => Promise<Outcome<Done>>>
  >;
};

// A list of pages has pages of many data shapes; each is closed over its own in `page`.
export type Page = {
  readonly path: string;
  readonly policy: PageDefinition<unknown>['policy'];
  /** Loads and draws: the inner HTML, the title and the data for hydration. */
  readonly open: (context: LoaderContext) => Promise<Outcome<OpenedPage>>;
  readonly actions: Readonly<Record<string, (context: LoaderContext, form: URLSearchParams) => Promise<Outcome<Done>>>>;
};

export type OpenedPage = { readonly title: string; readonly html: string };
