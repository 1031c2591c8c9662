import { type Configuration, DEFAULTS, readLogFiles, readPowerHours } from '#app';
import { readLimits } from '#http';

/** Flags that more than one command has. */
export type DatabaseFlags = { readonly data?: string; readonly acceptDataLoss?: boolean };

type Environment = Readonly<Record<string, string | undefined>>;

/** Flags win over the environment, the environment over what is usual. */
export function configurationOf(
  flags: DatabaseFlags & { readonly port?: number; readonly host?: string; readonly demo?: Configuration['demo'] },
  environment: Environment,
): Configuration {
  const { DATABASE_URL, CONCORD_SECRET, CONCORD_ADDRESS, CONCORD_ZONE, CONCORD_LOG, CONCORD_DATA } = environment;
  const {
    CONCORD_ANCHOR,
    CONCORD_ANCHOR_TOKEN,
    CONCORD_LIMITS,
    CONCORD_PROXIES,
    CONCORD_LOG_FILES,
    CONCORD_POWER_HOURS,
    CONCORD_PACKS,
  } = environment;
  const anchor =
    set(CONCORD_ANCHOR) && set(CONCORD_ANCHOR_TOKEN)
      ? { address: CONCORD_ANCHOR as string, token: CONCORD_ANCHOR_TOKEN as string }
      : undefined;
  return {
    folder: flags.data ?? set(CONCORD_DATA) ?? DEFAULTS.folder,
    port: flags.port ?? DEFAULTS.port,
    host: flags.host ?? set(environment['CONCORD_HOST']) ?? DEFAULTS.host,
    demo: flags.demo ?? DEFAULTS.demo,
    zone: set(CONCORD_ZONE) ?? DEFAULTS.zone,
    log: CONCORD_LOG === 'stdout' || CONCORD_LOG === 'silent' ? CONCORD_LOG : DEFAULTS.log,
    acceptDataLoss: flags.acceptDataLoss ?? DEFAULTS.acceptDataLoss,
    ...(set(DATABASE_URL) ? { databaseUrl: DATABASE_URL as string } : {}),
    ...(anchor ? { anchor } : {}),
    ...(set(CONCORD_SECRET) ? { secret: CONCORD_SECRET as string } : {}),
    ...(set(CONCORD_ADDRESS) ? { publicAddress: (CONCORD_ADDRESS as string).replace(/\/+$/, '') } : {}),
    ...(set(CONCORD_PROXIES) ? { proxies: proxiesOf(CONCORD_PROXIES as string) } : {}),
    ...(set(CONCORD_LOG_FILES) ? { logFiles: readLogFiles(CONCORD_LOG_FILES as string) } : {}),
    ...(set(CONCORD_POWER_HOURS) ? { power: readPowerHours(CONCORD_POWER_HOURS as string) } : {}),
    ...(set(CONCORD_PACKS) ? { packs: CONCORD_PACKS as string } : {}),
    ...(set(CONCORD_LIMITS) ? { limits: readLimits(CONCORD_LIMITS as string) } : {}),
  };
}

function proxiesOf(text: string): number {
  if (!/^[1-9]$/.test(text)) throw new Error('CONCORD_PROXIES is how many proxies stand before Concord: 1 to 9.');
  return Number(text);
}

function set(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}
