// The page's part of member tokens: forms, files, and words that stand in the page. Checks and numbers are in member.js.
// Nothing is sent before the file with the request was taken, and nothing but what the forms show.
import { blind, finalise, prepare, print, read } from "./member.js";
import { base64, fail } from "./tlog.js";

const at = (id) => document.getElementById(id);
const words = (key) => at("words").content.querySelector(`[data-key="${key}"]`);
function say(place, key, values = {}) {
  const node = words(key).cloneNode(true);
  node.textContent = node.textContent.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  at(place).replaceChildren(node);
}

const { witnesses = "", quorum = 0 } = at("member").dataset;
// The page's own address: what the page says of it could lead to another letter, with another key.
const petition = location.pathname.replace(/\/members(\/sign)?\/?$/, "");
let prepared, state, isBusy = false;

// Who does not tick it has nothing stored here; what was remembered before is looked at all the same.
const storage = (work) => {
  try {
    return work(localStorage);
  } catch {
    // Some browsers forbid storage: then nothing is remembered.
  }
};
const pins = {
  getItem: (name) => storage((kept) => kept.getItem(name)),
  setItem: (name, key) => at("remember")?.checked && storage((kept) => kept.setItem(name, key)),
};
const check = async (kept) => {
  const asked = { witnesses: witnesses.split(" ").filter(Boolean), quorum: +quorum, kept, pins };
  prepared = await prepare(petition, asked);
};

/** Does what an event asks for, one thing at a time, and says in the page what went wrong. */
function on(id, event, place, work) {
  at(id)?.addEventListener(event, async (happened) => {
    if (event === "submit") happened.preventDefault();
    if (isBusy) return;
    isBusy = true;
    say(place, "working");
    try {
      await work(at(id));
    } catch (error) {
      // A number means another thing for each form.
      const keys = [`${place}-${error.status}`, `${error.problem}-${error.status}`, error.problem];
      say(place, keys.find(words) ?? "unreadable", error);
    } finally {
      isBusy = false;
    }
  });
}

async function send(address, fields, kind) {
  const answer = await fetch(address, {
    method: "POST", body: new URLSearchParams(fields), headers: { Accept: kind },
    cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer",
  }).catch(() => fail("fetch", { file: address }));
  return answer.ok ? answer : fail("refused", { status: answer.status });
}
const issuer = (place) => `${prepared.members.issuer.url ?? petition}/members/${place}`;

function offer(link, kept) {
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([print(kept)], { type: "text/plain" }));
  link.download = `${new URL(kept.petition).pathname.split("/").at(-1)}-member-${kept.token ? "token" : "request"}.txt`;
  link.hidden = false;
}

async function chosen({ files: [file] }, kind) {
  const kept = read(await file.text());
  return kept[kind] ? kept : fail(`not-${kind}`);
}

// Asking for a token: one mailbox gets one, so from here it is this request.
const hide = (isHidden, ...forms) => forms.forEach((id) => at(id) && (at(id).hidden = isHidden));
const begin = () => {
  at("make").disabled = true;
  hide(false, "codes", "voucher");
};
on("make", "click", "checked", async () => {
  await check();
  ({ state } = await blind(prepared));
  offer(at("request-file"), state);
  say("checked", "checked", prepared);
});
on("request-file", "click", "checked", () => {
  say("checked", "taken");
  begin();
});
on("again", "change", "checked", async (field) => {
  const kept = await chosen(field, "request");
  await check(kept);
  state = kept;
  say("checked", "again");
  begin();
});
on("codes", "submit", "asked", async (form) => {
  await send(issuer("codes"), new FormData(form), "application/json");
  say("asked", "sent");
  at("tokens").hidden = false;
});
const redeem = async (fields) => {
  fields.set("request", state.request);
  const answer = await send(issuer("tokens"), fields, "application/private-token-response");
  const token = base64(await finalise(state, new Uint8Array(await answer.arrayBuffer())));
  offer(at("token-file"), { ...state, token });
  say("answered", "token");
  hide(true, "codes", "asked", "tokens", "voucher");
  // For colleagues; they are given once.
  const vouchers = answer.headers.get("Undersigned-Vouchers");
  if (!vouchers) return;
  say("given", "vouchers");
  const lines = vouchers.split(" ").join("\n") + "\n";
  Object.assign(at("vouchers"), { textContent: lines, hidden: false });
  const href = URL.createObjectURL(new Blob([lines], { type: "text/plain" }));
  Object.assign(at("vouchers-file"), { href, hidden: false });
};
on("tokens", "submit", "answered", async (form) => {
  const fields = new FormData(form);
  fields.set("email", new FormData(at("codes")).get("email"));
  await redeem(fields);
});
on("voucher", "submit", "answered", async (form) => {
  try {
    await redeem(new FormData(form));
  } catch (error) {
    // What is said of a wrong mailed code is untrue of these.
    if (error.status === 403) fail("voucher");
    throw error;
  }
});

// Signing with it.
let token;
on("kept", "change", "held", async (field) => {
  at("signatures").hidden = true;
  const kept = await chosen(field, "token");
  await check(kept);
  ({ token } = kept);
  say("held", "held", prepared);
  at("signatures").hidden = false;
});
// What is not to be shown is not sent either: a field that is off is no part of a form.
const STEPS = ["nothing", "role", "team", "name"];
const turn = () => {
  const shown = STEPS.indexOf(new FormData(at("signatures")).get("display"));
  for (const [i, name] of STEPS.entries()) {
    const field = i && at("signatures").elements[name];
    if (field) field.disabled = i > shown;
    if (field && field.type !== "hidden") field.closest("div, label").hidden = i > shown;
  }
};
at("signatures")?.addEventListener("change", turn);
if (at("signatures")) turn();
on("signatures", "submit", "signed", async (form) => {
  const fields = new FormData(form);
  fields.set("token", token);
  const { link } = await (await send(`${petition}/members/signatures`, fields, "application/json")).json();
  say("signed", "signed", { link });
  Object.assign(at("link"), { href: link, textContent: link, hidden: false });
  form.hidden = at("keep").hidden = true;
});
if (at("silent")) at("silent").hidden = true;
at("member").hidden = false;
