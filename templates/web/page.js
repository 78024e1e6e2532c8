// What makes the live page better where scripts run; without this file everything works by links and forms.
"use strict";

const WAIT = 120; // milliseconds after a key, before the server is asked
const POLL = 400; // milliseconds between questions how far a download is
const PATIENCE = 350; // milliseconds that a download takes before it is spoken of
let asked; // the last request for another page, which a newer one ends

document.documentElement.classList.add("script");
const tasks = document.createElement("aside"); // the downloads under way; it stays while pages come and go
tasks.className = "tasks";
const voice = document.createElement("p"); // says to those who don't see it what has changed
voice.className = "unseen";
voice.setAttribute("role", "status");

/** Show the page of an address in place of this one: the focus, and where tables stand, stay. */
async function show(address, push = true) {
  asked?.abort();
  asked = new AbortController();
  document.querySelector("main").setAttribute("aria-busy", "true");
  let next;
  try {
    const answer = await fetch(address, {signal: asked.signal});
    next = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return;
  }
  const scrolled = document.querySelector(".scroll");
  const [left, top] = [scrolled?.scrollLeft ?? 0, scrolled?.scrollTop ?? 0];
  const [focused, item] = [keyOf(document.activeElement), itemOf(document.activeElement)];
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  document.documentElement.dir = next.documentElement.dir;
  document.body.dataset.watched = next.body.dataset.watched ?? "";
  document.body.replaceChildren(...next.body.childNodes, tasks);
  if (push) history.pushState(null, "", address);
  begin();
  document.querySelector(".scroll")?.scrollTo(left, top);
  const places = [...document.querySelectorAll("a, button, input:not([type=hidden]), select")];
  const target = places.find((one) => keyOf(one) === focused) ?? places.find((one) => item && itemOf(one) === item);
  (target ?? document.querySelector("main")).focus({preventScroll: true});
  voice.textContent = (document.querySelector(".summary") ?? document.querySelector(".fault, .lead"))?.textContent ?? "";
}

/** The item in whose head an element stands. */
const itemOf = (element) => element?.closest("[data-item]")?.dataset.item ?? "";

/** What an element is known by on the next page. */
function keyOf(element) {
  if (!element || element === document.body) return "";
  if (element.dataset.focus) return element.dataset.focus;
  return [element.tagName, element.name ?? "", element.value ?? "", itemOf(element), element.hreflang ?? "", element.textContent].join("|");
}

function begin() {
  for (const form of document.querySelectorAll("form.options")) {
    form.addEventListener("change", () => show(addressOf(form)));
  }
  for (const picker of document.querySelectorAll(".picker")) type(picker);
  document.querySelectorAll("table.comparison").forEach(drag);
}

/** The address of a query; commas stay readable. */
const addressTo = (query) => "./?" + String(query).replaceAll("%2C", ",");

function addressOf(form) {
  const said = [...new FormData(form)].filter(([, value]) => value !== "");
  return addressTo(new URLSearchParams(said));
}

