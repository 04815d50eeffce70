"""Nhật ký: who did what, when, from where and why; filtered, page by page, as files."""

from tracker.ui import audit_log, pickers
from tracker.ui.components.view import show
from tracker.ui.frame import open_page, show_empty
from tracker.ui.visitor import current_actor
from tracker.words import event_texts as words

workspace = open_page()
actor = current_actor(workspace)
question = audit_log.ask(workspace, actor)
pickers.show_link_message()
page = audit_log.read_page(workspace, actor, question)
head = words.log_sentence(page.total, (page.first, page.last), question.is_filtered)
show(f'<h1>{head}</h1><p class="lead">{words.UNCHANGEABLE}</p>', key="sentence")
if page.total:
    audit_log.offer_files(workspace, actor, question, page)
    audit_log.show_rows(page)
    audit_log.offer_pages(page)
else:
    show_empty(words.EMPTY, words.EMPTY_HELP)
