// Puts the editor in the place of the plain form: it asks the endpoint of this server and nothing else.
"use strict";
const place = document.getElementById("editor");
const { endpoint, query, name, base, root } = place.dataset;
const prefixes = JSON.parse(place.dataset.prefixes);
const asked = new URLSearchParams(location.search).has("query");

/** A query that declares the prefixes that it uses: the endpoint knows them without, the editor does not. */
function declared(text) {
  const used = Object.keys(prefixes).filter((p) => new RegExp(`(^|[^\\w-])${p}:`).test(text));
  const missing = used.filter((p) => !new RegExp(`prefix\\s+${p}:`, "i").test(text));
  return missing.map((p) => `PREFIX ${p}: <${prefixes[p]}>\n`).join("") + text;
}

/** What the editor leaves unsaid to those who do not see it, or have no mouse. */
function said() {
  const tell = (what, name, value) => {
    for (const each of place.querySelectorAll(what)) if (each.getAttribute(name) !== value) each.setAttribute(name, value);
  };
  tell(".yasqe textarea", "aria-label", "Query");
  tell(".yasr textarea", "aria-label", "Response");
  tell(".CodeMirror-scroll", "tabindex", "0");
  tell(".CodeMirror-scroll", "role", "group");
  tell(".yasqe .CodeMirror-scroll", "aria-label", "Text of the query");
  tell(".yasr .CodeMirror-scroll", "aria-label", "Text of the response");
  tell(".tableSizer", "aria-label", "Rows on a page");
  tell(".yasr_btn", "aria-disabled", "false");
  tell(".yasr_btn.disabled", "aria-disabled", "true");
  for (const head of place.querySelectorAll("th:first-child .dt-column-title:empty")) head.textContent = "#";
}

Yasgui.Yasqe.defaults.autocompleters = ["variables"]; // the others ask prefix.cc and Linked Open Vocabularies
Yasgui.Yasqe.defaults.value = declared(query);
document.getElementById("plain").hidden = true;
place.hidden = false;
const editor = new Yasgui(place, {
  requestConfig: { endpoint: new URL(endpoint, location).href, method: "POST" },
  endpointCatalogueOptions: { getData: () => [] },
  persistenceId: null, // nothing is left in the browser
  populateFromUrl: false,
  tabName: name || "Query",
});
editor.getTab().getYasqe().addKeyMap({ Tab: false, "Shift-Tab": false }); // which lead on, as everywhere
new MutationObserver(said).observe(place, { attributeFilter: ["class"], childList: true, subtree: true });
said();
place.addEventListener("click", ({ target }) => { // things and facts are shown here, not where their names point to
  const link = target.closest("a[href]");
  if (link && link.href.startsWith(base)) link.href = root + link.href.slice(base.length).replace("#", "%23");
}, true);
if (asked) editor.getTab().query().catch(() => {}); // what went wrong stands below the query
