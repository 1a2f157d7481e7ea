// Shows how the letter will read while it is written: what the site itself makes of it, a moment after the last key.
const at = (id) => document.getElementById(id);
const letter = at("letter"), language = at("language"), place = at("preview-text"), status = at("preview-said");
let pause, request;

// A screen reader is told once that the preview follows, and once when it no longer does; not at each key.
const say = (key) => {
  if (status.textContent !== status.dataset[key]) status.textContent = status.dataset[key];
};

async function show() {
  request?.abort(); // an older text is of no use any more
  const { signal } = (request = new AbortController());
  const body = new URLSearchParams({ t: letter.form.elements.t.value, letter: letter.value, language: language.value });
  try {
    const answer = await fetch(place.dataset.address, { method: "POST", body, signal });
    if (!answer.ok) throw new Error(answer.status);
    place.innerHTML = await answer.text();
    say("following");
  } catch (error) {
    if (error.name === "AbortError") return;
    say("failed");
    at("preview-button").hidden = false;
  }
}

for (const field of [letter, language]) {
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(show, 300);
  });
}
at("preview-button").hidden = true;
