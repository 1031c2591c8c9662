/** What is used of the provider; the package ships no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export type Payload = Record<string, unknown> & {
    readonly grantId?: string;
    readonly clientId?: string;
    readonly jti?: string;
  };

  export type Adapter = {
    readonly upsert: (id: string, payload: Payload, expiresIn?: number) => Promise<void>;
    readonly find: (id: string) => Promise<Payload | undefined>;
    readonly findByUid: (uid: string) => Promise<Payload | undefined>;
    readonly findByUserCode: (code: string) => Promise<Payload | undefined>;
    readonly consume: (id: string) => Promise<void>;
    readonly destroy: (id: string) => Promise<void>;
    readonly revokeByGrantId: (grantId: string) => Promise<void>;
  };

  export type Token = {
    readonly kind: string;
    readonly grantId?: string;
    readonly clientId: string;
    readonly accountId?: string;
    readonly scope?: string;
    readonly scopes: ReadonlySet<string>;
  };

  export type Client = {
    readonly clientId: string;
    readonly clientAuthMethod: string;
    readonly clientSecret?: string;
    readonly redirectUris: readonly string[];
    readonly grantTypeAllowed: (type: string) => boolean;
  };

  export type Interaction = {
    readonly uid: string;
    readonly exp: number;
    readonly returnTo: string;
    readonly prompt: { readonly name: string };
    params: Record<string, string | undefined>;
    result?: Record<string, unknown>;
    readonly save: (seconds: number) => Promise<string>;
  };

  export type GrantModel = {
    readonly addOIDCScope: (scope: string) => void;
    readonly addResourceScope: (resource: string, scope: string) => void;
    readonly save: () => Promise<string>;
  };

  export type Context = {
    readonly req: IncomingMessage;
    status: number;
    body: unknown;
    type: string;
    readonly response: { readonly headers: Record<string, unknown> };
    readonly set: (name: string, value: string | readonly string[]) => void;
    readonly oidc?: {
      readonly route?: string;
      readonly client?: Client;
      readonly params?: Record<string, string | undefined>;
      readonly result?: Record<string, unknown>;
      readonly entities: Record<string, Token | undefined>;
    };
  };

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    proxy: boolean;
    readonly Client: { prototype: { compareClientSecret: (this: Client, sent: string) => Promise<boolean> } };
    readonly Grant: new (input: {
      readonly accountId: string;
      readonly clientId: string;
    }) => GrantModel;
    readonly Interaction: { readonly find: (id: string) => Promise<Interaction | undefined> };
    readonly callback: () => (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    readonly interactionDetails: (request: IncomingMessage, response: ServerResponse) => Promise<Interaction>;
    readonly use: (middleware: (context: Context, next: () => Promise<void>) => Promise<void>) => void;
    readonly on: (event: string, listener: (...args: readonly unknown[]) => void) => void;
  }

  type Check = object;
  type NewCheck = new (
    reason: string,
    description: string,
    error: string,
    check: (context: Context) => boolean,
  ) => Check;
  type NewPrompt = new (
    details: { readonly name: string; readonly requestable: boolean },
    ...checks: readonly Check[]
  ) => object;
  export const interactionPolicy: { readonly Check: NewCheck; readonly Prompt: NewPrompt };
  export const errors: {
    readonly InvalidGrant: new (detail: string) => Error;
    readonly InvalidScope: new (description: string, scope?: string) => Error;
    readonly InvalidTarget: new (description?: string) => Error;
    readonly InvalidClientAuth: new (detail: string) => Error;
  };
}
