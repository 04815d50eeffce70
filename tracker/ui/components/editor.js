// A text area that loses nothing: every keystroke is kept in this browser, every pause is sent to the server.
//
// data: { key, token, isClean, text, base, draftAt, kept, saved, refused, limit, label, hint, words }
//   key      names the copy in this browser; token changes when the editor is to begin anew with `text`
//   isClean  whether what was typed before this token was saved or thrown away
//   base     the version that `text` began from; draftAt when `text` is a draft, in milliseconds, else 0
//   kept, saved, refused   numbers of what was sent: as a draft, as a save that was done, as one that was not
const SEND_AFTER = 1200, SEND_AGAIN = 4000, GIVE_UP_SAVING = 9000, FORGET_AFTER = 60 * 24 * 3600 * 1000
const PREFIX = "tracker-draft:"

export default function (component) {
  const { parentElement, data } = component
  let box = parentElement.querySelector(".tq-editor")
  if (!box) {
    box = build(parentElement)
    parentElement.appendChild(box)
    forgetOld()
  }
  const editor = (box.editor ??= makeEditor(box))
  editor.component = component
  editor.show(data)
  return () => editor.send()
}

function build(parent) {
  const box = document.createElement("div")
  box.className = "tq-editor"
  const id = `tq-editor-${Math.random().toString(36).slice(2)}`
  box.innerHTML =
    `<label for="${id}"></label><p class="hint" id="${id}-hint"></p>` +
    `<textarea id="${id}" aria-describedby="${id}-hint ${id}-count" spellcheck="false"></textarea>` +
    `<div class="foot"><span class="state" role="status"></span><span class="count" id="${id}-count"></span></div>` +
    '<div class="acts"><button type="button" class="save"></button><button type="button" class="discard"></button></div>' +
    '<details class="other" hidden><summary></summary><pre></pre><button type="button"></button></details>'
  return box
}

