/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few people's own words. They are chosen from what is known of the voices that may be quoted; only the words of those that
 * are chosen are read, and each is looked at again before it is put in: no other word of anybody may reach a report. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

#include "ear-quotable.h"
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

void
ear_report_quote_free (EarReportQuote *quote)
{
  ear_voice_free (quote->voice);
  g_free (quote->theme);
  ear_quote_result_clear (&quote->check);
  g_free (quote);
}

/* What the quotations so far span: rows, and feelings as bits. */
typedef struct
{
  EarStore *store;
  const EarVoiceColumns *columns;
  EarQuotable *quotable;
  EarQuoteCheck *check;
  GHashTable *live_groups;  /* gint64 row → what it counts for; a group that was deleted is in none */
  gboolean internal; /* nothing is left out but what somebody left out */
  GHashTable *quoted, *sessions, *groups;
  guint feelings;
  GPtrArray *quotes; /* EarReportQuote */
} Choice;

/* The only place that says which quotations a report has. */
static gboolean
stands (const Choice *choice, const EarReportQuote *quote)
{
  return choice->internal ? quote->check.decision != EAR_QUOTE_LEAVE_OUT : ear_quote_may_stand (&quote->check);
}

static gboolean
has_row (GHashTable *rows, guint32 row)
{
  return g_hash_table_contains (rows, GUINT_TO_POINTER (row));
}

static void
add_row (GHashTable *rows, guint32 row)
{
  g_hash_table_add (rows, GUINT_TO_POINTER (row));
}

/* Where the groups of a voice begin and end. */
static guint
groups_of (const Choice *choice, const EarQuotableVoice *voice, guint *end)
{
  const GArray *starts = choice->columns->group_sets.starts;

  *end = g_array_index (starts, guint32, voice->group_set + 1);
  return g_array_index (starts, guint32, voice->group_set);
}

/* How much a quotation adds to those there are: a group nobody of whom speaks yet, another feeling, another session. Of equals the
 * one that was said first. */
static guint
weigh (const Choice *choice, const EarQuotableVoice *voice)
{
  guint weight = has_row (choice->sessions, voice->session) ? 0 : 1, end;

  for (guint i = groups_of (choice, voice, &end); i < end; i++)
    {
      guint32 group = g_array_index (choice->columns->group_sets.items, guint32, i);
      gint64 row = group;

      if (!has_row (choice->groups, group) && g_hash_table_contains (choice->live_groups, &row))
        {
          weight += 4;
          break;
        }
    }
  return weight + (voice->feeling != 0 && (choice->feelings >> voice->feeling & 1) == 0 ? 2 : 0);
}

static void
span (Choice *choice, const EarQuotableVoice *voice)
{
  guint end;

  add_row (choice->sessions, voice->session);
  for (guint i = groups_of (choice, voice, &end); i < end; i++)
    add_row (choice->groups, g_array_index (choice->columns->group_sets.items, guint32, i));
  choice->feelings |= 1u << voice->feeling;
}

/* Takes the best of what is left out of @candidates. Returns: whether there was one. */
static gboolean
take_best (Choice *choice, GArray *candidates, EarQuotableVoice *best)
{
  guint at = G_MAXUINT, most = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      const EarQuotableVoice *candidate = &g_array_index (candidates, EarQuotableVoice, i);
      guint weight = has_row (choice->quoted, candidate->row) ? 0 : weigh (choice, candidate) + 1;

      if (weight > most)
        {
          at = i;
          most = weight;
        }
    }
  if (at == G_MAXUINT)
    return FALSE;
  *best = g_array_index (candidates, EarQuotableVoice, at);
  g_array_remove_index (candidates, at);
  return TRUE;
}

/* Looks at the words of one voice. @tried: (out): whether they could stand if they say of nobody who spoke */
static gboolean
try_voice (Choice *choice, const EarQuotableVoice *candidate, const char *label, gboolean *tried, gboolean *counted, GError **error)
{
  g_autoptr (GPtrArray) voices = ear_voice_list_rows (choice->store, &candidate->row, 1, error);
  EarReportQuote *quote;

  *tried = *counted = FALSE;
  if (voices == NULL)
    return FALSE;
  if (voices->len == 0 || !may_stand (voices->pdata[0]))
    return TRUE;
  *tried = TRUE;
  add_row (choice->quoted, candidate->row);
  quote = g_new0 (EarReportQuote, 1);
  quote->voice = g_ptr_array_steal_index (voices, 0);
  quote->theme = g_strdup (label);
  g_ptr_array_add (choice->quotes, quote);
  if (!ear_quote_check_voice (choice->check, quote->voice, &quote->check, error))
    return FALSE;
  quote->stands = *counted = stands (choice, quote);
  return TRUE;
}

/* Quotations for one heading that together span groups, feelings and sessions; none that stands under an earlier one. Those about
 * which nobody has decided are listed beside, and another stands in their place. */
