"""Makes both runtimes ready to use (`make setup`); it must not know what runs in them.

It runs on any Python from 3.8 with nothing but the standard library. What it writes lies in
`.venv*` and `var`, so it can be interrupted at any moment and run again.
"""
