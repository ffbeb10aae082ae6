// What a keyboard does, and clocks. All of it is also there without this file.
"use strict";

const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
const one = (selector, within = document) => within.querySelector(selector);

// say tells people who do not see what has moved.
function say(text) {
	const status = one("#said");
	if (status) status.textContent = text;
}

// Clocks

// tick shows how much time is left wherever that is shown.
function tick() {
	for (const e of all("[data-left]")) {
		const left = Math.max(0, Math.round((Number(e.dataset.until) - Date.now()) / 1000));
		e.textContent = left >= 60 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} min` : `${left} s`;
		const lease = e.closest(".lease");
		if (lease) lease.classList.toggle("short", left < 60);
		if (left === 0 && e.closest(".undo")) e.closest(".undo").remove();
	}
}

function setClock(e, left) { e.dataset.until = String(Date.now() + 1000 * left); }

// beat renews the lease of the item while its page is looked at.
async function beat(lease) {
	if (document.hidden) return;
	const answer = await fetch(lease.dataset.beat, { method: "POST", headers: { Accept: "application/json" } }).catch(() => null);
	if (!answer) return;
	if (answer.ok) {
		setClock(one("[data-left]", lease), (await answer.json()).left);
	} else if (answer.status === 409) {
		one("p", lease).textContent = "It is not in your hands anymore. Load the page again.";
		lease.removeAttribute("data-beat");
		clearInterval(beating);
	}
}

let beating = 0;
function startClocks() {
	for (const e of all("[data-left]")) setClock(e, Number(e.dataset.left));
	if (one("[data-left]")) setInterval(tick, 1000);
	tick();
	const lease = one("[data-beat]");
	if (lease) beating = setInterval(beat, Math.max(1000, Number(lease.dataset.lease) * 1000 / 3), lease);
}

// Lists

let row = -1;
function move(by) {
	const rows = all("[data-row], [data-finding]");
	if (rows.length === 0) return;
	row = Math.min(Math.max(row + by, 0), rows.length - 1);
	rows.forEach((r, i) => r.classList.toggle("here", i === row));
	const target = one("a", rows[row]) || rows[row];
	target.focus();
	rows[row].scrollIntoView({ block: "nearest" });
}

// Marks

let mark = 0;
function walk(by) {
	const numbers = [...new Set(all(".source .chip[data-mark]").map((c) => Number(c.dataset.mark)))];
	if (numbers.length === 0) return say("Nothing is marked.");
	const at = numbers.indexOf(mark);
	go(numbers[at < 0 ? (by > 0 ? 0 : numbers.length - 1) : (at + by + numbers.length) % numbers.length]);
}

// go shows finding n in both texts.
function go(n) {
	mark = n;
	all("mark.here").forEach((m) => m.classList.remove("here"));
	let what = "";
	for (const pane of all(".pane")) {
		const found = all(`mark[data-mark="${n}"]`, pane);
		const first = one(`[data-mark="${n}"]`, pane);
		found.forEach((m) => m.classList.add("here"));
		if (!first) continue;
		what = what || (found[0] && found[0].title) || "";
		pane.scrollTop += first.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
	}
	const panes = one(".panes");
	const box = panes.getBoundingClientRect();
	if (box.top > innerHeight / 2 || box.bottom < innerHeight / 2) panes.scrollIntoView({ block: "start" });
	say(what || `finding ${n}`);
}

// Keys

function submit(button) { button.form.requestSubmit(button); }

// unfold opens what belongs to key and goes to the first thing to do there.
function unfold(key) {
	const details = one(`details[data-key="${key}"]`);
	if (!details) return;
	details.open = true;
	one("textarea, button", details).focus();
}

function press(key) {
	const target = one(`[data-key="${key}"]`);
	if (!target) return;
	if (target.tagName === "BUTTON") submit(target);
	else if (target.tagName === "FORM") target.requestSubmit();
}

function choose(digit) {
	const codes = one("details.codes");
	const button = one(`[data-code="${digit}"]`);
	if (codes && codes.open && button) submit(button);
}

const keys = {
	j: () => move(+1), k: () => move(-1), n: () => walk(+1), p: () => walk(-1),
	a: () => press("a"), A: () => press("A"), s: () => press("s"), u: () => press("u"),
	r: () => unfold("r"), e: () => unfold("e"),
	"/": () => { const s = one("[data-search]"); if (s) s.focus(); else location.assign("/desk/items#text"); },
	"?": () => one("#keysheet").showModal(),
};

function writes(e) { return e.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName); }

document.addEventListener("keydown", (event) => {
	if (event.defaultPrevented || event.isComposing || event.repeat && !/^[jknp]$/.test(event.key)) return;
	const inField = writes(event.target);
	if (inField && event.key === "Escape") event.target.blur();
	if (inField && event.key === "Enter" && event.ctrlKey && one("input[name=outcome]", event.target.form)) event.target.form.requestSubmit();
	if (inField || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
	if (/^[1-9]$/.test(event.key)) choose(event.key);
	const does = keys[event.key];
	if (!does) return;
	event.preventDefault();
	does();
});

document.addEventListener("click", (event) => {
	const opens = event.target.closest("[data-opens]");
	if (opens) {
		event.preventDefault();
		document.getElementById(opens.dataset.opens).showModal();
	}
	const goes = event.target.closest("[data-goes]");
	if (goes && one(".source")) {
		event.preventDefault();
		go(Number(goes.dataset.goes));
	}
});

// A form is sent once.
document.addEventListener("submit", (event) => {
	if (event.target.dataset.sent) event.preventDefault();
	if (event.target.method === "post") event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => all("form[data-sent]").forEach((f) => delete f.dataset.sent));

if (location.hash === "#text" && one("[data-search]")) one("[data-search]").focus();
startClocks();
