// The same page as ours, by Eleventy's quickest kind of template: JavaScript.
const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
const e = (text) => String(text).replace(/[&<>"']/g, (sign) => signs[sign]);
const lines = (text) => text.trim().split("\n").map(e).join("<br>");

const scale = (field, low, high, q) => `<div class="ends" aria-hidden="true"><span>${e(q.low)}</span><span>${e(q.high)}</span></div>
<div class="scale n${high - low + 1}">
${Array.from({ length: high - low + 1 }, (_, i) => low + i).map((score) => {
  const words = score === low ? q.low : score === high ? q.high : "";
  return `<label><input type="radio" name="${e(field)}" value="${score}"${score === low ? ` id="${e(field)}"` : ""}><span>${score}${words && `<i> – ${e(words)}</i>`}</span></label>`;
}).join("")}
</div>`;

const heading = (q, w) => e(q.text) + (q.required ? "" : ` <span class="optional">${e(w.page.optional)}</span>`);
const hint = (q) => (q.hint ? `<p class="hint" id="${q.id}-hint">${e(q.hint)}</p>` : "");

function asked(q, w) {
  switch (q.type) {
    case "rating-grid":
      return q.rows.map((row) => `<fieldset class="row">
<legend>${e(row.words)}</legend>
${scale(`${q.id}.${row.name}`, 1, q.points || 5, q)}
</fieldset>`).join("\n");
    case "choice":
    case "choices": {
      const kind = q.type === "choice" ? "radio" : "checkbox";
      return `<div class="options">
${q.options.map((option, i) => `<label><input type="${kind}" name="${q.id}" value="${option.name}"${i ? "" : ` id="${q.id}"`}><span>${e(option.words)}</span></label>`).join("")}
</div>`;
    }
    case "recommend":
      return scale(q.id, 0, 10, q);
    default:
      return scale(q.id, 1, q.points || 5, q);
  }
}

const question = (q, w) => q.type === "text" ? `<div class="q">
<label class="legend" for="${q.id}">${heading(q, w)}</label>
${hint(q)}
<textarea id="${q.id}" dir="auto" name="${q.id}" rows="${q.lines || 4}" aria-describedby="${q.id}-limit"></textarea>
<p class="hint limit" id="${q.id}-limit" data-limit="${q.limit || 2000}">${e(w.page.characters.other.replace("{limit}", q.limit || 2000))}</p>
</div>` : `<fieldset class="q${q.type === "rating-grid" ? " grid" : ""}">
<legend>${heading(q, w)}</legend>
${hint(q)}
${asked(q, w)}
</fieldset>`;

module.exports = class {
  data() {
    return {
      pagination: { data: "pages", size: 1, alias: "q" },
      permalink: ({ q }) => `/s/${q.survey}/${q.segment}/${q.language === "en" ? "" : `${q.language}/`}index.html`,
    };
  }

  render({ q, shared }) {
    const o = shared.organisation, w = shared.wordings[q.language], said = w.script;
    const others = Object.values(shared.wordings).filter((other) => other.language !== q.language);
    return `<!doctype html>
<html lang="${q.language}" dir="${w.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${e(shared.policy)}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${e(q.title)} – ${e(o.name)}</title>
<style>${shared.style}</style>
</head>
<body>
<header><div class="in"><a class="org" dir="auto" href="${e(o.website)}">${e(o.name)}</a>
<button class="first" form="answers" tabindex="-1" aria-hidden="true">${e(w.page.send)}</button>
<nav aria-label="${e(w.page.language_links)}">${others.map((other) => `<button class="link" form="answers" name="_language" value="${other.language}" lang="${other.language}" dir="${other.direction}">${e(other.name)}</button>`).join("\n")}
</nav>
</div></header>
<main>
<div class="opening"><div class="in">
<p class="who">${e(w.page.asked_by.replace("{organisation}", o.name))}</p>
<h1>${e(q.title)}</h1>
<div class="intro">${q.introduction.trim().split("\n\n").map((part) => `<p>${lines(part)}</p>`).join("")}</div>
<ul class="facts">
<li>${e(q.minutes)}</li>
<li><a href="#privacy">${e(w.page.privacy_link)}</a></li>
<li><a href="#ways">${e(w.page.other_ways_title)}</a></li>
</ul>
</div></div>
<div class="body in">
<form id="answers" data-draft="${q.survey}/${q.segment}" data-private="" method="post" action="/r/${q.survey}/${q.segment}" accept-charset="utf-8" novalidate>
<input type="hidden" name="_version" value="${q.version}">
<input type="hidden" name="_channel" value="web">
${q.questions.map((each) => question(each, w)).join("\n")}
<button type="submit">${e(w.page.send)}</button>
<p class="status" role="status" data-sending="${e(said.sending)}" data-waiting="${e(said.waiting)}" data-cleared="${e(said.cleared)}" data-left="${e(said.left.other || said.left)}" data-over="${e(said.over.other || said.over)}"></p>
<div class="draft" hidden><p>${e(said.draft)}</p><button type="button" class="link">${e(said.clear)}</button></div>
</form>
<div class="paper"><p><b>${e(w.page.paper)}</b></p><p>${lines(o.post)}</p></div>
</div>
</main>
<footer><div class="in">
<section aria-labelledby="privacy">
<h2 id="privacy">${e(w.page.privacy_title)}</h2>
<p>${e(q.privacy)}</p>
<p>${e(w.page.privacy_contact)} <a dir="ltr" href="mailto:${e(o.privacy_email)}">${e(o.privacy_email)}</a></p>
</section>
<section aria-labelledby="ways">
<h2 id="ways">${e(w.page.other_ways_title)}</h2>
<p>${e(w.page.other_ways)}</p>
<dl>
<div><dt>${e(w.page.telephone)}</dt><dd><a dir="ltr" href="tel:${e(o.telephone.replaceAll(" ", ""))}">${e(o.telephone)}</a><br>${e(o.telephone_hours[q.language])}</dd></div>
<div><dt>${e(w.page.email)}</dt><dd><a dir="ltr" href="mailto:${e(o.email)}">${e(o.email)}</a></dd></div>
<div><dt>${e(w.page.post)}</dt><dd><bdi>${lines(o.post)}</bdi></dd></div>
</dl>
</section>
</div></footer>
<script>${shared.script}</script>
</body>
</html>
`;
  }
};
