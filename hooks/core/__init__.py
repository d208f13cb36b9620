"""The pure core: data files in, checked content, pages and exports out. Knows nothing of MkDocs."""
