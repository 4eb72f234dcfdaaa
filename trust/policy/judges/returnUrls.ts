import { issuerPath, issuersOfKind, relyingPartiesOfKind, relyingPartyPath } from "../places.ts";
import type { Breach, PolicyJudge, PolicySubject, Violation } from "../PolicyJudge.ts";

/** Where browsers are sent with what signs a person in, or after signing out. */
interface ReturnUrl extends Pick<Violation, "place" | "path"> {
  readonly url: string;
}

function returnUrls({ model }: PolicySubject): readonly ReturnUrl[] {
  const each = (place: Violation["place"], setting: string, urls: readonly string[]): readonly ReturnUrl[] =>
    urls.map((url, index) => ({ url, place, path: [...place, setting, index] }));
  return [
    ...issuersOfKind(model, "cognito").flatMap(([issuer, { clients }]) =>
      Object.entries(clients).flatMap(([name, client]) => {
        if (client.kind === "machine") return [];
        const place = issuerPath(issuer, "clients", name);
        return [...each(place, "callbackUrls", client.callbackUrls), ...each(place, "logoutUrls", client.logoutUrls)];
      }),
    ),
    ...issuersOfKind(model, "jumpcloud").flatMap(([issuer, { clients }]) =>
      Object.entries(clients).flatMap(([name, { redirectUris }]) =>
        each(issuerPath(issuer, "clients", name), "redirectUris", redirectUris),
      ),
    ),
    ...relyingPartiesOfKind(model, "jumpcloud-federation").flatMap(([party, { application }]) =>
      each(relyingPartyPath(party, "application"), "redirectUris", application.redirectUris),
    ),
  ];
}

/** Judges every URL at which a sign-in may end, each once: a client may have it for callbacks and after signing out. */
export function judgeReturnUrls(
  breachOf: (url: string, subject: PolicySubject) => Breach | undefined,
  advice: string,
): PolicyJudge {
  return (subject) => {
    const seen = new Set<string>();
    return returnUrls(subject).flatMap(({ url, place, path }) => {
      const breach = breachOf(url, subject);
      const key = JSON.stringify([place, url]);
      if (breach === undefined || seen.has(key)) return [];
      seen.add(key);
      return [{ ...breach, place, of: url, ...(path && { path }), advice }];
    });
  };
}
