// The buttons that make files of a chart, PNG and SVG in this browser, the others by the server; its link to copy.
// Stands behind compose.js in one module.
//
// data: { figure, sheet, name, query, words, kinds, made }
//   figure  the chart as JSON in the colours of paper; sheet see compose.js; name of the files, without ending
//   query   what the link says besides what the address of the page says already
//   kinds   of files that there are
//   made    { number, kind, type, content }: the file that the server was asked for, in base64, else null
const DRAWN_HERE = ["png", "svg"]

export default function (component) {
  const { data, parentElement } = component
  let box = parentElement.querySelector(".tq-files")
  if (!box) {
    box = document.createElement("div")
    box.className = "tq-files"
    box.innerHTML =
      '<div class="kinds"></div><p class="said" role="status"></p><span></span>' +
      '<div class="link"><input readonly><button type="button" data-kind="copy"></button></div>'
    parentElement.appendChild(box)
  }
  const buttons = data.kinds.map((kind) => `<button type="button" data-kind="${kind}"></button>`)
  box.querySelector(".kinds").innerHTML = buttons.join("")
  for (const button of box.querySelectorAll("button")) button.textContent = data.words[button.dataset.kind]
  const field = box.querySelector("input")
  box.querySelector("span").textContent = data.words.link
  field.setAttribute("aria-label", data.words.link)
  field.value = linkOf(data.query)
  field.onfocus = () => field.select()
  box.onclick = (event) => answer(event.target.dataset.kind, component, box)
  const { made } = data
  if (made && box.dataset.made !== String(made.number)) {
    box.dataset.made = String(made.number)
    saveFile(box, new Blob([bytesOf(made.content)], { type: made.type }), `${data.name}.${made.kind}`)
  }
}

async function answer(kind, { data, setTriggerValue }, box) {
  const say = (text) => (box.querySelector(".said").textContent = text)
  if (kind === "copy") await copyLink(box, data.words, say)
  else if (DRAWN_HERE.includes(kind)) await saveImage(box, kind, data, say)
  else if (kind) setTriggerValue("file", { kind, number: Date.now() })
}

async function saveImage(box, kind, { figure, sheet, name, words }, say) {
  try {
    const svg = await composeSvg(window.Plotly.toImage, JSON.parse(figure), sheet)
    const content = kind === "png" ? bytesOf((await drawPng(svg, sheet)).split(",")[1]) : svg
    saveFile(box, new Blob([content], { type: kind === "png" ? "image/png" : "image/svg+xml" }), `${name}.${kind}`)
    say("")
  } catch (error) {
    console.error(error)
    say(words.failed)
  }
}

// Without TLS there is no clipboard to write to; then the old way, and the field stays selected.
async function copyLink(box, words, say) {
  const field = box.querySelector("input")
  field.select()
  if (navigator.clipboard) await navigator.clipboard.writeText(field.value).then(() => say(words.copied), () => {})
  else if (document.execCommand("copy")) say(words.copied)
}

function linkOf(query) {
  const link = new URL(window.location.href)
  for (const [name, value] of Object.entries(query)) link.searchParams.set(name, value)
  return link.href
}

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
}

// The link stands inside the menu: a press anywhere else closes it.
function saveFile(box, content, name) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(content)
  link.download = name
  box.appendChild(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
}
