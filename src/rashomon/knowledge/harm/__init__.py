"""Words of harm and of what is counted: verbs, nouns, people, things, and the small words that steer figures."""

from rashomon.knowledge.harm.lexicon import Cues, HarmLexicon, HarmNoun, Noun, NounKind, load_harm
from rashomon.knowledge.harm.verbs import Form, VerbForm

__all__ = ["Cues", "Form", "HarmLexicon", "HarmNoun", "Noun", "NounKind", "VerbForm", "load_harm"]
