"""The changes of the schema, one file each in `versions`; the application must not import them."""

HEAD = "0003"
