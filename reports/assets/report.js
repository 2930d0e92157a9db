"use strict";
// Enhances the report: zoom, pan and pointing in the drawings, a filter for the checks. All is readable without it.
(() => {
  const data = JSON.parse(document.getElementById("drawing-data").textContent);

  document.querySelectorAll(".frame").forEach((frame, index) => {
    const svg = frame.querySelector("svg");
    const over = svg.querySelector(".over");
    const tip = frame.parentElement.querySelector(".tip");
    const hint = tip.textContent;
    const items = data[index].map(([id, kind, text, left, top, right, bottom]) => ({ id, kind, text, left, top, right, bottom }));
    const whole = svg.viewBox.baseVal;
    const home = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
    let view = { ...home };
    let chosen = -1;

    const show = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
    const place = (event) => {
      const matrix = svg.getScreenCTM();
      return matrix ? new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()) : { x: 0, y: 0 };
    };
    const zoom = (factor, x = view.x + view.w / 2, y = view.y + view.h / 2) => {
      const w = Math.min(home.w, Math.max(home.w / 60, view.w / factor));
      const k = w / view.w;
      view = { x: x - (x - view.x) * k, y: y - (y - view.y) * k, w, h: view.h * k };
      show();
    };
    const pan = (dx, dy) => { view.x += dx * view.w; view.y += dy * view.h; show(); };
    const choose = (i) => {
      chosen = i;
      over.replaceChildren();
      if (i < 0) { tip.textContent = hint; return; }
      const item = items[i];
      const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      box.setAttribute("x", item.left);
      box.setAttribute("y", item.top);
      box.setAttribute("width", item.right - item.left);
      box.setAttribute("height", item.bottom - item.top);
      over.append(box);
      const name = document.createElement("b");
      name.textContent = item.id;
      tip.replaceChildren(name, ` ${item.kind}: ${item.text}`);
    };

    svg.addEventListener("wheel", (event) => {
      event.preventDefault();
      const at = place(event);
      zoom(event.deltaY < 0 ? 1.25 : 0.8, at.x, at.y);
    }, { passive: false });
    let drag = null;
    svg.addEventListener("pointerdown", (event) => { drag = { x: event.clientX, y: event.clientY, view: { ...view } }; svg.setPointerCapture(event.pointerId); });
    svg.addEventListener("pointerup", () => { drag = null; });
    svg.addEventListener("pointermove", (event) => {
      if (drag) {
        const scale = view.w / svg.clientWidth;
        view.x = drag.view.x - (event.clientX - drag.x) * scale;
        view.y = drag.view.y - (event.clientY - drag.y) * scale;
        show();
        return;
      }
      const at = place(event);
      choose(items.findIndex((item) => at.x >= item.left && at.x <= item.right && at.y >= item.top && at.y <= item.bottom));
    });
    svg.addEventListener("pointerleave", () => { if (!drag) choose(-1); });
    const actions = { in: () => zoom(1.4), out: () => zoom(1 / 1.4), all: () => { view = { ...home }; show(); } };
    frame.parentElement.querySelectorAll("button[data-do]").forEach((button) => button.addEventListener("click", () => actions[button.dataset.do]()));
    frame.addEventListener("keydown", (event) => {
      const keys = { "+": actions.in, "-": actions.out, 0: actions.all, ArrowLeft: () => pan(-0.1, 0), ArrowRight: () => pan(0.1, 0), ArrowUp: () => pan(0, -0.1), ArrowDown: () => pan(0, 0.1),
        n: () => choose((chosen + 1) % items.length), p: () => choose((chosen - 1 + items.length) % items.length), Escape: () => choose(-1) };
      if (!keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
  });

  const search = document.getElementById("check-search");
  const status = document.getElementById("check-status");
  const shown = document.getElementById("check-shown");
  const rows = [...document.querySelectorAll("#checks tbody tr")];
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      const fits = (!status.value || row.classList.contains(status.value)) && words.every((word) => text.includes(word));
      row.hidden = !fits;
      if (fits) ++count;
    }
    shown.textContent = `${count} of ${rows.length} checks`;
  };
  search.addEventListener("input", filter);
  status.addEventListener("change", filter);
  document.querySelectorAll(".tools").forEach((tools) => { tools.hidden = false; });
  filter();
})();
