import { reindex as rewrite } from '#repository';
import { attach } from './attach.ts';
import { EXIT } from './exit.ts';
import { startProgress } from './progress.ts';
import type { DatabaseFlags } from './settings.ts';
import { say } from './terminal.ts';

export type ReindexFlags = DatabaseFlags & {
  readonly type?: readonly string[];
  readonly parameter?: string;
  readonly anew?: boolean;
  readonly json?: boolean;
};

/** Rewrites what older resources are found by, beside a running program or alone. Stopped, the same command goes on where it was. */
export async function reindex(flags: ReindexFlags): Promise<void> {
  const { type: types, parameter, anew } = flags;
  const { core } = await attach(flags);
  const shown = startProgress(Date.now);
  try {
    const question = {
      ...(types === undefined ? {} : { types }),
      ...(parameter === undefined ? {} : { parameter }),
      ...(anew === undefined ? {} : { anew }),
    };
    // What lies in the wrong place is put right first, whatever is to be rewritten.
    const { rewritten: moved } = await core.homes.settle({ anew: true });
    const done = await rewrite(core.services.store, question, {
      now: Date.now,
      progress: (progress) => {
        const { looked, total } = progress;
        if (flags.json) process.stdout.write(`${JSON.stringify({ progress })}\n`);
        else shown.step({ what: 'index', done: looked, unit: 'resources', ...(total === undefined ? {} : { total }) });
      },
    });
    shown.end();
    if (!done.ok) {
      for (const { text } of done.refusals) say(text);
      process.exitCode = EXIT.usage;
      return;
    }
    const { looked, rewritten } = done.value;
    process.stdout.write(
      flags.json
        ? `${JSON.stringify({ done: { ...done.value, moved } })}\n`
        : `${looked} resources looked at, ${rewritten} of them rewritten, ${moved} put into the record they belong to\n`,
    );
  } finally {
    await core.stop();
  }
}