static gboolean
choose_for (Choice *choice, const char *label, const EarVoiceFilter *heading, GError **error)
{
  g_autoptr (GArray) candidates = ear_quotable_list (choice->quotable, heading, N_CANDIDATES, error);
  EarQuotableVoice best;
  guint n = 0, n_tried = 0;

  if (candidates == NULL)
    return FALSE;
  while (n < N_PER_THEME && n_tried < N_TRIED && take_best (choice, candidates, &best))
    {
      gboolean tried, counted;

      if (!try_voice (choice, &best, label, &tried, &counted, error))
        return FALSE;
      n_tried += tried;
      n += counted;
      if (counted)
        span (choice, &best);
    }
  return TRUE;
}

static gboolean
choose_of_themes (Choice *choice, const EarTable *themes, GError **error)
{
  for (guint r = 0; r < themes->rows->len; r++)
    {
      const EarHeading *theme = g_ptr_array_index (themes->rows, r);
      const EarVoiceFilter heading = { .theme = &theme->id };

      if (theme->depth == 0 && !ear_report_is_none (theme) && !choose_for (choice, theme->label, &heading, error))
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
      const EarVoiceFilter heading = { .priority = &row->id };
      g_autofree char *label = row->code == NULL ? g_strdup (row->label) : g_strdup_printf ("%s %s", row->code, row->label);

      if (!row->is_heading && !row->is_gap && !choose_for (choice, label, &heading, error))
        return FALSE;
    }
  return TRUE;
}

/* @evidence: (nullable): by its priorities; else by theme. */
static GPtrArray *
choose (const EarReportParts *parts, const GPtrArray *evidence, GError **error)
{
  EarCube *cube = parts->cube;
  const EarSide own_groups = { .dimension = EAR_DIMENSION_GROUP, .own = TRUE };
  g_autoptr (EarQuoteCheck) check = ear_quote_check_of (cube, &parts->preset, error);
  g_autoptr (EarQuotable) quotable = check == NULL ? NULL : ear_quotable_new (cube, evidence == NULL ? parts->filter : NULL, error);
  g_autoptr (GHashTable) live = quotable == NULL ? NULL : ear_reach_load (ear_cube_store (cube), &own_groups, error);
  g_autoptr (GHashTable) quoted = g_hash_table_new (NULL, NULL), sessions = g_hash_table_new (NULL, NULL), groups = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) quotes = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_report_quote_free);
  Choice choice = { .store = ear_cube_store (cube), .columns = ear_cube_columns (cube), .quotable = quotable, .check = check,
                    .live_groups = live, .internal = ear_preset_is_internal (&parts->preset), .quoted = quoted,
                    .sessions = sessions, .groups = groups, .quotes = quotes };

  if (live == NULL || !(evidence != NULL ? choose_of_priorities (&choice, evidence, error) : choose_of_themes (&choice, parts->themes, error)))
    return NULL;
  return g_steal_pointer (&quotes);
}

/**
 * ear_report_choose_quotes:
 * @parts: with its cube and its themes counted
 *
 * The evidence for one strategy is quoted priority by priority, everything else theme by theme.
 *
 * Returns: (transfer full) (element-type EarReportQuote) (nullable): what is in the report, what would be if somebody said that
 *   it may stand, and what somebody left out. The store's thread.
 */
GPtrArray *
ear_report_choose_quotes (const EarReportParts *parts, GError **error)
{
  const EarStrategyRow *strategy;
  g_autoptr (GPtrArray) evidence = NULL;

  if (parts->kind != EAR_REPORT_STRATEGY || parts->strategies->len != 1)
    return choose (parts, NULL, error);
  if (parts->evidence != NULL && parts->evidence->len == 1)
    return choose (parts, parts->evidence->pdata[0], error);
  /* No section shows it, so it was not counted: it must not take part in what is protected. */
  strategy = parts->strategies->pdata[0];
  evidence = ear_evidence_of (parts->cube, &strategy->id, error);
  return evidence == NULL ? NULL : choose (parts, evidence, error);
}

void
ear_report_count_quotes (const GPtrArray *quotes, guint *n, guint *n_waiting)
{
  *n = *n_waiting = 0;
  for (guint i = 0; i < quotes->len; i++)
    {
      const EarReportQuote *quote = quotes->pdata[i];

      *n += quote->stands;
      *n_waiting += !quote->stands && quote->check.decision == EAR_QUOTE_UNDECIDED;
    }
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
  g_autoptr (GPtrArray) quotes = ear_report_choose_quotes (parts, error);
  const char *theme = NULL;
  guint n, n_waiting;

  if (quotes == NULL)
    return FALSE;
  ear_report_count_quotes (quotes, &n, &n_waiting);
  ear_document_add_paragraph (parts->document,
                              _ ("Only words that people allowed to be quoted are here, chosen so that different groups and feelings speak. "
                                "Everybody else is counted."));
  for (guint i = 0; i < quotes->len; i++)
    {
      const EarReportQuote *quote = g_ptr_array_index (quotes, i);

      if (!quote->stands)
        continue;
      if (g_strcmp0 (theme, quote->theme) != 0)
        ear_document_add_heading (parts->document, 2, quote->theme);
      theme = quote->theme;
      add_quotation (parts->document, quote);
    }
  add_waiting (parts, n_waiting);
  if (n + n_waiting == 0)
    ear_document_add_paragraph (parts->document, _ ("No voice with a theme may be quoted, so there is no quotation."));
  return TRUE;
}
