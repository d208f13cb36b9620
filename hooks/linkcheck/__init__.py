"""The checking of outgoing links: what comes in is a list of links, what goes out is one verdict a link.

The rooms: `transport/` asks hosts and keeps the manners, `judgement/` says what the answers mean (pure), `memory`
remembers over time, `reports` tell the editor, `command` is the adaptor for `hooks/manage.py links`. Words stand in
YAML: lexicon (what pages and addresses are known by), findings (what each finding means), tasks (what to do about it).
"""
