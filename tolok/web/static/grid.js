// The grid of entries: keys walk, a pasted sheet spreads, each row keeps itself as a draft.
// Without this file the grid is a form like any other.
(function () {
  "use strict";

  const form = document.querySelector("form[data-grid]");
  if (!form) return;
  const all = (selector, root = form) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = form) => root.querySelector(selector);
  const DRAFT = "tolok-draf:";
  const rows = all("tr[data-row-url]");
  const cells = (row) => all("[data-cell]", row);
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* the page itself still holds it */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* no storage */ } },
  };
  const typedIn = (row) => Object.fromEntries(cells(row).map((cell) => [cell.dataset.cell, [cell.value]]));

  // ---------- keys: Enter and the arrows walk; left and right only from the edge of a text
  function edge(cell, forward) {
    if (cell.tagName === "SELECT") return true;
    const at = forward ? cell.selectionEnd : cell.selectionStart;
    return cell.selectionStart === cell.selectionEnd && at === (forward ? cell.value.length : 0);
  }
  function land(cell) { if (cell) { cell.focus(); if (cell.select) cell.select(); } return Boolean(cell); }
  function walk(cell, down) {
    const row = cell.closest("tr"), column = cells(row).indexOf(cell);
    const next = rows[rows.indexOf(row) + down];
    return next ? land(cells(next)[Math.min(column, cells(next).length - 1)]) : false;
  }
  form.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const list = cells(cell.closest("tr")), column = list.indexOf(cell);
    const isText = cell.tagName === "TEXTAREA", isChoice = cell.tagName === "SELECT";
    let moved = false;
    if (event.key === "Enter" && !(isText && event.shiftKey)) moved = walk(cell, event.shiftKey ? -1 : 1) || true;
    else if (event.key === "ArrowDown" && !isChoice && (!isText || edge(cell, true))) moved = walk(cell, 1);
    else if (event.key === "ArrowUp" && !isChoice && (!isText || edge(cell, false))) moved = walk(cell, -1);
    else if (event.key === "ArrowRight" && edge(cell, true)) moved = land(list[column + 1]);
    else if (event.key === "ArrowLeft" && edge(cell, false)) moved = land(list[column - 1]);
    if (moved) event.preventDefault();
  });

  // ---------- a block copied from a sheet: tabs part columns, line ends part rows
  form.addEventListener("paste", (event) => {
    const cell = event.target.closest("[data-cell]");
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n");
    if (!cell || (lines.length < 2 && !text.includes("\t"))) return;
    if (cell.tagName === "TEXTAREA" && !text.includes("\t")) return;
    event.preventDefault();
    const first = rows.indexOf(cell.closest("tr")), column = cells(cell.closest("tr")).indexOf(cell);
    lines.forEach((line, down) => line.split("\t").forEach((value, right) => {
      const row = rows[first + down], target = row && cells(row)[column + right];
      if (!target) return;
      target.value = value.trim();
      target.dispatchEvent(new Event("input", { bubbles: true }));
    }));
  });

  // ---------- each row keeps itself, as the page of one indicator does
  const waiting = new Map(), running = new Set();
  function bodyOf(row) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("revision", one("[data-part='revision']", row).value);
    cells(row).forEach((cell) => body.append(cell.dataset.cell, cell.value));
    return body;
  }
  async function save(row) {
    if (running.has(row)) { later(row); return; }
    running.add(row);
    const said = one("[data-part='row-saved']", row), revision = one("[data-part='revision']", row);
    const key = DRAFT + row.dataset.rowUrl, typed = JSON.stringify(typedIn(row));
    try {
      const answer = await fetch(row.dataset.rowUrl, {
        method: "POST", body: bodyOf(row), credentials: "same-origin", redirect: "error", headers: { "X-Requested-With": "tolok" },
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const told = one("[role='status']", page) || one(".t-message > div", page);
      const newer = one("input[name='revision']", page);
      if (told) said.textContent = told.textContent.trim();
      said.classList.toggle("t-error", !answer.ok);
      if (answer.ok) {
        if (newer) revision.value = newer.value;
        store.drop(key);
        const state = one("[data-part='state-open']", row); // it is a draft now, as the words beside it say
        if (state) state.hidden = true;
        if (JSON.stringify(typedIn(row)) === typed) delete row.dataset.unsaved;
      } else store.set(key, typed);
    } catch {
      store.set(key, typed);
      const lost = document.getElementById("kabar-draf");
      if (lost) said.textContent = lost.content.textContent.trim();
      said.classList.add("t-error");
      window.addEventListener("online", () => save(row), { once: true });
    } finally {
      running.delete(row);
    }
  }
  function later(row) { clearTimeout(waiting.get(row)); waiting.set(row, setTimeout(save, 1200, row)); }
  form.addEventListener("input", (event) => {
    const row = event.target.closest("tr[data-row-url]");
    if (!row || !event.target.dataset.cell) return;
    row.dataset.unsaved = "1";
    later(row);
  });
  let sending = false;
  form.addEventListener("submit", () => {
    sending = true;
    waiting.forEach((timer) => clearTimeout(timer));
    rows.filter((row) => row.dataset.unsaved).forEach((row) => store.set(DRAFT + row.dataset.rowUrl, JSON.stringify(typedIn(row))));
  });
  window.addEventListener("pageshow", () => { sending = false; });
  // Left before the pause of typing was over: each row goes along, and is kept here until it is there.
  window.addEventListener("pagehide", () => {
    if (sending) return;
    rows.filter((row) => row.dataset.unsaved).forEach((row) => {
      clearTimeout(waiting.get(row));
      store.set(DRAFT + row.dataset.rowUrl, JSON.stringify(typedIn(row)));
      navigator.sendBeacon(row.dataset.rowUrl, bodyOf(row));
    });
  });

  // What was sent needs nothing kept.
  all("tr[data-done-url]").forEach((row) => store.drop(DRAFT + row.dataset.doneUrl));

  // ---------- what this device kept while there was no connection is offered back
  const offer = one("[data-recover]");
  const kept = rows.flatMap((row) => {
    const key = DRAFT + row.dataset.rowUrl, text = store.get(key);
    if (!text) return [];
    let typed = null;
    try { typed = JSON.parse(text); } catch { store.drop(key); return []; }
    if ("saved" in typed) return [];
    const differs = cells(row).some((cell) => typed[cell.dataset.cell] && typed[cell.dataset.cell][0] !== cell.value);
    if (!differs) { store.drop(key); return []; }
    return [{ row, key, typed }];
  });
  if (kept.length && offer) {
    offer.hidden = false;
    one("[data-recover-use]", offer).addEventListener("click", () => {
      offer.hidden = true;
      kept.forEach(({ row, typed }) => cells(row).forEach((cell) => {
        const value = typed[cell.dataset.cell];
        if (!value) return;
        cell.value = value[0];
        cell.dispatchEvent(new Event("input", { bubbles: true }));
      }));
    });
    one("[data-recover-drop]", offer).addEventListener("click", () => { offer.hidden = true; kept.forEach(({ key }) => store.drop(key)); });
  }
})();
