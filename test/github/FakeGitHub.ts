type Call = readonly [name: string, parameters: Readonly<Record<string, unknown>>];
type Answers = Readonly<Record<string, unknown>>;

/** The client that actions/github-script gives to a script: it answers what a test says, and keeps what was asked. */
export class FakeGitHub {
  readonly calls: Call[] = [];
  readonly rest: Readonly<Record<string, unknown>>;

  /** @param answers by `issues.listComments`; a function is called with what was asked */
  constructor(answers: Answers) {
    const group = (name: string): unknown =>
      new Proxy(
        {},
        {
          get: (_target, operation) => async (parameters: Readonly<Record<string, unknown>>) => {
            const call = `${name}.${String(operation)}`;
            this.calls.push([call, parameters]);
            const answer = answers[call];
            return {
              data: typeof answer === "function" ? (answer as (asked: unknown) => unknown)(parameters) : answer,
            };
          },
        },
      );
    this.rest = { issues: group("issues"), pulls: group("pulls"), repos: group("repos") };
  }

  /** Every page of a list. */
  readonly paginate = async (
    operation: (parameters: unknown) => Promise<{ readonly data: unknown }>,
    parameters: unknown,
  ): Promise<unknown> => (await operation(parameters)).data;

  /** What was changed, in order. */
  get changes(): readonly Call[] {
    return this.calls.filter(([name]) => !/\.(?:get|list)/.test(name));
  }
}
