"""The checking of outgoing links: what comes in is a list of links, what goes out is one verdict a link.

`verdicts` and `observed` say what can be seen and said, `policy` judges (pure), `fetch` and `network` ask, `schedule`
keeps the manners, `status` remembers, `report` and `machine_reports` tell, `command` is the adaptor for
`hooks/manage.py links`.
"""
