"""What a password must be, in our words: Django's Vietnamese lacks some of them."""

from __future__ import annotations

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)

from paraph.errors import N_


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return N_("This password is too short. Use at least 12 characters.")


class Unlike(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return N_("This password is too much like the name.")


class Uncommon(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return N_("This password is too common.")


class NotOnlyDigits(NumericPasswordValidator):
    def get_error_message(self) -> str:
        return N_("This password is entirely numeric.")
