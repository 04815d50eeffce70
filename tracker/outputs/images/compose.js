// Draws one image of a chart: white ground, title and subtitle above the chart, a footnote below it.
// Shared by the browser of the server and that of a reader, so both make the same image.
//
// figure: { data, layout } for Plotly
// sheet:  { title, subtitle, footnote, font, ink, muted, line, ground, width, height, scale }
const EDGE = 24
const HARD_BLANK = "\u00a0", MOST_TOGETHER = 60
const STYLES = {
  title: { size: 23, weight: 700, leading: 29, colour: "ink" },
  subtitle: { size: 15, weight: 400, leading: 20, colour: "muted" },
  footnote: { size: 12.5, weight: 400, leading: 17, colour: "muted" },
}

async function composeSvg(toImage, figure, sheet) {
  const wrapped = Object.fromEntries(Object.keys(STYLES).map((part) => [part, wrapText(sheet, part)]))
  const heightOf = (part) => wrapped[part].length * STYLES[part].leading
  const top = EDGE + heightOf("title") + heightOf("subtitle") + 4
  const bottom = heightOf("footnote") + (wrapped.footnote.length ? 26 : 12)
  const size = { width: sheet.width - 2 * EDGE + 16, height: sheet.height - top - bottom }
  const layout = { ...figure.layout, ...size, autosize: false }
  const drawn = await toImage({ data: figure.data, layout }, { format: "svg", ...size, imageDataOnly: true })
  const chart = drawn.replace("<svg ", `<svg x="${EDGE - 8}" y="${top}" `)
  const foot = sheet.height - bottom
  const rule = wrapped.footnote.length
    ? `<path d="M${EDGE} ${foot + 4}H${sheet.width - EDGE}" stroke="${sheet.line}"/>`
    : ""
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sheet.width}" height="${sheet.height}" ` +
    `viewBox="0 0 ${sheet.width} ${sheet.height}" xml:lang="vi" role="img">` +
    `<title>${escapeXml(sheet.title)}</title><desc>${escapeXml(`${sheet.subtitle}. ${sheet.footnote}`)}</desc>` +
    `<rect width="100%" height="100%" fill="${sheet.ground}"/>` +
    writeLines(wrapped.title, "title", sheet, EDGE - 4) +
    writeLines(wrapped.subtitle, "subtitle", sheet, EDGE - 4 + heightOf("title")) +
    `${chart}${rule}${writeLines(wrapped.footnote, "footnote", sheet, foot + 8)}</svg>`
  )
}

// The sheet as a PNG of `scale` times its size: the address of its data.
async function drawPng(svg, sheet) {
  const picture = new Image()
  picture.src = svgAddress(svg)
  await picture.decode()
  const canvas = document.createElement("canvas")
  canvas.width = sheet.width * sheet.scale
  canvas.height = sheet.height * sheet.scale
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL("image/png")
}

function svgAddress(svg) {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

// Lines that fit into the width of the sheet, measured in its own type, as even as their number allows. What stands
// between dots stays together where it is short; a word too long for a line is cut.
function wrapText(sheet, part) {
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = `${STYLES[part].weight} ${STYLES[part].size}px ${sheet.font}`
  const words = keepTogether(sheet[part]).split(" ").filter(Boolean)
  const within = (width) => fillLines(words, (text) => pen.measureText(text).width <= width)
  let wide = sheet.width - 2 * EDGE
  const lines = within(wide)
  for (let narrow = wide / 2; lines.length > 1 && wide - narrow > 4; ) {
    const middle = (narrow + wide) / 2
    if (within(middle).length > lines.length) narrow = middle
    else wide = middle
  }
  return within(wide).map((line) => line.replaceAll(HARD_BLANK, " "))
}

function fillLines(words, fits) {
  const lines = []
  for (const word of words) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word
    if (lines.length && fits(longer)) lines[lines.length - 1] = longer
    else lines.push(...cutWord(word, fits))
  }
  return lines
}

function keepTogether(text) {
  const glue = (piece) => (piece.length < MOST_TOGETHER ? piece.replaceAll(" ", HARD_BLANK) : piece)
  return text.split(" · ").map(glue).join(`${HARD_BLANK}· `)
}

function cutWord(word, fits) {
  const pieces = [""]
  for (const sign of word) {
    if (fits(pieces.at(-1) + sign)) pieces[pieces.length - 1] += sign
    else pieces.push(sign)
  }
  return pieces
}

function writeLines(lines, part, sheet, top) {
  const { size, weight, leading, colour } = STYLES[part]
  const look = `font-family="${escapeXml(sheet.font)}" font-size="${size}" font-weight="${weight}"`
  const rows = lines.map(
    (line, at) => `<text x="${EDGE}" y="${top + (at + 0.8) * leading}">${escapeXml(line)}</text>`,
  )
  return rows.length ? `<g ${look} fill="${sheet[colour]}">${rows.join("")}</g>` : ""
}

function escapeXml(text) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
  return text.replace(/[&<>"]/g, (sign) => names[sign])
}
