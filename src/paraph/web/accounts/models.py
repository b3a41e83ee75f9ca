"""What ``web.db`` keeps of people. No institution, no role, no clearance: those are the record's to say."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone


class Accounts(BaseUserManager["Account"]):
    def with_factor(self) -> QuerySet[Account]:
        """Accounts that know, in the same query, whether a second factor is set up."""
        from allauth.mfa.models import Authenticator

        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
        return self.get_queryset().annotate(second_factor=Exists(factors))


FACTORS = ("totp", "webauthn")
"""What counts as a second factor; recovery codes stand in for one, and are none by themselves."""


class Account(AbstractBaseUser):
    """Who may sign in as whom: a person (the member's key) of a participant. One account a person."""

    username: models.CharField[str, str] = models.CharField(max_length=100, unique=True)
    party: models.CharField[str, str] = models.CharField(max_length=40)
    person: models.CharField[str, str] = models.CharField(max_length=80)
    made_at: models.DateTimeField[Any, Any] = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "username"
    second_factor: bool
    """Where it was asked for, with ``with_factor``."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "person"], name="one_account_a_person")]

    @property
    def guarded(self) -> bool:
        """Whether a second factor is set up."""
        if "second_factor" not in self.__dict__:
            self.second_factor = Account.objects.with_factor().get(pk=self.pk).second_factor
        return self.second_factor


class Invitation(models.Model):
    """A link that was made for one person, not yet taken up. Only the hash of what stands in the link is kept."""

    party: models.CharField[str, str] = models.CharField(max_length=40)
    person: models.CharField[str, str] = models.CharField(max_length=80)
    digest: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    made_by: models.CharField[str, str] = models.CharField(max_length=120)
    made_at: models.DateTimeField[Any, Any] = models.DateTimeField(default=timezone.now)
    expires_at: models.DateTimeField[Any, Any] = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "person"], name="one_invitation_a_person")]

    @property
    def expired(self) -> bool:
        return bool(self.expires_at <= timezone.now())


class FeedLink(models.Model):
    """A secret address at which a calendar program reads what one person's seat may see. Only its hash is kept."""

    party: models.CharField[str, str] = models.CharField(max_length=40)
    person: models.CharField[str, str] = models.CharField(max_length=80)
    digest: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    language: models.CharField[str, str] = models.CharField(max_length=8)
    made_at: models.DateTimeField[Any, Any] = models.DateTimeField(default=timezone.now)
    revoked_at: models.DateTimeField[Any, Any] = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "person"], name="one_feed_a_person")]
