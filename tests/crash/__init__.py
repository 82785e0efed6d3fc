"""The crash proof: customers write while the processes are killed; nothing is lost or doubled.

``python -m tests.crash --messages 500 --conversations 50 --kills 30 --seed 1``
"""
