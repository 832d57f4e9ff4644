// Everything is readable and usable without this file; it only saves steps and keeps what was typed.
// No rule of scoring stands here: the preview of an achievement is asked from the server by htmx.
(function () {
  "use strict";

  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = document) => root.querySelector(selector);
  const wide = window.matchMedia("(min-width: 62rem)");

  // What needs this script shows itself now.
  const wake = (root) => all("[data-reveal], [data-print], [data-keys], .t-toast [data-dismiss]", root)
    .forEach((part) => { part.hidden = false; });
  wake(document);
  document.addEventListener("htmx:load", (event) => wake(event.target));

  // On a phone the row of tabs slides: the part that is open stands where it is seen.
  all(".t-subnav [aria-current]").forEach((tab) => { tab.closest(".t-subnav").scrollLeft = tab.offsetLeft - 16; });

  // A tick that confirms what is shown asks for nothing new.
  ["input", "change"].forEach((kind) => document.addEventListener(kind, (event) => {
    if (event.target.matches && event.target.matches("[data-quiet]")) event.stopPropagation();
  }, true));

  // ---------- storage of this device: may be switched off, then nothing is kept
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* no storage: the page itself still holds it */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* no storage */ } },
    works() { this.set("tolok-uji", "1"); const kept = this.get("tolok-uji"); this.drop("tolok-uji"); return kept !== null; },
    keys() { try { return Object.keys(localStorage); } catch { return []; } },
  };
  const DRAFT = "tolok-draf:";
  const SENT = "tolok-terkirim";
  const KEYS_OFF = "tolok-tombol-mati";

  // ---------- one click, anywhere
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-dismiss], [data-reveal], [data-print], [data-close], [data-drop-row], [data-fill]");
    if (!target) return;
    if (target.matches("[data-fill]")) {
      const field = document.getElementById(target.dataset.fill);
      field.value = target.dataset.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }
    if (target.matches("[data-dismiss]")) target.closest(".t-toast, .t-message").remove();
    if (target.matches("[data-drop-row]")) target.closest("li").remove();
    if (target.matches("[data-print]")) window.print();
    if (target.matches("[data-close]")) target.closest("dialog").close();
    if (target.matches("[data-reveal]")) {
      const field = document.getElementById(target.getAttribute("aria-controls"));
      const shown = field.type === "text";
      field.type = shown ? "password" : "text";
      target.setAttribute("aria-pressed", String(!shown));
    }
  });

  // The message that stopped a submit is read first.
  const stopped = one("[data-focus]");
  if (stopped) stopped.focus({ preventScroll: false });

  // ---------- said at the edge of the page: something did not arrive
  function say(id, why) {
    const place = document.getElementById("kabar");
    const text = document.getElementById(id);
    if (!place || !text) return;
    const said = text.content.cloneNode(true);
    if (why) { const part = one("[data-part='why']", said); if (part) part.textContent = why; }
    place.replaceChildren(said);
  }
  document.addEventListener("htmx:sendError", () => say("kabar-putus"));
  document.addEventListener("htmx:timeout", () => say("kabar-putus"));
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const found = one(".t-message > div", page);
    say("kabar-gagal", found ? found.textContent.replace(/\s+/g, " ").trim() : "");
  });
  window.addEventListener("online", () => { const place = document.getElementById("kabar"); if (place) place.replaceChildren(); });

  // ---------- forms: once is enough; ask before many; nothing typed is lost
  function fields(form) {
    const typed = {};
    all("input, textarea, select", form).forEach((field) => {
      if (!field.name || /^(csrfmiddlewaretoken|revision|version)$/.test(field.name) || /file|password|hidden/.test(field.type)) return;
      if (/radio|checkbox/.test(field.type)) { if (field.checked) typed[field.name] = (typed[field.name] || []).concat(field.value); }
      else typed[field.name] = [field.value];
    });
    return typed;
  }
  function fill(form, typed) {
    all("input, textarea, select", form).forEach((field) => {
      if (!field.name || /file|password|hidden/.test(field.type)) return;
      const values = typed[field.name];
      if (/radio|checkbox/.test(field.type)) field.checked = Boolean(values && values.includes(field.value));
      else if (values) field.value = values[0];
      else return;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const dialog = form.dataset.confirm && document.getElementById(form.dataset.confirm);
    if (dialog && dialog.showModal && !form.dataset.confirmed) {
      event.preventDefault();
      const yes = one("[data-confirmed]", dialog);
      yes.onclick = () => {
        dialog.close();
        form.dataset.confirmed = "1";
        const field = document.createElement("input");
        field.type = "hidden"; field.name = "confirmed"; field.value = "1";
        form.append(field);
        form.requestSubmit(event.submitter || undefined);
      };
      dialog.showModal();
      return;
    }
    if (form.matches("[data-signs-out]")) store.keys().filter((key) => key.startsWith(DRAFT)).forEach(store.drop);
    // A form that only takes a file away leaves the page as it is: it may be sent again.
    if (form.method !== "post" || form.matches("[hx-post], [data-downloads]")) return;
    if (form.dataset.sending) { event.preventDefault(); return; }
    form.dataset.sending = "1";
    form.dispatchEvent(new CustomEvent("tolok:sending"));
    const pressed = event.submitter;
    if (pressed && pressed.dataset.busy) {
      // After this turn, so that the pressed button's own name and value are sent.
      setTimeout(() => {
        pressed.dataset.idle = pressed.innerHTML;
        pressed.setAttribute("aria-busy", "true");
        pressed.textContent = pressed.dataset.busy;
      });
    }
  });
  // Back from the browser's memory of pages: the form may be sent again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    all("form[data-sending]").forEach((form) => { delete form.dataset.sending; delete form.dataset.confirmed; });
    all("[data-idle]").forEach((button) => { button.innerHTML = button.dataset.idle; button.removeAttribute("aria-busy"); delete button.dataset.idle; });
  });

  // How many are ticked, wherever it is said.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-batch]");
    if (!form) return;
    const ticked = all("input[name='selected']:checked", form).length;
    const dialog = document.getElementById(form.dataset.confirm);
    [form, dialog].filter(Boolean).forEach((root) => all("[data-part='batch-count']", root).forEach((part) => { part.textContent = ticked; }));
    all("button[type='submit']", form).forEach((button) => { button.disabled = ticked === 0; });
  });

  // Leaving with something typed that no one has kept yet is asked about.
  all("form[data-guard], form[data-autosave]").forEach((form) => {
    let sending = false;
    form.addEventListener("input", () => { form.dataset.unsaved = "1"; });
    form.addEventListener("tolok:sending", () => { sending = true; });
    window.addEventListener("pageshow", () => { sending = false; });
    window.addEventListener("beforeunload", (event) => {
      // A draft goes along by itself (see below); nobody need be asked.
      if (form.dataset.unsaved && form.isConnected && !sending && !(form.dataset.autosave && store.works())) event.preventDefault();
    });
  });

  // The page after a submit says that it arrived: what this device kept for it may go.
  if (store.get(SENT) && one(".t-toast[role='status']")) { store.drop(store.get(SENT)); store.drop(SENT); }

  // ---------- drafts keep themselves: on the server, and on this device while there is no connection
  const keepDrafts = (form) => {
    if (form.dataset.kept) return;
    form.dataset.kept = "1";
    const key = DRAFT + form.dataset.autosave;
    const offer = one("[data-recover]", form);
    let waiting = null, running = false, again = false, closed = false;

    const told = (text, wrong) => all("[data-part='saved'], [data-saved-here]").forEach((part) => {
      part.textContent = text;
      part.classList.toggle("t-error", Boolean(wrong) && part.matches("[data-saved-here]"));
    });

    async function save() {
      // A form that was swapped away was sent whole with what was asked for.
      if (closed || !form.isConnected) return;
      if (running) { again = true; return; }
      running = true; again = false;
      const typed = JSON.stringify(fields(form));
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "error",
          headers: { "X-Requested-With": "tolok" },
        });
        if (closed) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const said = one("[role='status']", page) || one(".t-message > div", page);
        if (said) told(said.textContent.trim(), !answer.ok);
        const newer = one("input[name='revision']", page);
        if (answer.ok && newer && form.elements.revision) form.elements.revision.value = newer.value;
        if (newer) all("[data-revision]").forEach((field) => { field.value = newer.value; });
        // A page asked for meanwhile may have been written before this arrived: remember what the server has.
        if (answer.ok) { if (newer) store.set(key, JSON.stringify({ saved: newer.value })); else store.drop(key); if (JSON.stringify(fields(form)) === typed) delete form.dataset.unsaved; form.dispatchEvent(new CustomEvent("tolok:saved", { bubbles: true })); }
        else store.set(key, typed);
        if (answer.status === 409) closed = true; // someone else changed it: the page says so on submit
      } catch {
        if (closed) return;
        store.set(key, typed);
        told(one("#kabar-draf").content.textContent.trim(), true);
        window.addEventListener("online", save, { once: true });
      } finally {
        running = false;
        if (again) save();
      }
    }
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(save, 1500); });
    // A button of this form is asked by htmx: the whole form goes along; where it does not arrive, keep it here.
    form.addEventListener("htmx:beforeRequest", (event) => { if (event.detail.requestConfig.verb === "post") clearTimeout(waiting); });
    form.addEventListener("htmx:sendError", save);
    form.addEventListener("tolok:sending", () => {
      closed = true; clearTimeout(waiting);
      // Kept until a page says that the server has it (see below).
      store.set(key, JSON.stringify(fields(form)));
      store.set(SENT, key);
    });
    window.addEventListener("pageshow", (event) => { if (event.persisted) closed = false; });
    // Left before the pause of typing was over: what was typed is sent along, and kept here until it is there.
    window.addEventListener("pagehide", () => {
      if (closed || !form.isConnected || !form.dataset.unsaved) return;
      clearTimeout(waiting);
      store.set(key, JSON.stringify(fields(form)));
      navigator.sendBeacon(form.dataset.autosave, new FormData(form));
    });

    const kept = store.get(key);
    if (!kept) return;
    let typed = null;
    try { typed = JSON.parse(kept); } catch { store.drop(key); return; }
    if ("saved" in typed) {
      store.drop(key);
      const shown = form.elements.revision;
      if (shown && Number(shown.value) < Number(typed.saved)) location.reload();
      return;
    }
    if (kept === JSON.stringify(fields(form))) { store.drop(key); return; }
    if (!offer) return;
    offer.hidden = false;
    one("[data-recover-use]", offer).addEventListener("click", () => { offer.hidden = true; fill(form, typed); });
    one("[data-recover-drop]", offer).addEventListener("click", () => { offer.hidden = true; store.drop(key); });
  };
  all("form[data-autosave]").forEach(keepDrafts);
  document.addEventListener("htmx:load", (event) => {
    const part = event.target;
    if (part.matches && part.matches("form[data-autosave]")) keepDrafts(part);
    all("form[data-autosave]", part).forEach(keepDrafts);
  });

  // ---------- pages photographed or chosen one after the other are one document
  all("form[data-pages]").forEach((form) => {
    const box = one("[data-page-list]", form), list = one("ol", box), inputs = all("input[type='file']", form);
    let pages = [];
    function show(input) {
      const kept = new DataTransfer();
      pages.forEach((file) => kept.items.add(file));
      inputs.forEach((other) => { if (other !== input) other.value = ""; });
      input.files = kept.files;
      list.replaceChildren(...pages.map((file) => {
        const item = document.createElement("li");
        item.textContent = file.name;
        return item;
      }));
      box.hidden = pages.length < 2;
    }
    function take(input, chosen) {
      const pictures = [...pages, ...chosen].every((file) => file.type.startsWith("image/"));
      // Pictures are added to one another; any other document takes their place.
      pages = pictures ? [...pages, ...chosen] : chosen;
      show(input);
    }
    inputs.forEach((input) => input.addEventListener("change", () => take(input, Array.from(input.files))));
    // Dropped anywhere in the box, not on the narrow field alone.
    const hover = (is) => form.classList.toggle("is-over", is);
    form.addEventListener("dragover", (event) => { event.preventDefault(); hover(true); });
    form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) hover(false); });
    form.addEventListener("drop", (event) => {
      event.preventDefault(); hover(false);
      const dropped = Array.from(event.dataTransfer.files);
      if (dropped.length) { take(inputs[0], dropped); inputs[0].focus(); }
    });
    one("[data-clear-pages]", box).addEventListener("click", () => { pages = []; show(inputs[0]); inputs[0].focus(); });
  });

  // ---------- files: dropped, chosen, photographed; each with its progress
  all("form[data-drop]").forEach((form) => {
    const list = document.getElementById(form.dataset.list);
    const row = one("template[data-upload]", form);
    if (!list || !row) return;
    form.classList.add("is-live");
    all("[data-without-script]", form).forEach((button) => { button.hidden = true; });
    const idle = one("[data-when-idle]", form), over = one("[data-when-over]", form);
    const hover = (is) => { form.classList.toggle("is-over", is); idle.hidden = is; over.hidden = !is; };
    const size = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 });

    function refuse(item, text) {
      item.classList.add("is-refused");
      const note = one("[data-part='note']", item);
      note.className = "t-error mt-0"; note.setAttribute("role", "alert"); note.textContent = text;
      one("progress", item).remove();
      one("[data-part='cancel']", item).setAttribute("data-drop-row", "");
    }
    function send(file) {
      const item = row.content.firstElementChild.cloneNode(true);
      const note = one("[data-part='note']", item), bar = one("progress", item), cancel = one("[data-part='cancel']", item);
      one("[data-part='name']", item).textContent = file.name;
      note.textContent = note.dataset.text;
      bar.setAttribute("aria-label", `${note.dataset.text} ${file.name}`);
      cancel.setAttribute("aria-label", `${cancel.dataset.text} ${file.name}`);
      list.append(item);
      const limit = Number(form.dataset.maxBytes || 0);
      if (limit && file.size > limit) { refuse(item, form.dataset.tooBig); return; }
      const body = new FormData();
      body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      body.append("file", file, file.name);
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("X-Requested-With", "tolok");
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        bar.value = 100 * event.loaded / event.total;
        note.textContent = `${note.dataset.text} ${size.format(event.loaded / 1e6)} / ${size.format(event.total / 1e6)} MB`;
      });
      request.addEventListener("load", () => {
        const rows = all("li", new DOMParser().parseFromString(request.responseText, "text/html").body);
        if (!rows.length) { refuse(item, form.dataset.lost); return; }
        item.replaceWith(...rows);
        if (window.htmx) rows.forEach((added) => window.htmx.process(added));
        document.body.dispatchEvent(new CustomEvent("tolok:evidence"));
      });
      request.addEventListener("error", () => refuse(item, form.dataset.lost));
      cancel.addEventListener("click", () => { if (!item.classList.contains("is-refused")) { request.abort(); item.remove(); } });
      request.send(body);
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => {
      if (event.target.type !== "file") return;
      Array.from(event.target.files).forEach(send);
      event.target.value = "";
    });
    form.addEventListener("dragover", (event) => { event.preventDefault(); hover(true); });
    form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) hover(false); });
    form.addEventListener("drop", (event) => {
      event.preventDefault(); hover(false);
      Array.from(event.dataTransfer.files).forEach(send);
    });
  });

  // Evidence was removed: what is still missing is counted anew.
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt.closest && event.detail.elt.closest(".t-evidence")) document.body.dispatchEvent(new CustomEvent("tolok:evidence"));
  });

  // What had the focus was swapped away: it lands where the work goes on.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const root = event.detail.target && event.detail.target.id ? document.getElementById(event.detail.target.id) : null;
    const land = root && (one("[data-lands='row']", root) || one("[data-lands]", root));
    if (land) land.focus({ preventScroll: land.dataset.lands !== "row" });
  });

  // ---------- a grid: Enter and Ctrl with an arrow walk through a column, and never send the form
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-grid] td");
    if (!cell || event.isComposing || event.altKey || event.metaKey) return;
    const walks = { Enter: event.shiftKey ? -1 : 1, ArrowDown: event.ctrlKey && 1, ArrowUp: event.ctrlKey && -1 }[event.key];
    if (!walks || (event.key === "Enter" && (event.ctrlKey || event.target.matches("textarea")))) return;
    event.preventDefault();
    const line = cell.parentElement, next = walks > 0 ? line.nextElementSibling : line.previousElementSibling;
    const field = next && one("input, select, textarea", next.cells[cell.cellIndex]);
    if (!field) return;
    field.focus();
    if (field.select) field.select();
  });

  // ---------- a grid to fill in: arrows and Enter walk, a paste from a sheet fills right and down
  const cellsOf = (row) => all("input.form-control", row);
  const gridAt = (input) => {
    const grid = input.closest("[data-plan-grid]");
    const lines = grid ? all("tbody tr", grid).map(cellsOf).filter((line) => line.length) : [];
    const y = lines.findIndex((line) => line.includes(input));
    return { grid, lines, y, x: y < 0 ? -1 : lines[y].indexOf(input) };
  };
  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches || !input.matches("[data-plan-grid] input") || event.ctrlKey || event.metaKey || event.altKey) return;
    const { lines, y, x } = gridAt(input);
    if (y < 0) return;
    const inside = input.selectionStart !== input.selectionEnd;
    const steps = {
      ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [event.shiftKey ? -1 : 1, 0],
      ArrowLeft: !inside && input.selectionStart === 0 ? [0, -1] : null,
      ArrowRight: !inside && input.selectionEnd === input.value.length ? [0, 1] : null,
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault(); // Enter walks: the page is sent by its button
    const line = lines[y + step[0]];
    const next = line && line[x + step[1]];
    if (next) { next.focus(); next.select(); }
  });
  document.addEventListener("paste", (event) => {
    const input = event.target;
    if (!input.matches || !input.matches("[data-plan-grid] input")) return;
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const { grid, lines, y, x } = gridAt(input);
    let left = 0;
    text.split("\n").forEach((row, down) => row.split("\t").forEach((value, right) => {
      const cell = lines[y + down] && lines[y + down][x + right];
      if (!cell || cell.readOnly) { left += 1; return; }
      cell.value = value.trim();
      cell.dispatchEvent(new Event("input", { bubbles: true }));
      cell.dispatchEvent(new Event("change", { bubbles: true }));
    }));
    const said = one("[data-part='grid-said']", grid.parentElement);
    if (said) said.textContent = left ? `${grid.dataset.leftOut} ${left}` : "";
  });

  // Weights are added up while they are typed; the server adds them up again when they are kept.
  document.addEventListener("input", (event) => {
    const level = event.target.dataset && event.target.dataset.sum;
    if (!level) return;
    const sum = one(`[data-sum-of='${CSS.escape(level)}']`);
    const typed = all(`[data-sum='${CSS.escape(level)}']`).map((input) => input.value.trim()).filter(Boolean);
    const total = typed.reduce((all, text) => all + Math.round(Number(text.replace(/\s*%$/, "").replace(",", ".")) * 100), 0);
    sum.textContent = !typed.length || Number.isNaN(total) ? "–" : String(total / 100).replace(".", ",");
    sum.classList.toggle("is-off", typed.length > 0 && total !== 10000);
  });

  // How a target is read is asked from the server while it is typed; two readings are offered.
  document.addEventListener("change", async (event) => {
    const input = event.target;
    const form = input.closest("form[data-reads]");
    if (!form || !input.dataset.indicator) return;
    const asked = input.value;
    const address = `${form.dataset.reads}?indikator=${encodeURIComponent(input.dataset.indicator)}&teks=${encodeURIComponent(asked)}`;
    try {
      const answer = await fetch(address, { credentials: "same-origin", headers: { "X-Requested-With": "tolok" } });
      if (!answer.ok || input.value !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const known = one("[data-part='reading']", input.parentElement);
      if (known) known.remove();
      const parts = Array.from(page.body.children);
      const wrong = one(".t-error", page.body);
      input.removeAttribute("aria-describedby");
      input.toggleAttribute("aria-invalid", Boolean(wrong));
      if (wrong) input.setAttribute("aria-invalid", "true");
      if (!parts.length) return;
      const place = document.createElement("div");
      place.id = `${input.id}-galat`;
      place.dataset.part = "reading";
      place.setAttribute("role", "status");
      place.append(...parts);
      input.after(place);
      input.setAttribute("aria-describedby", place.id);
    } catch { /* not asked: the page is read again when it is sent */ }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-put]");
    if (!button) return;
    const input = one("input", button.closest("td, .t-field"));
    input.value = button.dataset.put;
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // ---------- a queue: rows fill the panel on a desk and open a page on a phone
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    if (!wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) { event.stopPropagation(); return; }
    all("[data-row][aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    row.setAttribute("aria-current", "true");
  }, true);

  // J and K walk, V verifies, R returns: only in a queue, never while typing, and not when switched off.
  const rows = () => all("[data-row]");
  const keys = one("[data-keys-switch]");
  if (keys) {
    keys.checked = store.get(KEYS_OFF) === null;
    keys.addEventListener("change", () => { if (keys.checked) store.drop(KEYS_OFF); else store.set(KEYS_OFF, "1"); });
    document.addEventListener("keydown", (event) => {
      if (!keys.checked || event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input:not([type='checkbox']), textarea, select, dialog, [contenteditable]")) return;
      const key = event.key.toLowerCase();
      const named = one(`[data-key='${CSS.escape(key)}']`);
      if (named && !named.disabled && !(named.form && named.form.elements.decision)) {
        const why = named.form && one("[data-reason]", named.form);
        event.preventDefault();
        if (why && !why.value.trim()) why.focus(); else named.click();
        return;
      }
      const step = { j: 1, k: -1 }[key];
      if (step) {
        const list = rows();
        if (!list.length) return;
        const focused = list.indexOf(document.activeElement);
        const at = focused >= 0 ? focused : list.findIndex((row) => row.hasAttribute("aria-current"));
        const next = list[Math.max(0, Math.min(list.length - 1, at + step))];
        next.focus();
        if (wide.matches && window.htmx && next.hasAttribute("hx-get")) {
          list.forEach((row) => row.removeAttribute("aria-current"));
          next.setAttribute("aria-current", "true");
          window.htmx.trigger(next, "pick");
        }
        return;
      }
      if (key !== "v" && key !== "r") return;
      const button = one(`[data-key='${key}']`);
      if (!button) return;
      const reason = one("[data-reason]", button.form);
      event.preventDefault();
      if (key === "r" && reason && !reason.value.trim()) reason.focus();
      else button.click();
    });
  }
})();
