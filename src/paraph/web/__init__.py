"""The workspace in the browser: pages over the desk, and no truth of its own.

Django is the shell (sessions, forms, templates); what a page shows comes from the ``Desk`` of the seat that asks, and
what a form does is an act of that desk. Nothing here decides who may see what.
"""
