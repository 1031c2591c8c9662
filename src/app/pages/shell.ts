import type { Auth, Seat } from '#auth';
import type { Refusals } from '#http';
import { Unavailable } from '#store';
import { LOOK_COOKIE, type OpenedPage, readLook, renderShell, type ShellInput, type SignedIn } from '#web';
import type { FastifyRequest } from 'fastify';
import type { Still } from './still.ts';

type ShellParts = {
  readonly auth: Pick<Auth, 'seats'>;
  readonly assets: ShellInput['assets'];
  readonly notice: () => ShellInput['notice'];
};

export type Drawn = {
  readonly page: OpenedPage;
  readonly said?: string;
  readonly refusals?: Refusals;
  readonly still?: Still | undefined;
  /** Other seats of whoever asks, where they were asked for already. */
  readonly seats?: Seats | undefined;
};

type Seats = NonNullable<ShellInput['seats']>;

/** A page in its shell, for whoever asks. */
export async function inShell(parts: ShellParts, request: FastifyRequest, drawn: Drawn): Promise<string> {
  const seat = request.caller?.seat;
  const { still, seats = await seatsBeside(parts, request), ...rest } = drawn;
  const signedIn = seat === undefined ? {} : { signedIn: signedInAs(seat), seats };
  const notice = parts.notice();
  return renderShell({
    ...rest,
    ...(still === undefined ? {} : { still }),
    ...(notice === undefined ? {} : { notice }),
    ...signedIn,
    assets: { styles: parts.assets.styles, scripts: parts.assets.scripts },
    path: pathOf(request),
    look: readLook(request.cookies[LOOK_COOKIE]),
  });
}

export function signedInAs(seat: Seat): SignedIn {
  const { name, role, organization, organizationName } = seat;
  const signedIn = { name, role, organization: organizationName, organizationRef: organization };
  return seat.person === undefined ? signedIn : { ...signedIn, person: seat.person };
}

export function pathOf({ url }: FastifyRequest): string {
  const at = url.indexOf('?');
  return at < 0 ? url : url.slice(0, at);
}

/** The other seats of whoever asks, for the switch of the shell. */
export async function seatsBeside(
  { auth }: Pick<ShellParts, 'auth'>,
  { caller }: Pick<FastifyRequest, 'caller'>,
): Promise<Seats> {
  const seat = caller?.seat;
  if (seat === undefined) return [];
  // A page that says that the records are out of reach has to be drawn without them.
  const seats = await auth.seats(seat.account).catch(noneInOutage);
  return seats
    .filter(({ id }) => id !== seat.id)
    .map(({ id, role, organizationName }) => ({ id, role, organization: organizationName }));
}

function noneInOutage(error: unknown): readonly Seat[] {
  if (error instanceof Unavailable) return [];
  throw error;
}
