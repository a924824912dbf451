/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-field-words.h"

#include <glib/gi18n.h>

/* By the field's name in a bundle. A name means much the same in every kind. */
static const struct
{
  const char *name;
  const char *words;
} names[] = {
  { "access-needs", N_ ("Access needs") },
  { "action", N_ ("Action") },
  { "age-band", N_ ("Age band") },
  { "category", N_ ("Category") },
  { "code", N_ ("Code") },
  { "code-word", N_ ("Code word") },
  { "coder", N_ ("Coder") },
  { "colour", N_ ("Colour") },
  { "consent-basis", N_ ("Consent") },
  { "consent-date", N_ ("Day of consent") },
  { "consent-explained", N_ ("How consent was explained") },
  { "contribution", N_ ("Voice") },
  { "definition", N_ ("Definition") },
  { "description", N_ ("Description") },
  { "due", N_ ("Due") },
  { "end", N_ ("End") },
  { "ended", N_ ("Ended") },
  { "evidence", N_ ("Evidence") },
  { "examples", N_ ("Examples") },
  { "facilitators", N_ ("Facilitators") },
  { "feeling", N_ ("Feeling") },
  { "from", N_ ("From") },
  { "group", N_ ("Group") },
  { "interpreter", N_ ("Interpreter") },
  { "label", N_ ("Label") },
  { "language", N_ ("Language") },
  { "level", N_ ("Level") },
  { "memo", N_ ("Memo") },
  { "merged-into", N_ ("Merged into") },
  { "name", N_ ("Name") },
  { "nature", N_ ("Kind") },
  { "not-when", N_ ("When not to use") },
  { "notes", N_ ("Notes") },
  { "organisation", N_ ("Organisation") },
  { "original", N_ ("Original words") },
  { "original-language", N_ ("Original language") },
  { "outcome", N_ ("Outcome") },
  { "parent", N_ ("Belongs to") },
  { "participant", N_ ("Said by") },
  { "people", N_ ("People") },
  { "permission", N_ ("Permission") },
  { "place", N_ ("Place") },
  { "position", N_ ("Position") },
  { "priority", N_ ("Priority") },
  { "private-note", N_ ("Private note") },
  { "private-notes", N_ ("Private notes") },
  { "project", N_ ("Project") },
  { "reason", N_ ("Reason") },
  { "ref", N_ ("Reference") },
  { "replaces", N_ ("In the place of") },
  { "retired", N_ ("Retired") },
  { "revoked", N_ ("Revoked") },
  { "safeguarding", N_ ("Safeguarding") },
  { "safeguarding-note", N_ ("Safeguarding note") },
  { "said-at", N_ ("Said at") },
  { "section", N_ ("Section") },
  { "sector", N_ ("Sector") },
  { "session", N_ ("Conversation") },
  { "source", N_ ("Source") },
  { "start", N_ ("Beginning") },
  { "started", N_ ("Began") },
  { "status", N_ ("Status") },
  { "status-date", N_ ("Day of the status") },
  { "strategy", N_ ("Strategy") },
  { "text", N_ ("Words") },
  { "theme", N_ ("Theme") },
  { "title", N_ ("Title") },
  { "told-how", N_ ("How they were told") },
  { "told-on", N_ ("When they were told") },
  { "translator", N_ ("Translator") },
  { "use-when", N_ ("When to use") },
  { "venue", N_ ("Venue") },
  { "verbatim", N_ ("Exact words") },
};

/**
 * ear_field_words:
 *
 * Returns: what a field is called, translated; its name in files where it is not for people. Any thread.
 */
const char *
ear_field_words (EarKind kind, guint field)
{
  const char *name = ear_field_info (kind, field)->name;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (names[i].name, name))
        return _ (names[i].words);
    }
  return name;
}
