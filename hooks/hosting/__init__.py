"""What a static host must be told: policy, headers, redirects, robots, compressed copies. Pages in, files out.

`policy` reads HTML, `headers` decides, `render` writes each host's own form of it, `finish` puts it all in a built
folder. Nothing here knows the project's data or MkDocs.
"""
