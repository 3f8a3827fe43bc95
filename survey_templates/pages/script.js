// The page does without this script. It adds: a draft kept on the device until it is sent, an outbox that waits
// for the network, a character count. Fields may have any name in small letters, and a field's name hides the
// form's own property: so nothing of the form is used here but names with a capital letter.
(() => {
  const prefix = "listenwell/", now = Date.now();
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const drop = (key) => { try { localStorage.removeItem(key); } catch {} };
  try {
    Object.keys(localStorage).forEach((key) => key.startsWith(prefix) && !(read(key)?.at > now - 6048e5) && drop(key));
  } catch {}
  const one = (selector) => document.querySelector(selector);
  const done = one("[data-done]");
  if (done) drop(prefix + done.dataset.done);
  const form = one("[data-draft]");
  if (!form) return;
  const key = prefix + form.getAttribute("data-draft"), note = one(".draft"), status = one(".status");
  const secret = form.getAttribute("data-private").split(" "), words = status.dataset;
  const all = [...form.querySelectorAll("input, textarea")].filter((e) => e.name[0] > "_");
  const fields = all.filter((e) => !secret.includes(e.name));
  const box = (e) => /radio|checkbox/.test(e.type), given = (e) => (box(e) ? e.checked : e.value);
  const say = (text) => { status.textContent = text || ""; };
  let draft = read(key), waiting = false, sending = false;
  let id = form.querySelector("[name=_id]");
  if (!id) {
    id = document.createElement("input");
    id.type = "hidden"; id.name = "_id"; id.value = draft?.id || crypto.randomUUID?.() || "";
    form.appendChild(id);
    if (draft?.v && !all.some(given)) fields.forEach((e) => {
      const kept = draft.v[e.name] || [];
      if (box(e)) e.checked = kept.includes(e.value); else e.value = kept[0] || "";
    });
  }
  const keep = () => {
    const v = {};
    fields.filter(given).forEach((e) => (v[e.name] = v[e.name] || []).push(e.value));
    const out = waiting && !all.some((e) => secret.includes(e.name) && given(e));
    if (fields.some(given)) {
      try { localStorage.setItem(key, JSON.stringify({at: Date.now(), id: id.value, v, out})); } catch {}
    } else drop(key);
    note.hidden = !read(key);
  };
  const send = async () => {
    if (sending) return;
    sending = true;
    if (!waiting) say(words.sending);
    try {
      const body = new URLSearchParams(new FormData(form));
      draft || body.set("_took", Date.now() - now);
      const answer = await fetch(form.getAttribute("action"), {method: "POST", body});
      if (answer.redirected) { drop(key); location = answer.url; return; }
      HTMLFormElement.prototype.submit.call(form);
    } catch {
      waiting = true; keep(); say(words.waiting);
    }
    sending = false;
  };
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name || !id.value) return;
    event.preventDefault();
    send();
  });
  addEventListener("online", () => waiting && send());
  setInterval(() => waiting && send(), 30000);
  form.addEventListener("input", keep);
  note.lastElementChild.addEventListener("click", () => {
    all.forEach((e) => { if (box(e)) e.checked = false; else e.value = ""; });
    waiting = false; keep(); say(words.cleared); all[0].focus();
  });
  document.querySelectorAll("[data-limit]").forEach((hint) => {
    let timer;
    const field = document.getElementById(hint.id.slice(0, -6));
    hint.setAttribute("aria-live", "polite");
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const left = hint.dataset.limit - [...field.value.trim().normalize()].length;
        const number = Math.abs(left).toLocaleString(document.documentElement.lang);
        hint.textContent = (left < 0 ? words.over : words.left) + " " + number;
      }, 700);
    });
  });
  if (fields.some(given)) keep();
  if (draft?.out && fields.some(given)) { waiting = true; say(words.waiting); send(); }
})();
