import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * A port of localhost that nobody listens on, for a redirect URI that is registered before anybody does. It lies below
 * those that systems give to whoever asks for any (RFC 6335, section 6; from 32768 on in Linux): nobody is given it
 * before it is used.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(false) : reject(error),
    );
    server.listen(port, "localhost", () => server.close(() => resolve(true)));
  });
}
