import type { Sandbox } from "../../../sandbox/startSandbox.ts";
import type { Send } from "../signIn/Browser.ts";

/** Sends requests to the sandbox's vendors without a socket, in the shape of fetch. */
export function sandboxSend({ fetch }: Pick<Sandbox, "fetch">): Send {
  return async (address, init) => {
    const request = new Request(address, init);
    const url = new URL(request.url);
    const answer = await fetch({
      method: request.method,
      url,
      target: url.pathname + url.search,
      headers: { host: url.host, ...Object.fromEntries(request.headers) },
      body: Buffer.from(await request.arrayBuffer()),
    });
    const headers = Object.entries(answer.headers ?? {}).flatMap(([name, values]) =>
      (typeof values === "string" ? [values] : values).map((value): [string, string] => [name, value]),
    );
    const body = answer.body === undefined || answer.body.length === 0 ? null : Buffer.from(answer.body);
    return new Response(body, { status: answer.status, headers });
  };
}
