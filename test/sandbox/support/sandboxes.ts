import { type Sandbox, type SandboxOptions, startSandbox } from "../../../sandbox/startSandbox.ts";

/** Starts sandboxes for a suite's tests; each is closed after the test that started it. */
export function sandboxes(): (options?: SandboxOptions) => Promise<Sandbox> {
  const started: Sandbox[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((sandbox) => sandbox.close()));
  });
  return async (options) => {
    const sandbox = await startSandbox(options);
    started.push(sandbox);
    return sandbox;
  };
}
