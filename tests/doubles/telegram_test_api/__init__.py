"""The npm package telegram-test-api as a Bot API server we did not write; knows nothing of 善贷.

The package departs from the protocol here and there: mending.py says where and corrects it.
"""
