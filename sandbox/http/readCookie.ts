import type { SandboxRequest } from "../Vendor.ts";

/** The value of a cookie that a browser sent; undefined without one of that name. */
export function readCookie({ headers }: SandboxRequest, name: string): string | undefined {
  const cookies = (headers["cookie"] ?? "").split(/[;,] */).map((cookie) => cookie.split("="));
  return cookies.find(([found]) => found === name)?.[1];
}
