import { isMarked, readBody } from "./updateComment.mjs";

const bot = "github-actions[bot]";

/**
 * Keeps one issue of a name: opened when there is something to say, updated while there is, closed when there is nothing
 * any more, and opened again when there is. Should more of them be open, the older ones are closed.
 * @param {{ github: any, context: any, core: { warning(text: string): void }, name: string, title: string, file: string, found: boolean }} options
 *   `found` says whether there is something to say
 */
export async function updateIssue({ github, context, core, name, title, file, found }) {
  const { owner, repo } = context.repo;
  const marker = `<!-- crosstrust ${name} -->`;
  const asked = { owner, repo, state: "all", creator: bot, sort: "created", direction: "desc", per_page: 100 };
  const issues = await github.paginate(github.rest.issues.listForRepo, asked);
  const own = issues.filter(({ pull_request, body }) => pull_request === undefined && isMarked(body, marker));
  const [open, ...repeated] = own.filter(({ state }) => state === "open");
  const close = ({ number: issue_number }, state_reason) =>
    github.rest.issues.update({ owner, repo, issue_number, state: "closed", state_reason });
  const issue = open ?? own[0];
  if (found) {
    const body = await readBody({ context, core, name, file, marker });
    if (issue === undefined) await github.rest.issues.create({ owner, repo, title, body });
    else if (open === undefined || issue.body !== body)
      await github.rest.issues.update({ owner, repo, issue_number: issue.number, title, body, state: "open" });
  } else if (open !== undefined) {
    const body = "Nothing was found any more.";
    await github.rest.issues.createComment({ owner, repo, issue_number: open.number, body });
    await close(open, "completed");
  }
  for (const one of repeated) await close(one, "not_planned");
}
