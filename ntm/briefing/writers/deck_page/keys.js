// The keyboard. A letter alone is a command; two letters soon after each other are the beginning of a commune's name.
const WAIT = 450;
const typed = document.getElementById("typed");
let digits = "";
let letter = "";
let waiting = 0;

const steps = { ArrowRight: 1, " ": 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
const lines = { ArrowDown: 1, ArrowUp: -1 };  // of the notes, while they are open
const commands = {
  n: () => { notes.hidden = !notes.hidden; },
  t: () => { if (data.slides[now].behind) openTable(data.slides[now].behind); },
  f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
};

function showTyped(text) {
  typed.textContent = text;
  typed.hidden = !text;
}

function forget() {
  clearTimeout(waiting);
  digits = letter = "";
  showTyped("");
}

function help() {
  const list = make("dl", "");
  for (const line of say.keys.split("\n")) {
    const [keys, what] = line.split(" | ");
    list.append(make("dt", "", keys), make("dd", "", what));
  }
  openOver(make("h2", "", say.help), list);
}

// With an input method of Vietnamese the key itself may be hidden; where it lies is not.
function letterOf(event) {
  if (/^\p{L}$/u.test(event.key)) return event.key.toLowerCase();
  return event.key === "Process" && event.code.startsWith("Key") ? event.code[3].toLowerCase() : "";
}

function typeLetter(one) {
  clearTimeout(waiting);
  if (letter) {
    const both = letter + one;
    forget();
    openSearch(both);
    return;
  }
  letter = one;
  showTyped(letter);
  waiting = setTimeout(() => {
    const run = commands[letter];
    forget();
    if (run) run();
  }, WAIT);
}

function typeDigit(event) {
  digits += event.key;
  showTyped(digits);
}

document.addEventListener("keydown", (event) => {
  if (over.open || event.ctrlKey || event.metaKey || event.altKey) return;
  const isOnButton = document.activeElement instanceof HTMLButtonElement && (event.key === " " || (event.key === "Enter" && !digits));
  if (isOnButton) return;
  const one = letterOf(event);
  const isTaken = event.key in steps || (event.key in lines && !notes.hidden) || one || /^\d$/.test(event.key) || ["Home", "End", "Enter", "Escape", "?", "/"].includes(event.key);
  if (!isTaken) return;
  event.preventDefault();
  if (one) typeLetter(one);
  else if (/^\d$/.test(event.key)) typeDigit(event);
  else press(event.key);
});

// Two lines a key, so that the eye keeps its place.
function scrollNotes(way) {
  notes.scrollTop += way * 2 * parseFloat(getComputedStyle(notes).lineHeight);
}

function press(key) {
  const asked = Number(digits);
  forget();
  if (key in steps) go(now + steps[key]);
  else if (key in lines) scrollNotes(lines[key]);
  else if (key === "Home") go(0);
  else if (key === "End") go(data.slides.length - 1);
  else if (key === "Enter" && asked) go(asked - 1);
  else if (key === "Escape") notes.hidden = true;
  else if (key === "?") help();
  else if (key === "/") openSearch("");
}

const find = document.getElementById("find");
find.textContent = say.find;
find.addEventListener("click", () => openSearch(""));
// Inside another page: a button, for nobody there has the keyboard yet. Away once the screen is full.
const full = document.getElementById("full");
full.textContent = say.full;
full.hidden = window === window.top;
full.addEventListener("click", () => { commands.f(); stage.focus({ preventScroll: true }); });
document.addEventListener("fullscreenchange", () => { full.hidden = window === window.top || document.fullscreenElement !== null; });
addEventListener("resize", () => { fill(); });
stage.append(...data.slides.map(slideOf));
go(remembered());
fill();