function makeEditor(box) {
  const field = box.querySelector("textarea")
  const part = (name) => box.querySelector(name)
  const editor = {
    component: null, data: null, token: null, base: 0, sent: null, last: 0, timer: 0, saving: null,

    show(data) {
      this.data = data
      part("label").textContent = data.label
      part(".hint").textContent = data.hint
      part(".save").textContent = data.words.save
      part(".discard").textContent = data.words.discard
      if (data.token !== this.token) this.begin(data)
      this.hear(data)
      this.count()
    },

    // The editor begins with a text of the server, or with what this browser alone still has of it.
    begin(data) {
      const isLater = this.token !== null && this.key === data.key
      const isTypedOn = isLater && this.saving?.n === data.saved && field.value !== this.saving.text
      this.token = data.token
      this.key = data.key
      this.base = data.base
      part(".other").hidden = true
      if (isTypedOn) return this.changed() // typed on while it was being saved
      const copy = load(data.key)
      if (copy && data.isClean && copy.token !== data.token) forget(data.key)
      else if (copy && !copy.kept && copy.text !== data.text) {
        if (copy.at >= data.draftAt) {
          this.base = copy.base
          field.value = copy.text
          this.say("restored", copy.at)
          this.send(true)
          return
        }
        this.offer(copy)
      }
      field.value = data.text
      this.sent = null
      if (!this.saving) this.say(data.draftAt ? "restored" : "", data.draftAt)
    },

    hear(data) {
      if (this.sent && data.kept >= this.sent.n) {
        if (field.value === this.sent.text) {
          this.keep(true)
          this.say("kept", Date.now())
        }
        this.sent = null
      }
      if (!this.saving || ![data.saved, data.refused].includes(this.saving.n)) return
      const { text, timer } = this.saving
      clearTimeout(timer)
      this.saving = null
      part(".save").disabled = false
      if (data.refused > data.saved) return this.say("refused", 0)
      if (field.value !== text) return // typed on while it was being saved
      this.sent = null
      forget(this.key)
      this.say("saved", 0)
    },

    keep(isKept) {
      store(this.key, { text: field.value, base: this.base, at: Date.now(), token: this.token, kept: isKept })
    },

    changed() {
      this.keep(false)
      this.count()
      this.say("typing", 0)
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.send(), SEND_AFTER)
    },

    // Until the server says that it has it, it is sent again: a dropped connection swallows what is sent.
    send(isNew = false) {
      clearTimeout(this.timer)
      const copy = load(this.key)
      const hasUnsent = copy && !copy.kept && copy.text === field.value
      if (!isNew && !hasUnsent) return
      this.last = Math.max(Date.now(), this.last + 1)
      if (this.sent) this.say("offline", 0)
      this.sent = { n: this.last, text: field.value }
      this.component.setStateValue("draft", { text: field.value, base: this.base, n: this.last })
      this.timer = setTimeout(() => this.sent && this.send(true), SEND_AGAIN)
    },

    save() {
      clearTimeout(this.timer)
      this.last = Math.max(Date.now(), this.last + 1)
      this.saving = { n: this.last, text: field.value }
      this.keep(false)
      part(".save").disabled = true
      this.say("saving", 0)
      this.saving.timer = setTimeout(() => {
        this.saving = null
        part(".save").disabled = false
        this.say("unsaved", 0)
        this.send(true)
      }, GIVE_UP_SAVING)
      this.component.setTriggerValue("save", { text: field.value, base: this.base, n: this.last })
    },

    discard() {
      clearTimeout(this.timer)
      this.sent = null
      forget(this.key)
      this.last = Math.max(Date.now(), this.last + 1)
      this.component.setTriggerValue("discard", { n: this.last })
    },

    // What was typed here before a newer draft came from elsewhere stays at hand.
    offer(copy) {
      const other = part(".other")
      other.hidden = false
      other.querySelector("summary").textContent = fill(this.data.words.other, { at: clock(copy.at) })
      other.querySelector("pre").textContent = copy.text
      const take = other.querySelector("button")
      take.textContent = this.data.words.take_other
      take.onclick = () => {
        field.value = copy.text
        other.hidden = true
        this.changed()
      }
    },

    count() {
      const { limit, words } = this.data
      const length = [...field.value].length
      const number = (value) => value.toLocaleString("vi-VN")
      const over = length - limit
      const text = fill(over > 0 ? words.over : words.limit, {
        limit: number(limit), left: number(limit - length), over: number(over),
      })
      part(".count").textContent = text
      box.classList.toggle("over", over > 0)
    },

    say(name, at) {
      box.dataset.state = name
      part(".state").textContent = name ? fill(this.data.words[name], { at: clock(at) }) : ""
      part(".discard").hidden = !["typing", "kept", "offline", "restored", "unsaved", "refused"].includes(name)
    },
  }
  field.addEventListener("input", () => editor.changed())
  field.addEventListener("blur", () => editor.send())
  part(".save").addEventListener("click", () => editor.save())
  part(".discard").addEventListener("click", () => editor.discard())
  document.addEventListener("visibilitychange", () => document.hidden && field.isConnected && editor.send())
  addEventListener("online", () => field.isConnected && editor.send())
  return editor
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
}

function clock(at) {
  const time = new Date(at)
  const two = (value) => String(value).padStart(2, "0")
  const day = time.toDateString() === new Date().toDateString() ? "" : ` ngày ${time.getDate()}/${time.getMonth() + 1}`
  return `${two(time.getHours())}:${two(time.getMinutes())}${day}`
}

// A browser that keeps nothing still sends drafts to the server.
function load(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key))
  } catch {
    return null
  }
}

function store(key, copy) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(copy))
  } catch {}
}

function forget(key) {
  try {
    localStorage.removeItem(PREFIX + key)
  } catch {}
}

function forgetOld() {
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX)) continue
      const copy = load(name.slice(PREFIX.length))
      if (!copy || Date.now() - copy.at > FORGET_AFTER) localStorage.removeItem(name)
    }
  } catch {}
}
