"""The pages that anyone may read: no name of a person, no cookie, no script."""
