"""Policies: named rules that turn rival accounts into a number on the way out. The ledger itself never chooses."""

from rashomon.reconcile.policies.choosing import Chosen, GroupNumber, apply_policy, headline
from rashomon.reconcile.policies.loading import Policy, policies

__all__ = ["Chosen", "GroupNumber", "Policy", "apply_policy", "headline", "policies"]
