import type { CheckResult, System } from "../RehearsalReport.ts";
import { summarize } from "../summarize.ts";
import { renderFilter } from "./renderFilter.ts";
import { html } from "../../html/html.ts";
import type { Markup } from "../../html/html.ts";

const titles: Readonly<Record<System, string>> = {
  "okta-key-insight": "Okta → Fortanix Key Insight",
  "b2c-api-gateway": "Azure AD B2C → API Gateway",
  "entra-jumpcloud": "Microsoft Entra ID → JumpCloud",
  "cognito-jsm": "Cognito → Jira Service Management",
  "jumpcloud-s3-access-grants": "JumpCloud → S3 Access Grants",
  gateway: "API Gateway",
};

/** In the order in which they are shown. */
const statuses = [
  { status: "failed", ok: false, label: "Failed", mark: "✕" },
  { status: "open", ok: null, label: "Not proved", mark: "○" },
  { status: "held", ok: true, label: "Holds", mark: "✓" },
] as const;

/** The results, grouped by system, failures first; groups with nothing but proved checks begin closed when they are long. */
export function renderChecks(checks: readonly CheckResult[]): Markup {
  if (checks.length === 0) return html`<p class="quiet">No check was made.</p>`;
  const groups = [...Map.groupBy(checks, ({ system }) => system)].sort(
    ([, left], [, right]) => summarize(right).failed - summarize(left).failed,
  );
  const fields = html`<fieldset>
    <legend>Show</legend>
    <label><input type="radio" name="status" value="" checked /><span>All</span></label>
    ${statuses.map(({ status, label }) => html`<label><input type="radio" name="status" value="${status}" /><span>${label}</span></label>`)}
  </fieldset>`;
  return html`${renderFilter("Filter checks", "route, client, reason …", fields)}
  ${groups.map(([system, group]) => renderGroup(titles[system], group))}`;
}

function renderGroup(title: string, checks: readonly CheckResult[]): Markup {
  const { proved, failed, notProved } = summarize(checks);
  const tallies = [
    failed > 0 ? html`<span class="tally failed">${failed} failed</span>` : undefined,
    notProved > 0 ? html`<span class="tally open">${notProved} not proved</span>` : undefined,
    proved > 0 ? html`<span class="tally held">${proved} ${proved === 1 ? "holds" : "hold"}</span>` : undefined,
  ];
  const isOpen = failed > 0 || checks.length <= 40;
  return html`<details class="group" ${isOpen ? html`open` : undefined}>
    <summary>
      <h3>${title}</h3>
      <span class="tallies">${tallies}</span>
    </summary>
    <ul class="checks">
      ${statuses.flatMap((status) => checks.filter(({ ok }) => ok === status.ok).map((check) => renderCheck(check, status)))}
    </ul>
  </details>`;
}

function renderCheck(check: CheckResult, { status, label, mark }: (typeof statuses)[number]): Markup {
  const differs = check.ok !== true;
  return html`<li class="check ${status}" data-status="${status}">
    <span class="mark" aria-hidden="true">${mark}</span>
    <div class="what">
      <p class="name"><span class="sr">${label}: </span>${check.name}</p>
      ${check.reason === undefined ? undefined : html`<p class="reason">${check.reason}</p>`}
    </div>
    <dl class="values">
      ${
        differs
          ? html`<div>
              <dt>expected</dt>
              <dd>${check.expected}</dd>
            </div>`
          : undefined
      }
      <div>
        <dt ${differs ? undefined : html`class="sr"`}>found</dt>
        <dd>${check.actual}</dd>
      </div>
      ${
        differs && check.requestId !== undefined
          ? html`<div>
              <dt>request</dt>
              <dd>${check.requestId}</dd>
            </div>`
          : undefined
      }
    </dl>
  </li>`;
}
