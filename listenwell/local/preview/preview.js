// Of the preview alone: findings at their questions, and the page again whenever it would look different, with
// what was typed and at the place that was being read. It asks five times a second rather than holding a
// connection open, for a browser has only six to one host.
(() => {
  const bar = document.querySelector("listenwell-preview"), lost = bar.querySelector(".lost");
  const store = "listenwell-preview", address = bar.dataset.address, names = (name) => [...document.getElementsByName(name)];
  const question = (name) => {
    const field = names(name)[0];
    return field && (field.closest(".q") || field.closest("fieldset") || field.parentElement);
  };

  bar.querySelectorAll("li[data-fields]").forEach((item) => {
    const spot = item.dataset.fields.split(" ").map(question).find(Boolean);
    if (!spot) return;
    const finding = document.createElement("listenwell-finding");
    finding.className = item.className; finding.lang = "en"; finding.dir = "ltr";
    finding.append(...[...item.childNodes].map((node) => node.cloneNode(true)));
    if ("before" in item.dataset) spot.before(finding); else spot.append(finding);
  });

  const fields = () => [...document.querySelectorAll("form[method=post] [name]")].filter((f) => f.name[0] !== "_");
  const box = (field) => /radio|checkbox/.test(field.type);
  const anchor = () => {
    const field = fields().find((each) => question(each.name).getBoundingClientRect().bottom > 0);
    return field && [field.name, question(field.name).getBoundingClientRect().top];
  };
  const keep = () => {
    const active = document.activeElement;
    sessionStorage.setItem(store, JSON.stringify({
      address, y: scrollY, at: scrollY > 0 ? anchor() : null, open: !!bar.querySelector("details.findings")?.open,
      typed: fields().filter((f) => (box(f) ? f.checked : f.value)).map((f) => [f.name, f.value]),
      active: active?.name ? [active.name, box(active) ? active.value : null, active.selectionStart ?? null] : null,
    }));
  };
  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(store) || "null");
    sessionStorage.removeItem(store);
    if (kept?.address !== address) return;
    fields().forEach((f) => {
      const given = kept.typed.filter(([name]) => name === f.name).map(([, value]) => value);
      const before = box(f) ? f.checked : f.value;
      if (box(f)) f.checked = given.includes(f.value); else f.value = given[0] || "";
      if (before !== (box(f) ? f.checked : f.value)) f.dispatchEvent(new Event("input", {bubbles: true}));
    });
    if (kept.open) bar.querySelector("details.findings")?.setAttribute("open", "");
    const [name, value, caret] = kept.active || [];
    const field = name && names(name).find((f) => value === null || f.value === value);
    field?.focus({preventScroll: true});
    if (caret !== null && field?.setSelectionRange) try { field.setSelectionRange(caret, caret); } catch {}
    const same = kept.at && question(kept.at[0]);
    history.scrollRestoration = "manual";
    scrollTo(0, same ? scrollY + same.getBoundingClientRect().top - kept.at[1] : kept.y);
  };
  restore();

  // What waits for the network must not be sent to whoever answers at this address later.
  addEventListener("pagehide", () => Object.keys(localStorage).filter((key) => key.startsWith("listenwell/")).forEach((key) => {
    const draft = JSON.parse(localStorage.getItem(key));
    if (draft?.out) localStorage.setItem(key, JSON.stringify({...draft, out: false}));
  }));

  let state = bar.dataset.state, asking = false;
  const ask = async () => {
    if (asking || document.hidden) return;
    asking = true;
    try {
      const answer = await fetch("/preview/now?" + new URLSearchParams({state, address}), {cache: "no-store"});
      const now = await answer.json();
      lost.hidden = true;
      if (now.hash && now.hash !== bar.dataset.hash) {
        keep();
        if ("sent" in bar.dataset) location.replace(address); else location.reload();
        return;
      }
      state = now.state;
    } catch { lost.hidden = false; }
    asking = false;
  };
  setInterval(ask, 200);
  document.addEventListener("visibilitychange", ask);
})();
