/* Moving cards of the board by drag. A drop presses the button of the card's own "Move" form, so that the server says
   what it says without this script: moved, proofs missing, or somebody else was first. */

const board = document.querySelector(".board");
let held = null;

function button(card, stage) {
  return card?.querySelector(`form button[name="target"][value="${stage}"]`);
}

function mark(column) {
  for (const other of board.querySelectorAll(".column.over")) other.classList.toggle("over", other === column);
  column?.classList.add("over");
}

for (const card of board?.querySelectorAll(".board-card:has(form)") ?? []) {
  card.draggable = true;
  card.addEventListener("dragstart", (event) => {
    held = card;
    card.classList.add("held");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.id);
  });
  card.addEventListener("dragend", () => {
    card.classList.remove("held");
    mark(null);
    held = null;
  });
}

board?.addEventListener("dragover", (event) => {
  const column = event.target.closest(".column");
  if (!column || !button(held, column.dataset.stage)) return mark(null);
  event.preventDefault();
  mark(column);
});

board?.addEventListener("drop", (event) => {
  const column = event.target.closest(".column");
  const pressed = column && button(held, column.dataset.stage);
  if (!pressed) return;
  event.preventDefault();
  pressed.form.requestSubmit(pressed);
});
