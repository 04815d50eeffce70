"""One component that shows trusted markup with inline SVG and answers a click on anything with `data-go`."""

from __future__ import annotations

import streamlit as st

# Streamlit's own st.html drops <svg>. The markup is made by this package, which escapes what it is given.
_SCRIPT = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  let root = parentElement.querySelector(".tq-view")
  if (!root) {
    root = document.createElement("div")
    root.className = "tq-view"
    parentElement.appendChild(root)
  }
  if (root.dataset.shown !== data.markup) {
    root.innerHTML = data.markup
    root.dataset.shown = data.markup
  }
  const go = (event) => {
    const target = event.target.closest("[data-go]")
    if (!target || event.metaKey || event.ctrlKey) return
    if (event.type === "keydown" && event.key !== "Enter") return
    event.preventDefault()
    setTriggerValue("go", target.dataset.go)
  }
  root.onclick = go
  root.onkeydown = (event) => { if (event.target.tagName !== "A") go(event) }
}
"""

_view = st.components.v2.component("tracker.view", js=_SCRIPT, isolate_styles=False)


def show(markup: str, *, key: str) -> str | None:
    """Draw trusted markup; gives the `data-go` text of what was clicked, once, else None."""
    answer = _view(data={"markup": f'<div class="tq">{markup}</div>'}, key=key, on_go_change=_ignore)
    return answer.go


def _ignore() -> None:
    """A click is answered by the page itself; the callback only makes it a trigger."""
