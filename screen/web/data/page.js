"use strict";
// The page works without this script; with it, files can be dropped and progress is live.
document.documentElement.classList.add("js");

const form = document.getElementById("upload");
if (form) {
  const state = document.getElementById("upload-state");
  const inputs = [...form.querySelectorAll("input[type=file]")];
  let sending = false;

  const send = async (files) => {
    if (sending) return;
    if (!files.length) { state.textContent = "Choose files first."; return; }
    const size = files.reduce((sum, [, file]) => sum + file.size, 0) / 1e6;
    if (size > form.dataset.most) {
      state.textContent = `That is ${Math.ceil(size)} megabytes, more than ${form.dataset.most} at once; send fewer files.`;
      return;
    }
    sending = true;
    const body = new FormData();
    for (const [path, file] of files) body.append("files", file, path);
    state.textContent = `Sending ${files.length} ${files.length === 1 ? "file" : "files"} …`;
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (answer.redirected) { location.assign(answer.url); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = page.querySelector("main [role=alert], main p");
      state.textContent = said ? said.textContent : "The files were not accepted; try again.";
    } catch {
      state.textContent = "The files could not be sent; check that flscreen is still running and that they are not too large.";
    }
    sending = false;
  };

  // A folder is read entry by entry; its files keep their paths.
  const walk = async (entry, before) => {
    if (entry.isFile) {
      return [[before + entry.name, await new Promise((done, bad) => entry.file(done, bad))]];
    }
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((done, bad) => reader.readEntries(done, bad));
      if (!some.length) return found;
      for (const one of some) found.push(...await walk(one, `${before}${entry.name}/`));
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(inputs.flatMap((one) => [...one.files].map((file) => [file.webkitRelativePath || file.name, file])));
  });
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("over"); });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const plain = [...event.dataTransfer.files].map((file) => [file.name, file]);
    if (!entries.some((entry) => entry && entry.isDirectory)) { send(plain); return; }
    try {
      send((await Promise.all(entries.filter(Boolean).map((entry) => walk(entry, "")))).flat());
    } catch {
      state.textContent = "The folder could not be read; choose it with the button.";
    }
  });
}

const progress = document.getElementById("progress");
if (progress) {
  const state = document.getElementById("state"), steps = document.getElementById("steps");
  const began = Date.now();
  const look = async () => {
    try {
      const answer = await fetch(progress.dataset.url);
      const now = await answer.json();
      if (now.next) { location.replace(now.next); return; }
      while (steps.children.length < now.steps.length) {
        const line = document.createElement("li");
        line.textContent = now.steps[steps.children.length];
        steps.append(line);
      }
      const last = now.steps[now.steps.length - 1];
      const said = now.state === "waiting" ? `Waiting for its turn${now.before ? `: ${now.before} before it` : ""}.` : last ? `${last} …` : "Working …";
      if (state.textContent !== said) state.textContent = said;
    } catch {
      if (Date.now() - began > 5000) state.textContent = "flscreen is not answering; is it still running?";
    }
    setTimeout(look, 700);
  };
  setTimeout(look, 300);
}

const all = document.getElementById("all");
if (all) {
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll("#many input[name=case]")) box.checked = all.checked;
  });
}

// A form is sent once, however often its button is pressed.
for (const one of document.querySelectorAll("form[method=post]")) {
  if (one.id === "upload") continue;
  one.addEventListener("submit", (event) => {
    if (one.dataset.sent) { event.preventDefault(); return; }
    one.dataset.sent = "yes";
    setTimeout(() => { delete one.dataset.sent; }, 5000);
  });
}
