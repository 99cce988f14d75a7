"""How pages ascribe words: reporting verbs and nouns, hedges, asides, speakers, loaded words."""

from rashomon.knowledge.voices.lexicon import Aside, LabelWord, NounCue, VerbCue, Voices
from rashomon.knowledge.voices.loading import load_voices
from rashomon.knowledge.voices.speakers import kind_of_voice

__all__ = ["Aside", "LabelWord", "NounCue", "VerbCue", "Voices", "kind_of_voice", "load_voices"]
