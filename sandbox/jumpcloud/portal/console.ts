import { empty } from "../../http/responses.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import type { JumpCloudCall } from "../JumpCloudCall.ts";
import { sessionCookie, setCookie } from "./cookies.ts";
import { consolePage } from "./pages.ts";
import { findSession } from "./sessions.ts";

/** The user console of whoever is signed in; anyone else is sent to the login. */
export function showConsole(call: JumpCloudCall): SandboxResponse {
  const session = findSession(call);
  if (session === undefined) {
    return empty(302, { location: "/login", "set-cookie": setCookie(call, sessionCookie, "", 0) });
  }
  const { user } = session;
  const { firstname, lastname, displayname } = user.rest;
  const parts = [firstname, lastname].filter((part) => typeof part === "string" && part !== "");
  const name = typeof displayname === "string" && displayname !== "" ? displayname : parts.join(" ");
  return consolePage(name || user.username, user.email);
}
