import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** SIGKILL to every process of the group that `child` leads, at once. */
export async function killGroup(child: ChildProcess): Promise<void> {
  if (!child.pid) return;
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await exited;
}
