import { readCookie } from "../../http/readCookie.ts";
import { empty } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { epochSeconds, type JumpCloudCall } from "../JumpCloudCall.ts";
import { sessionCookie, setCookie } from "./cookies.ts";
import { consolePage } from "./pages.ts";

/** The user console of whoever is signed in; anyone else is sent to the login. */
export function showConsole(call: JumpCloudCall): SandboxResponse {
  const { request, organization, now } = call;
  const value = readCookie(request, sessionCookie);
  const known = value !== undefined && Object.hasOwn(organization.sessions, value);
  const session = known ? organization.sessions[value] : undefined;
  const user = organization.users.find(({ id }) => id === session?.userId);
  if (session === undefined || session.expires <= epochSeconds(now) || user === undefined || user.suspended) {
    return empty(302, { location: "/login", "set-cookie": setCookie(call, sessionCookie, "", 0) });
  }
  const { firstname, lastname, displayname } = user.rest;
  const parts = [firstname, lastname].filter((part) => typeof part === "string" && part !== "");
  const name = typeof displayname === "string" && displayname !== "" ? displayname : parts.join(" ");
  return consolePage(name || user.username, user.email);
}
