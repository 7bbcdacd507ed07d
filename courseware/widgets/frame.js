// The view of a Frame: an <img> whose text is its alternative, and the same text below it, as a live region.

function render({ model, el }) {
  const image = document.createElement("img");
  const text = document.createElement("p");
  text.setAttribute("role", "status");
  text.setAttribute("aria-live", "polite");
  el.classList.add("courseware-frame");
  el.append(image, text);

  const fit = () => {
    const width = model.get("width"), height = model.get("height");
    el.style.setProperty("--width", `${width}px`);
    el.style.setProperty("--shape", `${width} / ${height}`);
    el.style.setProperty("--ratio", width / height);
  };
  const draw = () => {
    image.src = `data:image/png;base64,${base64(model.get("picture"))}`; // the old picture stays until this one is here
  };
  const say = () => {
    text.setAttribute("aria-busy", model.get("moving"));
    text.textContent = image.alt = model.get("text");
  };
  model.on("change:picture", draw);
  model.on("change:text change:moving", say);
  fit();
  draw();
  say();

  const cleanups = [pick(model, image), digits(model, el), fill(model, el, image, text)];
  requestAnimationFrame(() => {
    name_sliders(el);
    name_players(el);
  });
  return () => cleanups.forEach((each) => each());
}

// The bytes of a picture as text. An address that holds them itself loads in half the time of an object URL, which the
// browser's processes hand to each other.
function base64(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (bytes.toBase64) return bytes.toBase64();
  const parts = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return btoa(parts.join(""));
}

const alone = (model) => model.get("large") && document.body.dataset.voila;

// A click or a drag on the picture sets `point`.
function pick(model, image) {
  if (!model.get("picking")) return () => {};
  image.classList.add("courseware-picking");
  image.draggable = false;
  const set = (event) => {
    const box = image.getBoundingClientRect();
    model.set("point", [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
    model.save_changes();
  };
  image.addEventListener("pointerdown", (event) => {
    image.setPointerCapture(event.pointerId);
    set(event);
  });
  image.addEventListener("pointermove", (event) => event.buttons && set(event));
  return () => {};
}

// On a page of its own 1 to 9 press the panel's buttons, and 0 the last one, which is Reset.
function digits(model, el) {
  if (!alone(model)) return () => {};
  const press = (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable=true], .cm-editor");
    if (typing || event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key)) return;
    const buttons = el.closest(".courseware-panel")?.querySelectorAll(".courseware-preset") ?? [];
    const button = event.key === "0" ? buttons[buttons.length - 1] : buttons[event.key - 1];
    button?.click();
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}

// On a page of its own the picture takes the height that the controls leave.
function fill(model, el, image, text) {
  if (!alone(model)) return () => {};
  const measure = () => {
    const above = image.getBoundingClientRect().top + window.scrollY;
    el.style.setProperty("--room", `${Math.max(window.innerHeight - above - text.offsetHeight - 14, 240)}px`);
  };
  const watch = new ResizeObserver(measure);
  requestAnimationFrame(() => el.parentElement && [document.body, ...el.parentElement.children].forEach((each) => watch.observe(each)));
  window.addEventListener("resize", measure);
  return () => {
    watch.disconnect();
    window.removeEventListener("resize", measure);
  };
}

// ipywidgets gives a slider's handle no name of its own, and tells the number of a stop in the place of its value.
function name_sliders(el) {
  for (const row of el.closest(".courseware-panel")?.querySelectorAll(".widget-hbox, .widget-slider") ?? []) {
    const label = row.querySelector(".widget-label")?.textContent.trim();
    const readout = row.querySelector(".widget-readout");
    row.querySelectorAll("[role=slider]").forEach((handle) => {
      if (label) handle.setAttribute("aria-label", label);
      if (!readout) return;
      const tell = () => {
        const value = readout.textContent;
        if (handle.getAttribute("aria-valuetext") !== value) handle.setAttribute("aria-valuetext", value);
      };
      const watch = new MutationObserver(tell);
      watch.observe(handle, { attributeFilter: ["aria-valuetext"] });
      watch.observe(readout, { childList: true, characterData: true, subtree: true });
      tell();
    });
  }
}

// The buttons that play a slider have only drawings on them, and the first changes its own.
const PLAYER = { "fa-play": "Play", "fa-pause": "Pause", "fa-stop": "Back to the start" };
function name_players(el) {
  for (const icon of el.closest(".courseware-panel")?.querySelectorAll(".widget-play i") ?? []) {
    const label = icon.closest(".widget-hbox")?.querySelector(".widget-label")?.textContent.trim() ?? "";
    const tell = () => {
      const kind = Object.keys(PLAYER).find((each) => icon.classList.contains(each));
      if (kind) icon.parentElement.ariaLabel = icon.parentElement.title = `${PLAYER[kind]}: ${label}`;
    };
    icon.ariaHidden = "true";
    new MutationObserver(tell).observe(icon, { attributeFilter: ["class"] });
    tell();
  }
}

export default { render };
