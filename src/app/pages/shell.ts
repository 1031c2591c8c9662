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
};

/** A page in its shell, for whoever asks. */
export async function inShell(parts: ShellParts, request: FastifyRequest, drawn: Drawn): Promise<string> {
  const seat = request.caller?.seat;
  const signedIn = seat === undefined ? {} : { signedIn: signedInAs(seat), seats: await otherSeats(parts, seat) };
  const { still, ...rest } = drawn;
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

async function otherSeats({ auth }: ShellParts, seat: Seat): Promise<NonNullable<ShellInput['seats']>> {
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