/** Answers while one types: a list beneath the field, which arrows go through. */
function type(picker) {
  const field = picker.querySelector("input[type=search]");
  const box = picker.querySelector(".found") ?? picker.appendChild(document.createElement("details"));
  box.className = "found";
  let timer, request, at = -1;
  let late = true; // what is listed is not what the letters ask for
  let options = [];
  const summary = box.querySelector("summary") ?? box.appendChild(document.createElement("summary"));
  summary.hidden = true;
  box.open = false;
  const list = document.createElement("ul");
  list.id = "found";
  list.setAttribute("role", "listbox");
  list.tabIndex = -1; // a list that scrolls would take the focus, and be gone with it
  list.setAttribute("aria-label", picker.querySelector("label").textContent);
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  box.replaceChildren(summary, list, note);
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", "found"], ["aria-autocomplete", "list"]]) field.setAttribute(name, value);

  const open = (yes) => {
    box.open = yes;
    field.setAttribute("aria-expanded", String(yes && options.length > 0));
    if (!yes) mark(-1);
  };
  const mark = (index) => {
    at = index;
    options.forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({block: "nearest"});
    }
  };
  const pick = (option) => {
    const query = new URLSearchParams(picker.dataset.adding.split("?")[1]);
    const items = query.get("items");
    query.set("items", (items ? items + "," : "") + encodeURIComponent(option.dataset.id));
    show(addressTo(query));
  };
  const look = async () => {
    request?.abort();
    request = new AbortController();
    const query = new URLSearchParams(picker.dataset.adding.split("?")[1]);
    query.set("lang", query.get("lang") || document.documentElement.lang);
    query.set("q", field.value);
    let found;
    try {
      found = await (await fetch("items.json?" + query, {signal: request.signal})).json();
    } catch {
      return;
    }
    options = (found.items ?? []).map((item, place) => {
      const option = document.createElement("li");
      option.id = `found-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.id = item.id;
      option.lang = item.lang;
      option.textContent = item.name;
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => pick(option));
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    note.textContent = !options.length ? picker.dataset.none : found.count > options.length ? picker.dataset.more : "";
    at = -1;
    late = false;
    open(document.activeElement === field);
  };
  const enter = async () => {
    clearTimeout(timer);
    if (late) await look();
    if (options.length && (field.value || at >= 0)) pick(options[Math.max(at, 0)]);
  };
  field.addEventListener("input", () => {
    late = true;
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
  field.addEventListener("focus", look);
  field.addEventListener("blur", () => open(false));
  field.addEventListener("keydown", (event) => {
    const steps = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (steps && options.length) {
      event.preventDefault();
      open(true);
      mark((at + steps + options.length + (at < 0 && steps < 0 ? 1 : 0)) % options.length);
    } else if (event.key === "Escape") open(false);
    else if (event.key === "Enter") {
      event.preventDefault();
      enter();
    }
  });
}

/** Heads of items are dragged to another place; the links in them do the same without a mouse. */
function drag(table) {
  const heads = [...table.querySelectorAll("th[data-item]")];
  for (const head of heads) {
    head.draggable = true;
    head.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/x-item", head.dataset.item));
    head.addEventListener("dragover", (event) => {
      event.preventDefault();
      head.classList.add("over");
    });
    head.addEventListener("dragleave", () => head.classList.remove("over"));
    head.addEventListener("drop", (event) => {
      event.preventDefault();
      head.classList.remove("over");
      const moved = event.dataTransfer.getData("text/x-item");
      const ids = heads.map((one) => one.dataset.item);
      const [from, to] = [ids.indexOf(moved), heads.indexOf(head)];
      if (from < 0 || from === to) return;
      ids.splice(to, 0, ...ids.splice(from, 1));
      const query = new URLSearchParams(document.querySelector(".picker").dataset.adding.split("?")[1]);
      query.set("items", ids.map(encodeURIComponent).join(","));
      show(addressTo(query));
    });
  }
}

/** A download that may take long: how far it is, and a button that ends it. Without scripts it is a plain link. */
async function download(link) {
  const words = link.closest("nav").dataset;
  const file = new URL(link.href).pathname.split("/").pop();
  const ending = new AbortController();
  const order = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
  const task = taskOf(words, file, () => {
    ending.abort();
    link.focus();
  });
  const ask = async () => {
    const {share} = await (await fetch("progress.json?order=" + order, {signal: ending.signal})).json();
    if (share !== null) task.bar.value = share;
  };
  const asking = setInterval(() => ask().catch(() => {}), POLL); // what fails is asked again
  const shown = setTimeout(() => tasks.append(task.panel), PATIENCE);
  try {
    const answer = await fetch(link.href, {headers: {"x-order": order}, signal: ending.signal});
    if (answer.ok) keep(await answer.blob(), file);
    else task.fail(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (answer.ok) task.panel.remove();
  } catch (error) {
    task.panel.remove();
    if (error.name !== "AbortError") location.assign(link.href);
  } finally {
    clearInterval(asking);
    clearTimeout(shown);
  }
}

/** The panel of a download: its words, its bar, its button. */
function taskOf(words, file, end) {
  const panel = document.createElement("div");
  const label = document.createElement("p");
  const bar = document.createElement("progress");
  const button = document.createElement("button");
  panel.className = "task";
  label.textContent = words.making.replace("{file}", file);
  bar.max = 1;
  bar.setAttribute("aria-label", label.textContent);
  button.type = "button";
  button.textContent = words.cancel;
  button.addEventListener("click", () => {
    panel.remove();
    end();
  });
  panel.append(label, bar, button);
  tasks.setAttribute("aria-label", words.label);
  const fail = (page) => {
    label.setAttribute("role", "alert");
    label.className = "fault";
    label.textContent = [...page.querySelectorAll(".fault")].map((one) => one.textContent).join(" ");
    bar.remove();
    button.textContent = words.close;
    tasks.append(panel);
  };
  return {panel, bar, fail};
}

/** Have the browser keep a file as if its link had been followed. */
function keep(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (link.matches(".downloads a")) {
    event.preventDefault();
    download(link);
    return;
  }
  if (!link.getAttribute("href").startsWith("./") || !document.querySelector(".picker")) return;
  event.preventDefault();
  show(link.href);
});
/** Where a source is watched, its page is shown anew when it has changed. */
async function watch() {
  try {
    const {stamp} = await (await fetch("changed.json")).json();
    if (stamp !== document.body.dataset.watched) await show(location.href, false);
  } catch {
    // the server is away for a moment
  }
  setTimeout(watch, 1000);
}
if (document.body.dataset.watched) watch();
tasks.append(voice);
document.body.append(tasks);
addEventListener("popstate", () => show(location.href, false));
begin();
