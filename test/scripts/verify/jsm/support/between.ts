import { callbackUrl, type JsmPool } from "./JsmPool.ts";

/** A request of verify's. */
interface Asked {
  readonly url: URL;
  readonly init: RequestInit;
  readonly form: URLSearchParams;
}

/** Puts somebody between verify and the pool, who answers what they like, and hands on the rest as they changed it. */
export function between(
  pool: Pick<JsmPool, "send">,
  meddle: (asked: Asked, onwards: (asked: Asked) => Promise<Response>) => unknown,
): void {
  const { send } = pool;
  const onwards = async ({ url, init, form }: Asked): Promise<Response> =>
    send(url.href, { ...init, ...(init.method === "POST" && { body: form.toString() }) });
  pool.send = async (address, init) => {
    const form = new URLSearchParams((init.body ?? "") as string | URLSearchParams);
    const asked = { url: new URL(address), init, form };
    return ((await meddle(asked, onwards)) as Response | undefined) ?? onwards(asked);
  };
}

export const isTokenRequest = ({ url }: Asked): boolean => url.pathname === "/oauth2/token";
export const redirect = (location: string): Response => new Response(null, { status: 302, headers: { location } });

/** Changes the redirects that lead to the callback URL. */
export function changeArrival(pool: JsmPool, change: (url: URL) => void): void {
  between(pool, async (asked, onwards) => {
    const answer = await onwards(asked);
    const location = answer.headers.get("location") ?? "";
    if (!location.startsWith(callbackUrl)) return answer;
    const url = new URL(location);
    change(url);
    answer.headers.set("location", url.href);
    return answer;
  });
}

/** Changes what the token endpoint answers with. */
export function changeTokens(pool: JsmPool, change: (tokens: Record<string, string>) => unknown): void {
  between(pool, async (asked, onwards) => {
    const answer = await onwards(asked);
    if (!isTokenRequest(asked) || answer.status !== 200) return answer;
    const tokens = (await answer.json()) as Record<string, string>;
    await change(tokens);
    return Response.json(tokens);
  });
}
