import type { Access, Role } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, type Refusal } from '#fhir';
import type { GovernanceAnswers } from '#governance/contract';
import type { InsightAnswers } from '#insight/contract';
import type { MoneyAnswers } from '#money/contract';
import type { RecordAnswers } from '#record/contract';
import { type ComponentType, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { AppToOpen } from './apps/open-apps.tsx';
import { Surroundings } from './parts/surroundings.ts';
import type { Look } from './shell/look.ts';

/** Who is signed in, for the shell. */
export type SignedIn = {
  readonly name: string;
  readonly role: Role;
  /** The organisation's name, for screens. */
  readonly organization: string;
  /** 'Organization/<id>' of the seat, so that a page can open on its own place. */
  readonly organizationRef?: string;
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
  /** IANA zone whose days and clock the screens show; UTC where absent. */
  readonly zone?: string;
  /** A form of this page that was refused: the page is drawn again with what was typed, so that nothing is lost. */
  readonly typed?: URLSearchParams;
  /** How this user's screens look now, for the page that changes it. */
  readonly look?: Look;
  /** The address browsers know the program by: 'https://vale.example'. */
  readonly origin?: string;
  /** Apps that can be opened from the page of a person. */
  readonly apps?: () => Promise<readonly AppToOpen[]>;
  readonly record: RecordAnswers;
  readonly governance: GovernanceAnswers;
  readonly insight: InsightAnswers;
  readonly money: MoneyAnswers;
};

/** What a form that posts leads to: another page, with a word on what was done. */
export type Done = {
  readonly to: string;
  readonly said?: string;
  /** Nothing was done but to look: the page is drawn again with what was typed. */
  readonly again?: true;
  /** How screens look from now on (see shell/look.ts); kept in the cookie `concord-look`. */
  readonly look?: string;
};

export type PageDefinition<Data> = {
  readonly path: string;
  readonly policy: ({ readonly allow: 'signed-in' } | { readonly allow: 'roles'; readonly roles: readonly Role[] }) & {
    /** Open also to who sits in the place of somebody who decides some matters themself. */
    readonly narrowed?: true;
  };
  readonly title: (data: Data) => string;
  readonly loader: (context: LoaderContext) => Promise<Outcome<Data>>;
  readonly Page: ComponentType<Data>;
  /** Version of what the page shows; a page that has one is asked again while it is open, and redrawn when it moved. */
  readonly revision?: (data: Data) => string;
  /** Forms of the page, by the value of their `action` field; they work without JavaScript. */
  readonly actions?: Readonly<
    Record<string, (context: LoaderContext, form: URLSearchParams) => Promise<Outcome<Done>>>
  >;
};

// A list of pages has pages of many data shapes; each is closed over its own in `page`.
export type Page = {
  readonly path: string;
  readonly policy: PageDefinition<unknown>['policy'];
  /** Loads and draws: the inner HTML and the title. */
  readonly open: (context: LoaderContext) => Promise<Outcome<OpenedPage>>;
  readonly actions: Readonly<Record<string, (context: LoaderContext, form: URLSearchParams) => Promise<Outcome<Done>>>>;
};

export type OpenedPage = {
  readonly title: string;
  readonly html: string;
  readonly revision?: string;
  /** Why what was asked was not done, for the shell to draw above the page. */
  readonly refusals?: readonly Refusal[];
};

/** Closes a definition over its data, so that pages of many shapes stand in one list. */
export function page<Data extends object>(definition: PageDefinition<Data>): Page {
  return {
    path: definition.path,
    policy: definition.policy,
    open: async (context) => {
      const found = await definition.loader(context);
      return found.ok ? accepted(draw(definition, found.value, context)) : found;
    },
    actions: definition.actions ?? {},
  };
}

/** Draws a page from data: pure, so that print, tests and the server draw alike. */
export function draw<Data extends object>(
  definition: PageDefinition<Data>,
  data: Data,
  around: { readonly today: Day; readonly zone?: string },
): OpenedPage {
  const drawn = h(definition.Page as ComponentType<object>, data);
  const value = { today: around.today, zone: around.zone ?? 'UTC' };
  const opened = {
    title: definition.title(data),
    html: renderToString(h(Surroundings.Provider, { value, children: drawn })),
  };
  return definition.revision ? { ...opened, revision: definition.revision(data) } : opened;
}
