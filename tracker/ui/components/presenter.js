// The bar under a scene: buttons, keys of a keyboard or of a presenter's remote control, swipes on a phone.
const STEPS = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1,
  ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
}
const FRAME =
  '<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true">' +
  '<path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4"/></svg>'
const SWIPE = 60 // pixels

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  let bar = parentElement.querySelector(".tq-presenter")
  if (!bar) {
    bar = document.createElement("nav")
    bar.className = "tq-presenter"
    parentElement.appendChild(bar)
  }
  const button = (name, word, sign) =>
    `<button type="button" data-do="${name}" title="${word}" aria-label="${word}">${sign}</button>`
  bar.innerHTML =
    button("-1", data.words.previous, "‹") +
    `<span aria-live="polite">${data.words.place}</span>` +
    button("1", data.words.next, "›") +
    button("full", data.words.full, FRAME) +
    button("leave", data.words.leave, "✕") +
    `<small>${data.words.keys}</small>`

  const at = data.at
  const go = (to) => {
    const page = Math.min(Math.max(to, 1), data.count)
    if (page !== at) setTriggerValue("go", String(page))
  }
  const fill = () => {
    if (document.fullscreenElement) document.exitFullscreen()
    else document.documentElement.requestFullscreen?.().catch(() => {})
  }
  const leave = () => setTriggerValue("go", "leave")
  bar.onclick = (event) => {
    const what = event.target.closest("[data-do]")?.dataset.do
    if (what === "full") fill()
    else if (what === "leave") leave()
    else if (what) go(at + Number(what))
  }

  const onKey = (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    if (event.target.closest?.("input, textarea, select, [role=combobox], [contenteditable]")) return
    if (event.target.closest?.("button, a, summary") && (event.key === " " || event.key === "Enter")) return
    if (event.key === "Home") go(1)
    else if (event.key === "End") go(data.count)
    else if (event.key === "f" || event.key === "F") fill()
    else if (event.key === "Escape" && !document.fullscreenElement) leave()
    else if (event.key in STEPS) go(at + STEPS[event.key])
    else return
    event.preventDefault()
  }
  let from = null
  const onDown = (event) => { from = event.touches.length === 1 ? event.touches[0] : null }
  const onUp = (event) => {
    if (!from) return
    const to = event.changedTouches[0]
    const across = to.clientX - from.clientX
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(to.clientY - from.clientY)) go(at - Math.sign(across))
    from = null
  }
  document.addEventListener("keydown", onKey)
  document.addEventListener("touchstart", onDown, { passive: true })
  document.addEventListener("touchend", onUp, { passive: true })
  return () => {
    document.removeEventListener("keydown", onKey)
    document.removeEventListener("touchstart", onDown)
    document.removeEventListener("touchend", onUp)
  }
}
