// Keys for the queue of names and comments. Every act is a button of the page: without this file all of it works.

const form = document.getElementById("queue"), help = document.getElementById("keys");
const toggle = document.getElementById("keys-on"), list = document.getElementById("keys-list");
const boxes = [...form.querySelectorAll(".case input[type=checkbox]")];
const buttons = new Map([...form.querySelectorAll("button[data-key]")].map((at) => [at.dataset.key, at]));
const reason = document.getElementById("reason"), undo = document.getElementById("undo");

// Remembered in this browser alone, where it remembers anything.
const memory = {
  read() { try { return localStorage.getItem("moderation-keys"); } catch { return null; } },
  write(text) { try { localStorage.setItem("moderation-keys", text); } catch { /* the next page asks again */ } },
};

toggle.checked = memory.read() !== "off";
toggle.onchange = () => memory.write(toggle.checked ? "on" : "off");
help.hidden = false;

const current = () => boxes.findIndex((box) => box.closest(".case").contains(document.activeElement));

function move(step) {
  const from = current(), to = from < 0 ? (step > 0 ? 0 : boxes.length - 1) : from + step;
  boxes[Math.max(0, Math.min(boxes.length - 1, to))]?.focus();
}

/** What is ticked; else the case that has the focus. */
function decide(key) {
  const at = current();
  if (!boxes.some((box) => box.checked) && !form.elements.all.checked) {
    if (at < 0) return;
    boxes[at].checked = true;
  }
  // Whoever is not shown is told why: the reason comes first.
  if (key !== "a" && !reason.value) reason.focus();
  else form.requestSubmit(buttons.get(key));
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  x: () => { const box = boxes[current()]; if (box) box.checked = !box.checked; },
  u: () => undo?.requestSubmit(),
  "?": () => { list.open = !list.open; if (list.open) list.querySelector("summary").focus(); },
};

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const types = target.closest("textarea, select, input:not([type=checkbox])");
  if (!toggle.checked || types || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (keys[key]) keys[key]();
  else if (buttons.has(key)) decide(key);
  else if (key >= "1" && key < String(reason.options.length)) reason.selectedIndex = Number(key);
  else return;
  event.preventDefault();
});
