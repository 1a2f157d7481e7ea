// The page's part: shows what the worker finds, in words that stand in the page.
const at = (id) => document.getElementById(id), { lang, dir } = document.documentElement;
const number = (n) => n.toLocaleString(lang);
// As the rest of the site writes days: 20 June 2018.
const day = (time) => new Date(time).toLocaleDateString(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeZone: "UTC" });

function say(place, key, values = {}) {
  const node = at("words").content.querySelector(`[data-key=${key}]`).cloneNode(true);
  const text = node.querySelector("span") ?? node; // words in another language say which
  text.textContent = text.textContent.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? number(values[name]) : values[name]);
  at(place).replaceChildren(node);
}

function show(count) {
  at("running").hidden = true;
  say("verdict", count.problem ?? "right", { ...count, ...count.snapshot, size: count.stated?.size });
  for (const name in count.snapshot) {
    at("page-" + name).textContent = number(count.stated[name] ?? 0);
    at("log-" + name).textContent = number(count.snapshot[name]);
  }
  at("numbers").hidden = !count.snapshot;
  if (count.problem) return;
  at("tally").textContent = number(count.stated.count); // what is shown is what was checked
  if (count.size > count.stated.size) say("since", "grown", { size: count.size, count: count.counts.count });
  at("proved").hidden = false;
  at(count.signed ? "unsigned" : "signed").hidden = true;
  if (count.marks.length) draw(count.marks);
}

/** A line over the hours or days; the table has the same by day. */
function draw(marks) {
  const unit = marks[0].verb === "hour" ? 36e5 : 864e5, begin = marks[0].start, span = marks.at(-1).start + unit - begin;
  const days = new Map(), points = [];
  let sum = 0;
  for (const { start, net } of marks) {
    points.push([start, sum], [start + unit, sum += net]);
    const date = start - start % 864e5;
    days.set(date, [(days.get(date)?.[0] ?? 0) + net, sum]);
  }
  const top = Math.max(1, ...points.map(([, n]) => n));
  const x = (time) => Math.round((dir === "rtl" ? begin + span - time : time - begin) / span * 6000) / 10;
  const line = "M" + points.map(([time, n]) => `${x(time)} ${(195 - n / top * 190).toFixed(1)}`).join("L");
  at("line").setAttribute("d", line);
  at("area").setAttribute("d", `${line}V200H${x(begin)}Z`);
  say("period", "plot", { from: day(begin), to: day(begin + span - unit), count: sum, top });
  for (const [date, numbers] of days) {
    const row = at("days").insertRow(), head = document.createElement("th");
    head.scope = "row";
    head.textContent = day(date);
    row.append(head);
    for (const n of numbers) row.insertCell().textContent = number(n);
  }
  at("plot").hidden = false;
}

const worker = new Worker(new URL("log.js", import.meta.url), { type: "module" });
worker.onerror = () => say("verdict", "unreadable");
worker.onmessage = ({ data: { progress, count, receipt } }) => {
  if (progress) Object.assign(at("progress"), progress);
  if (count) show(count);
  if (!receipt) return;
  say("answer", receipt.problem ?? (receipt.reason ? "removed" : "counted"), receipt);
  at("unchecked").hidden = receipt.signed !== false;
};
worker.postMessage({ ...at("check").dataset });

const hold = async ([file]) => file && worker.postMessage({ receipt: new Uint8Array(await file.arrayBuffer()) });
at("check").hidden = false;
const place = at("receipt");
if (place) {
  at("file").onchange = ({ target }) => hold(target.files);
  place.ondragover = (event) => event.preventDefault();
  place.ondrop = (event) => {
    event.preventDefault();
    hold(event.dataTransfer.files);
  };
  place.hidden = false;
}
