/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few people's own words. Only voices that may be quoted are asked for, and each is looked at again before it is put
 * in: no other word of anybody may reach a report. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

#include "ear-terms.h"

#define N_PER_THEME 2
#define N_CANDIDATES 60
/* So many are looked at for a heading, whether or not they may stand: a person decides about them one by one. */
#define N_TRIED 8
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

/* What the quotations so far span. */
typedef struct
{
  EarStore *store;
  EarQuoteCheck *check;
  const EarVoiceFilter *filter; /* (nullable) */
  gboolean internal; /* nothing is left out but what somebody left out */
  GHashTable *quoted, *sessions; /* EarId */
  GHashTable *spanned;           /* utf8: groups and feelings that a quotation is of */
  GPtrArray *quotes; /* EarReportQuote */
} Choice;

static gboolean
may_be_counted (const Choice *choice, const EarReportQuote *quote)
{
  return choice->internal ? quote->check.decision != EAR_QUOTE_LEAVE_OUT : ear_quote_may_stand (&quote->check);
}

/* How much a quotation adds to those there are: a group nobody of whom speaks yet, another feeling, another session. Of equals the
 * one that was said first. */
static guint
weigh (const Choice *choice, const EarVoice *voice)
{
  g_auto (GStrv) groups = g_strsplit (voice->groups == NULL ? "" : voice->groups, "; ", -1);
  guint weight = g_hash_table_contains (choice->sessions, &voice->session) ? 0 : 1;

  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (groups[i][0] != '\0' && !g_hash_table_contains (choice->spanned, groups[i]))
        {
          weight += 4;
          break;
        }
    }
  return weight + (voice->feeling != NULL && !g_hash_table_contains (choice->spanned, voice->feeling) ? 2 : 0);
}

static void
span (Choice *choice, const EarVoice *voice)
{
  g_auto (GStrv) groups = g_strsplit (voice->groups == NULL ? "" : voice->groups, "; ", -1);

  is_new (choice->sessions, &voice->session);
  for (guint i = 0; groups[i] != NULL; i++)
    g_hash_table_add (choice->spanned, g_strdup (groups[i]));
  if (voice->feeling != NULL)
    g_hash_table_add (choice->spanned, g_strdup (voice->feeling));
}

/* Takes the best of what is left out of @voices. */
static EarVoice *
take_best (Choice *choice, GPtrArray *voices)
{
  guint best = G_MAXUINT, most = 0;
  EarVoice *voice;

  for (guint i = 0; i < voices->len; i++)
    {
      const EarVoice *candidate = voices->pdata[i];
      guint weight;

      if (candidate == NULL || !may_stand (candidate) || g_hash_table_contains (choice->quoted, &candidate->id))
        continue;
      weight = weigh (choice, candidate) + 1;
      if (weight > most)
        {
          best = i;
          most = weight;
        }
    }
  if (best == G_MAXUINT)
    return NULL;
  voice = voices->pdata[best];
  voices->pdata[best] = NULL;
  return voice;
}

static void
free_voice (gpointer voice)
{
  if (voice != NULL)
    ear_voice_free (voice);
}

/* Quotations for one heading that together span groups, feelings and sessions; none that stands under an earlier one. Those about
 * which nobody has decided are listed beside, and another stands in their place. */
static gboolean
choose_for (Choice *choice, const char *label, EarVoiceFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) voices = NULL;
  guint n = 0;

  filter->permission = EAR_PERMISSION_QUOTE;
  filter->oldest_first = TRUE;
  voices = ear_voice_list (choice->store, filter, 0, N_CANDIDATES, error);
  if (voices == NULL)
    return FALSE;
  g_ptr_array_set_free_func (voices, free_voice);
  for (guint tried = 0; n < N_PER_THEME && tried < N_TRIED; tried++)
    {
      EarVoice *voice = take_best (choice, voices);
      EarReportQuote *quote;

      if (voice == NULL)
        break;
      is_new (choice->quoted, &voice->id);
      quote = g_new0 (EarReportQuote, 1);
      quote->voice = voice;
      quote->theme = g_strdup (label);
      g_ptr_array_add (choice->quotes, quote);
      if (!ear_quote_check_voice (choice->check, voice, &quote->check, error))
        return FALSE;
      if (!may_be_counted (choice, quote))
        continue;
      span (choice, voice);
      n++;
    }
  return TRUE;
}

static gboolean
choose_of_themes (Choice *choice, const EarTable *themes, GError **error)
{
  for (guint r = 0; r < themes->rows->len; r++)
    {
      const EarHeading *theme = g_ptr_array_index (themes->rows, r);
      EarVoiceFilter filter = { .theme = &theme->id, .group = choice->filter == NULL ? NULL : choice->filter->group,
                                .place = choice->filter == NULL ? NULL : choice->filter->place };

      if (theme->depth == 0 && !ear_report_is_none (theme) && !choose_for (choice, theme->label, &filter, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
choose_of_priorities (Choice *choice, const GPtrArray *evidence, GError **error)
{
  for (guint i = 0; i < evidence->len; i++)
    {
      const EarEvidenceRow *row = evidence->pdata[i];
      EarVoiceFilter filter = { .priority = &row->id };
      g_autofree char *label = row->code == NULL ? g_strdup (row->label) : g_strdup_printf ("%s %s", row->code, row->label);

      if (!row->is_heading && !row->is_gap && !choose_for (choice, label, &filter, error))
        return FALSE;
    }
  return TRUE;
}

/* @evidence: (nullable): by its priorities; else by theme. */
static GPtrArray *
choose (EarStore *store, const EarPreset *preset, const EarVoiceFilter *within, const EarTable *themes, const GPtrArray *evidence, GError **error)
{
  g_autoptr (EarQuoteCheck) check = ear_quote_check_new (store, preset, error);
  g_autoptr (GHashTable) quoted = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  g_autoptr (GHashTable) sessions = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  g_autoptr (GHashTable) spanned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) quotes = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_report_quote_free);
  Choice choice = { store, check, within, ear_preset_is_internal (preset), quoted, sessions, spanned, quotes };

  if (check == NULL || !(evidence != NULL ? choose_of_priorities (&choice, evidence, error) : choose_of_themes (&choice, themes, error)))
    return NULL;
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

  return themes == NULL ? NULL : choose (store, preset, NULL, themes, NULL, error);
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
  gboolean by_priority = parts->kind == EAR_REPORT_STRATEGY && parts->evidence->len == 1;
  g_autoptr (GPtrArray) quotes = choose (parts->store, &parts->preset, parts->filter, parts->themes,
                                         by_priority ? parts->evidence->pdata[0] : NULL, error);
  gboolean internal = ear_preset_is_internal (&parts->preset);
  const char *theme = NULL;
  guint n = 0, n_waiting = 0;

  if (quotes == NULL)
    return FALSE;
  ear_document_add_paragraph (parts->document,
                              _ ("Only words that people allowed to be quoted are here, chosen so that different groups and feelings speak. "
                                "Everybody else is counted."));
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
