import { readFile } from "node:fs/promises";

const bot = "github-actions[bot]";

/**
 * Writes a file as the one comment of a name on the pull request that the workflow runs for: the first time as a new
 * comment, then always into the same one. Should there be more of them, the later ones are deleted.
 * @param {{ github: any, context: any, core: { warning(text: string): void }, name: string, file: string }} options
 *   `github` and `context` as actions/github-script gives them; `name` tells the comment from those for other stacks
 */
export async function updateComment({ github, context, core, name, file }) {
  const { owner, repo } = context.repo;
  const issue_number = context.issue.number;
  const marker = `<!-- crosstrust ${name} -->`;
  const comments = await github.paginate(github.rest.issues.listComments, { owner, repo, issue_number, per_page: 100 });
  // Anybody can write the marker into a comment of their own.
  const [own, ...repeated] = comments.filter(({ user, body }) => user?.login === bot && isMarked(body, marker));
  const body = await readBody({ context, core, name, file, marker });
  if (own === undefined) await github.rest.issues.createComment({ owner, repo, issue_number, body });
  else if (own.body !== body) await github.rest.issues.updateComment({ owner, repo, comment_id: own.id, body });
  for (const { id } of repeated) await github.rest.issues.deleteComment({ owner, repo, comment_id: id });
}

/** What a file says, with the marker that finds it again; where there is no file, that there is none. */
export async function readBody({ context, core, name, file, marker }) {
  const text = await readFile(file, "utf8").catch((error) => {
    core.warning(`${file} cannot be read (${error.code}): the step that writes it did not come that far.`);
    const run = `${context.serverUrl}/${context.repo.owner}/${context.repo.repo}/actions/runs/${context.runId}`;
    return `### ❌ ${name}: there is no result, so nothing is known\n\nThe step that makes it did not come that far: [the run](${run}) says why.\n`;
  });
  return isMarked(text, marker) ? text : `${text.trimEnd()}\n\n${marker}\n`;
}

/** Whether the marker is a line of its own: names and values of others never are. */
export function isMarked(body, marker) {
  return (body ?? "").split(/\r?\n/).includes(marker);
}
