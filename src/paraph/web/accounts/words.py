"""What django-allauth says in English, as message keys: it has no Vietnamese of its own."""

from __future__ import annotations

from paraph.errors import N_

THEIRS = (
    N_("Password"),
    N_("Current Password"),
    N_("New Password"),
    N_("New Password (again)"),
    N_("Authenticator code"),
    N_("Code"),
    N_("Name"),
    N_("Incorrect code."),
    N_("Incorrect password."),
    N_("Please type your current password."),
    N_("You must type the same password each time."),
    N_("The username and/or password you specified are not correct."),
    N_("Too many failed login attempts. Try again later."),
    N_("Be patient, you are sending too many requests."),
    N_("You cannot generate recovery codes without having two-factor authentication enabled."),
    N_("Use your password"),
    N_("Use authenticator app or code"),
    N_("Use a security key"),
    N_("This field is required."),
    N_("Enter a valid JSON."),
)
"""Labels, helps and errors of the forms that it brings. ``{% say %}`` finds them by their English."""
