// What makes the live page better where scripts run; without this file everything works by links and forms.
"use strict";

const WAIT = 120; // milliseconds after a key, before the server is asked
let asked; // the last request for another page, which a newer one ends

document.documentElement.classList.add("script");

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
  const focused = keyOf(document.activeElement);
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  document.documentElement.dir = next.documentElement.dir;
  document.body.dataset.watched = next.body.dataset.watched ?? "";
  document.body.replaceChildren(...next.body.childNodes);
  if (push) history.pushState(null, "", address);
  begin();
  document.querySelector(".scroll")?.scrollTo(left, top);
  const target = focused && [...document.querySelectorAll("a, button, input:not([type=hidden]), select")].find((one) => keyOf(one) === focused);
  (target ?? document.querySelector("main")).focus({preventScroll: true});
}

/** What an element is known by on the next page. */
function keyOf(element) {
  if (!element || element === document.body) return "";
  const item = element.closest("[data-item]")?.dataset.item ?? "";
  return [element.tagName, element.name ?? "", element.value ?? "", item, element.hreflang ?? "", element.textContent].join("|");
}

function begin() {
  for (const form of document.querySelectorAll("form.options")) {
    form.addEventListener("change", () => show(addressOf(form)));
  }
  for (const picker of document.querySelectorAll(".picker")) type(picker);
  for (const table of document.querySelectorAll("table.comparison")) {
    drag(table);
    fold(table);
  }
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
  const box = picker.querySelector(".found");
  let timer, request, at = -1;
  let late = true; // what is listed is not what the letters ask for
  let options = [];
  box.querySelector("summary").hidden = true;
  box.open = false;
  const list = document.createElement("ul");
  list.id = "found";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", picker.querySelector("label").textContent);
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  box.replaceChildren(...box.querySelectorAll("summary"), list, note);
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

/** The heading of a group opens and closes its rows. */
function fold(table) {
  for (const heading of table.querySelectorAll("tr.group > th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    button.setAttribute("aria-expanded", "true");
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const closed = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!closed));
      for (let row = heading.parentElement.nextElementSibling; row && !row.classList.contains("group"); row = row.nextElementSibling) row.hidden = closed;
    });
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (!link.getAttribute("href").startsWith("./")) return;
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
addEventListener("popstate", () => show(location.href, false));
begin();
