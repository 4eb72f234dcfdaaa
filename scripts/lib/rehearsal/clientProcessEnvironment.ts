import { foreignVariables } from "../../../sandbox/clientEnvironment.ts";

/**
 * The whole environment of a process that is a client of the sandbox: this one's, without what would lead it elsewhere
 * (the user's proxies, profiles and Pulumi logins), and with what the rehearsal says.
 */
export function clientProcessEnvironment(rehearsal: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !foreignVariables.includes(name) && !name.startsWith("PULUMI_"),
  );
  return { ...Object.fromEntries(own), ...rehearsal };
}
