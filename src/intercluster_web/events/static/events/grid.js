/* Moving meetings in the grid, by drag or by keys. What may go where is asked of the server when a meeting is taken up,
   and the server decides again when it is put down; the page of each meeting does the same without this script. */

const grid = document.querySelector(".timegrid[data-editable]");
const said = document.querySelector("[data-said]");
const heads = [...grid.querySelectorAll("thead th[data-s]")];
const ACCEPT = { Accept: "application/json" };
let held = null;

function tell(words, bad = false) {
  said.textContent = words;
  said.classList.toggle("bad", bad);
}

function row(cell) {
  return cell?.closest("tr[data-row]")?.dataset.row ?? "";
}

function column(cell) {
  return cell.cellIndex - 1;
}

function unmark() {
  for (const cell of grid.querySelectorAll(".no, .soft, .ok, .over")) cell.classList.remove("no", "soft", "ok", "over");
}

function verdict(at) {
  return held?.slots?.[heads[at]?.dataset.s];
}

function tone(at) {
  const found = verdict(at);
  return found ? (found.hard ? "no" : "soft") : "ok";
}

function words(at) {
  const found = verdict(at);
  return `${heads[at].textContent}: ${found ? found.said.join("; ") : grid.dataset.free}`;
}

/* Take a meeting up: its row and the heads of the columns show where it could go. */
async function take(link) {
  leave();
  held = { link, url: link.href, at: -1, line: null };
  const mine = held;
  link.classList.add("held");
  tell(grid.dataset.held);
  const answer = await fetch(link.href, { headers: ACCEPT });
  if (!answer.ok || held !== mine) return;
  const told = await answer.json();
  held.slots = told.slots;
  heads.forEach((head, at) => head.classList.add(tone(at)));
  const line = link.closest("tr");
  if (line) heads.forEach((_, at) => line.cells[at + 1]?.classList.add(tone(at)));
}

function leave() {
  held?.link.classList.remove("held");
  held = null;
  unmark();
}

function over(at, cell) {
  for (const other of grid.querySelectorAll(".over")) other.classList.remove("over");
  cell?.classList.add("over");
  heads[at].classList.add("over");
  if (held) held.at = at;
  if (held?.slots) tell(words(at), verdict(at)?.hard);
}

async function put(at, table, anyway = false) {
  const mine = held;
  if (!mine || at < 0) return;
  const form = new FormData();
  form.set("slot", heads[at].dataset.s);
  form.set("seen", mine.link.dataset.r); // what this page shows, so that who moved it meanwhile is not overruled
  if (table) form.set("table", table);
  if (anyway) form.set("anyway", "on");
  const answer = await fetch(mine.url, { method: "POST", body: form, headers: { ...ACCEPT, "X-CSRFToken": grid.dataset.token } });
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : { obstacles: [answer.statusText] };
  if (answer.status === 409 && told.soft && !anyway && window.confirm(`${told.obstacles.join("; ")}. ${grid.dataset.ask}`)) return put(at, table, true);
  leave();
  if (told.reload) return window.location.reload();
  const meeting = mine.link.dataset.m;
  const here = row(mine.link);
  redraw(told.rows ?? {});
  if (answer.ok) tell(told.said);
  else tell(told.obstacles.join("; "), true);
  const line = grid.querySelector(`tr[data-row="${table && answer.ok ? `t${table}` : here}"]`);
  line?.querySelector(`a[data-m="${meeting}"]`)?.focus();
}

function redraw(rows) {
  for (const [key, cells] of Object.entries(rows)) {
    const line = grid.querySelector(`tr[data-row="${key}"]`);
    if (line) line.innerHTML = cells;
  }
  ready();
}

function ready() {
  for (const link of document.querySelectorAll("a[data-m]")) link.draggable = true;
}

/* A row of the table plan says which table; a row of people says nothing, any free table will do. */
function tableOf(cell) {
  const name = row(cell);
  return name.startsWith("t") ? name.slice(1) : "";
}

document.addEventListener("dragstart", (event) => {
  const link = event.target.closest?.("a[data-m]");
  if (!link) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", link.textContent);
  take(link);
});
document.addEventListener("dragend", () => setTimeout(() => held && !held.busy && leave(), 0));
grid.addEventListener("dragover", (event) => {
  const cell = event.target.closest("tbody td");
  if (!held || !cell) return;
  event.preventDefault();
  over(column(cell), cell);
});
grid.addEventListener("drop", (event) => {
  const cell = event.target.closest("tbody td");
  if (!held || !cell) return;
  event.preventDefault();
  held.busy = true;
  put(column(cell), tableOf(cell));
});

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("a[data-m]");
  if (!held && link && event.key.toLowerCase() === "m" && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    take(link);
    return;
  }
  if (!held || held.link !== link) return;
  const line = held.line ?? link.closest("tr");
  const start = held.at >= 0 ? held.at : line ? column(link.closest("td")) : -1;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const at = Math.min(Math.max(start + step, 0), heads.length - 1);
    over(at, line?.cells[at + 1]);
    (line?.cells[at + 1] ?? heads[at]).scrollIntoView({ block: "nearest", inline: "nearest" });
  } else if (line && tableOf(line.cells[1]) && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    held.line = (event.key === "ArrowDown" ? line.nextElementSibling : line.previousElementSibling) ?? line;
    over(start, held.line.cells[start + 1]);
    tell(`${held.line.cells[0].innerText.split("\n")[0]}, ${words(start)}`, verdict(start)?.hard);
    held.line.cells[start + 1].scrollIntoView({ block: "nearest", inline: "nearest" });
  } else if (event.key === "Enter" && held.at >= 0) {
    event.preventDefault();
    put(held.at, line ? tableOf(line.cells[1]) : "");
  } else if (event.key === "Escape") {
    event.preventDefault();
    leave();
    tell("");
  }
});

ready();
