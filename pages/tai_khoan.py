"""Tài khoản: who may sign in and do what; everybody's own data and open sessions."""

from tracker.access.rights import may
from tracker.ui import accounts
from tracker.ui.components.view import show
from tracker.ui.frame import open_page
from tracker.ui.visitor import current_actor
from tracker.words import access_texts
from tracker.words import account_texts as words
from tracker.workflow.accounts import list_accounts, state_of

workspace = open_page()
actor = current_actor(workspace)
if may(actor, "manage_accounts"):
    known = list_accounts(workspace, actor)
    states = [state_of(one) for one in known]
    sentence = words.accounts_sentence(len(known), states.count("waiting"), states.count("disabled"))
    show(f"<h1>{sentence}</h1>", key="sentence")
    accounts.show_done()
    accounts.show_chosen(workspace, actor, known)
    accounts.offer_new(workspace, actor)
    accounts.show_list(workspace, known)
else:
    role = access_texts.ROLE_NAMES[actor.role] if actor.role else ""
    show(f"<h1>{words.own_sentence(actor.name, role)}</h1>", key="sentence")
    accounts.show_done()
accounts.show_own(workspace, actor)
