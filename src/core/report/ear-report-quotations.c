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
attribute (const EarVoice *voice, gboolean with_who)
{
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autofree char *year = voice->happened == NULL ? NULL : g_strndup (voice->happened, 4);

  append_fact (facts, with_who ? voice->groups : NULL);
  append_fact (facts, with_who ? voice->place : NULL);
  append_fact (facts, with_who ? year : NULL);
  append_fact (facts, voice->verbatim ? _ ("exact words") : _ ("as it was noted down, not word for word"));
  if (voice->original != NULL)
    append_fact (facts, _ ("translated, with the original after it"));
  return g_string_free (g_steal_pointer (&facts), FALSE);
}

static void
add_quotation (EarDocument *document, const EarReportQuote *quote)
{
  const EarVoice *voice = quote->voice;
  EarBlock *block = ear_document_add (document, EAR_BLOCK_QUOTATION);

  ear_block_add_text (block, voice->text, voice->language);
  if (voice->original != NULL)
    ear_block_add_text (block, voice->original, voice->original_language);
  block->attribution = attribute (voice, quote->check.decision != EAR_QUOTE_BARE);
}

static gboolean
is_new (GHashTable *seen, const EarId *id)
{
  return g_hash_table_add (seen, g_memdup2 (id, sizeof *id));
}

void
ear_report_quote_free (EarReportQuote *quote)
{
  ear_voice_free (quote->voice);
  g_free (quote->theme);
  ear_quote_result_clear (&quote->check);
  g_free (quote);
}

typedef struct
{
  EarStore *store;
  EarQuoteCheck *check;
  gboolean internal; /* nothing is left out but what somebody left out */
  GHashTable *quoted;
  GPtrArray *quotes; /* EarReportQuote */
} Choice;

static gboolean
may_be_counted (const Choice *choice, const EarReportQuote *quote)
{
  return choice->internal ? quote->check.decision != EAR_QUOTE_LEAVE_OUT : ear_quote_may_stand (&quote->check);
}

/* Quotations of one theme, from different sessions while there are any; none that stands under an earlier theme. Those about
 * which nobody has decided are listed beside, and another stands in their place. */
static gboolean
choose_of_theme (Choice *choice, const EarHeading *theme, GError **error)
{
  EarVoiceFilter filter = { .theme = &theme->id, .permission = EAR_PERMISSION_QUOTE, .oldest_first = TRUE };
  g_autoptr (GPtrArray) voices = ear_voice_list (choice->store, &filter, 0, N_CANDIDATES, error);
  g_autoptr (GHashTable) sessions = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  guint n = 0;

  if (voices == NULL)
    return FALSE;
  g_ptr_array_set_free_func (voices, NULL);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < voices->len && n < N_PER_THEME; i++)
        {
          EarVoice *voice = g_ptr_array_index (voices, i);
          EarReportQuote *quote;

          if (voice == NULL || !may_stand (voice) || g_hash_table_contains (choice->quoted, &voice->id)
              || (pass == 0 && !is_new (sessions, &voice->session)))
            continue;
          is_new (choice->quoted, &voice->id);
          quote = g_new0 (EarReportQuote, 1);
          quote->voice = voice;
          quote->theme = g_strdup (theme->label);
          voices->pdata[i] = NULL;
          g_ptr_array_add (choice->quotes, quote);
          if (!ear_quote_check_voice (choice->check, voice, &quote->check, error))
            n = G_MAXUINT;
          else
            n += may_be_counted (choice, quote);
        }
    }
  for (guint i = 0; i < voices->len; i++)
    ear_voice_free (voices->pdata[i]);
  return n != G_MAXUINT;
}

static GPtrArray *
choose (EarStore *store, const EarPreset *preset, const EarTable *themes, GError **error)
{
  g_autoptr (EarQuoteCheck) check = ear_quote_check_new (store, preset, error);
  g_autoptr (GHashTable) quoted = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  g_autoptr (GPtrArray) quotes = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_report_quote_free);
  Choice choice = { store, check, ear_preset_is_internal (preset), quoted, quotes };

  if (check == NULL)
    return NULL;
  for (guint r = 0; r < themes->rows->len; r++)
    {
      const EarHeading *theme = g_ptr_array_index (themes->rows, r);

      if (theme->depth == 0 && !ear_report_is_none (theme) && !choose_of_theme (&choice, theme, error))
        return NULL;
    }
  return g_steal_pointer (&quotes);
}

/**
 * ear_report_list_quotes:
 *
 * Returns: (transfer full) (element-type EarReportQuote) (nullable): the quotations that a report by this preset has, and those
 *   that it would have if somebody said that they may stand. The store's thread.
 */
GPtrArray *
ear_report_list_quotes (EarStore *store, const EarPreset *preset, GError **error)
{
  EarSummaryRequest request = { .rows = EAR_DIMENSION_THEME };
  g_autoptr (EarTable) themes = ear_summary (store, &request, error);

  return themes == NULL ? NULL : choose (store, preset, themes, error);
}

static void
add_waiting (EarReportParts *parts, guint n_waiting)
{
  g_autofree char *sentence = NULL;

  if (n_waiting == 0)
    return;
  sentence = g_strdup_printf (ngettext ("%u quotation is left out, since it may say who spoke and nobody has decided about it yet.",
                                        "%u quotations are left out, since they may say who spoke and nobody has decided about them yet.",
                                        n_waiting),
                              n_waiting);
  ear_document_add_paragraph (parts->document, sentence);
}

gboolean
ear_report_add_quotations (EarReportParts *parts, GError **error)
{
  g_autoptr (GPtrArray) quotes = choose (parts->store, &parts->preset, parts->themes, error);
  gboolean internal = ear_preset_is_internal (&parts->preset);
  const char *theme = NULL;
  guint n = 0, n_waiting = 0;

  if (quotes == NULL)
    return FALSE;
  ear_document_add_heading (parts->document, 1, _ ("In people’s own words"));
  ear_document_add_paragraph (parts->document,
                              _ ("Only words that people allowed to be quoted are here. Everybody else is counted above."));
  for (guint i = 0; i < quotes->len; i++)
    {
      const EarReportQuote *quote = g_ptr_array_index (quotes, i);

      if (internal ? quote->check.decision == EAR_QUOTE_LEAVE_OUT : !ear_quote_may_stand (&quote->check))
        {
          n_waiting += quote->check.decision == EAR_QUOTE_UNDECIDED;
          continue;
        }
      if (g_strcmp0 (theme, quote->theme) != 0)
        ear_document_add_heading (parts->document, 2, quote->theme);
      theme = quote->theme;
      add_quotation (parts->document, quote);
      n++;
    }
  add_waiting (parts, n_waiting);
  if (n + n_waiting == 0)
    ear_document_add_paragraph (parts->document, _ ("No voice with a theme may be quoted, so there is no quotation."));
  return TRUE;
}
