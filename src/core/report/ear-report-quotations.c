/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few people's own words. Only voices that may be quoted are asked for, and each is looked at again before it is put
 * in: no other word of anybody may reach a report. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

#include "ear-terms.h"

#define N_PER_THEME 2
#define N_CANDIDATES 12
/* In characters. Longer ones are left out whole, since to shorten them would be to change them. */
#define MAX_LENGTH 600

static gboolean
may_stand (const EarVoice *voice)
{
  return g_strcmp0 (voice->permission, EAR_PERMISSION_QUOTE) == 0 && voice->text != NULL
         && g_utf8_strlen (voice->text, -1) <= MAX_LENGTH;
}

static void
append_fact (GString *facts, const char *fact)
{
  if (fact != NULL)
    g_string_append_printf (facts, "%s%s", facts->len == 0 ? "" : " · ", fact);
}

/* Who spoke is said by group, place and year, never by the speaker's label. */
static char *
attribute (const EarVoice *voice)
{
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autofree char *year = voice->happened == NULL ? NULL : g_strndup (voice->happened, 4);

  append_fact (facts, voice->groups);
  append_fact (facts, voice->place);
  append_fact (facts, year);
  append_fact (facts, voice->verbatim ? _ ("exact words") : _ ("as it was noted down, not word for word"));
  if (voice->original != NULL)
    append_fact (facts, _ ("translated, with the original after it"));
  return g_string_free (g_steal_pointer (&facts), FALSE);
}

static void
add_quotation (EarDocument *document, const EarVoice *voice)
{
  EarBlock *block = ear_document_add (document, EAR_BLOCK_QUOTATION);

  ear_block_add_text (block, voice->text, voice->language);
  if (voice->original != NULL)
    ear_block_add_text (block, voice->original, voice->original_language);
  block->attribution = attribute (voice);
}

static gboolean
is_new (GHashTable *seen, const EarId *id)
{
  return g_hash_table_add (seen, g_memdup2 (id, sizeof *id));
}

/* Quotations of one theme, from different sessions while there are any; none that stands under an earlier theme. */
static gboolean
add_theme (EarReportParts *parts, const EarHeading *theme, GHashTable *quoted, GError **error)
{
  EarVoiceFilter filter = { .theme = &theme->id, .permission = EAR_PERMISSION_QUOTE, .oldest_first = TRUE };
  g_autoptr (GPtrArray) voices = ear_voice_list (parts->store, &filter, 0, N_CANDIDATES, error);
  g_autoptr (GHashTable) sessions = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  guint n = 0;

  if (voices == NULL)
    return FALSE;
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < voices->len && n < N_PER_THEME; i++)
        {
          const EarVoice *voice = g_ptr_array_index (voices, i);

          if (!may_stand (voice) || g_hash_table_contains (quoted, &voice->id)
              || (pass == 0 && !is_new (sessions, &voice->session)))
            continue;
          is_new (quoted, &voice->id);
          if (n++ == 0)
            ear_document_add_heading (parts->document, 2, theme->label);
          add_quotation (parts->document, voice);
        }
    }
  return TRUE;
}

gboolean
ear_report_add_quotations (EarReportParts *parts, GError **error)
{
  g_autoptr (GHashTable) quoted = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);

  ear_document_add_heading (parts->document, 1, _ ("In people’s own words"));
  ear_document_add_paragraph (parts->document,
                              _ ("Only words that people allowed to be quoted are here. Everybody else is counted above."));
  for (guint r = 0; r < parts->themes->rows->len; r++)
    {
      const EarHeading *theme = g_ptr_array_index (parts->themes->rows, r);

      if (theme->depth == 0 && !ear_report_is_none (theme) && !add_theme (parts, theme, quoted, error))
        return FALSE;
    }
  if (g_hash_table_size (quoted) == 0)
    ear_document_add_paragraph (parts->document, _ ("No voice with a theme may be quoted, so there is no quotation."));
  return TRUE;
}
