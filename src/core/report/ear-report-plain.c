/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary in plain words: short sentences, lists and no tables. Figures are those of the report, as they are shown. */
#include "ear-report-parts.h"

#include <glib/gi18n-lib.h>

#include "ear-action-list.h"
#include "ear-terms.h"

#define N_THEMES 5
#define N_FEELINGS 3
#define N_ACTIONS 10
#define N_MISSING 6

static void
add_printed (EarReportParts *parts, char *text)
{
  ear_document_add_paragraph (parts->document, text);
  g_free (text);
}

gboolean
ear_report_add_did (EarReportParts *parts, GError **error)
{
  EarShown voices = ear_report_get_total (parts, EAR_MEASURE_VOICES), sessions = ear_report_get_total (parts, EAR_MEASURE_SESSIONS);
  g_autofree char *period = NULL;

  if (!ear_report_describe_period (parts, &period, error))
    return FALSE;
  if (parts->document->subtitle != NULL)
    add_printed (parts, g_strdup_printf (_ ("%s listens to people about health and care."), parts->document->subtitle));
  if (period != NULL)
    add_printed (parts, g_strdup_printf (_ ("This is about the time from %s."), period));
  if (!sessions.hidden && !voices.hidden)
    add_printed (parts, g_strdup_printf (_ ("We listened on %u occasions. We wrote down %u things that people said."), sessions.value,
                                         voices.value));
  return TRUE;
}

/* A row, and the figure by which it is chosen. */
typedef struct
{
  const char *label;
  guint value;
} Line;

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *one = a, *other = b;

  return (one->value < other->value) - (one->value > other->value);
}

static void
add_foremost (EarReportParts *parts, const char *sentence, GArray *lines, guint most)
{
  EarBlock *list;

  if (lines->len == 0)
    return;
  g_array_sort (lines, compare_lines);
  ear_document_add_paragraph (parts->document, sentence);
  list = ear_document_add (parts->document, EAR_BLOCK_LIST);
  for (guint i = 0; i < MIN (lines->len, most); i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      /* Translators: a theme, and how many things were said about it. */
      g_autofree char *text = g_strdup_printf (_ ("%s (%u)"), line->label, line->value);

      ear_block_add_text (list, text, NULL);
    }
}

/* The column of a feeling; -1 where nobody felt so. */
static int
find_feeling (const EarTable *table, const char *feeling)
{
  for (guint c = 0; c < table->columns->len; c++)
    {
      if (g_str_equal (((EarHeading *) table->columns->pdata[c])->key, feeling))
        return (int) c;
    }
  return -1;
}

static void
add_themes (EarReportParts *parts, const char *sentence, const EarTable *table, const char *feeling, guint most)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  int column = feeling == NULL ? -1 : find_feeling (table, feeling);

  for (guint r = 0; (feeling == NULL || column >= 0) && r < table->rows->len; r++)
    {
      const EarHeading *heading = table->rows->pdata[r];
      EarShown shown
        = ear_protect_get_table (parts->protect, table, EAR_REPORT_PERIOD, parts->scope, EAR_MEASURE_VOICES, (int) r, column);
      Line line = { heading->label, shown.value };

      if (!shown.hidden && shown.value > 0 && heading->depth == 0 && !ear_report_is_none (heading))
        g_array_append_val (lines, line);
    }
  add_foremost (parts, sentence, lines, most);
}

gboolean
ear_report_add_told (EarReportParts *parts, GError **error G_GNUC_UNUSED)
{
  add_themes (parts, _ ("People spoke most about:"), parts->themes, NULL, N_THEMES);
  add_themes (parts, _ ("What works for people is mostly about:"), parts->feelings_of_themes, EAR_FEELING_WORKING, N_FEELINGS);
  add_themes (parts, _ ("What does not work is mostly about:"), parts->feelings_of_themes, EAR_FEELING_NOT_WORKING, N_FEELINGS);
  add_themes (parts, _ ("People’s ideas are mostly about:"), parts->feelings_of_themes, EAR_FEELING_IDEA, N_FEELINGS);
  ear_document_add_paragraph (parts->document, _ ("The number says how many things were said about it. Small numbers are left out."));
  return TRUE;
}

static gboolean
add_actions (EarReportParts *parts, const char *status, const char *sentence, guint *n, GError **error)
{
  EarActionFilter filter = { .status = status };
  g_autoptr (GPtrArray) actions = ear_action_list (parts->store, &filter, error);
  EarBlock *list = NULL;

  for (guint i = 0; actions != NULL && i < MIN (actions->len, N_ACTIONS); i++)
    {
      const EarActionRow *action = actions->pdata[i];
      g_autofree char *text = action->answer == NULL ? g_strdup (action->title) : g_strdup_printf ("%s: %s", action->title, action->answer);

      if (list == NULL)
        {
          ear_document_add_paragraph (parts->document, sentence);
          list = ear_document_add (parts->document, EAR_BLOCK_LIST);
        }
      ear_block_add_text (list, text, NULL);
      *n += 1;
    }
  return actions != NULL;
}

gboolean
ear_report_add_done (EarReportParts *parts, GError **error)
{
  guint n = 0;

  if (!add_actions (parts, EAR_STATUS_DONE, _ ("This is done:"), &n, error)
      || !add_actions (parts, EAR_STATUS_UNDER_WAY, _ ("This is being done now:"), &n, error)
      || !add_actions (parts, EAR_STATUS_AGREED, _ ("This was agreed:"), &n, error)
      || !add_actions (parts, EAR_STATUS_WILL_NOT_DO, _ ("This will not be done:"), &n, error))
    return FALSE;
  if (n == 0)
    ear_document_add_paragraph (parts->document, _ ("We do not know yet what will be done. We will ask, and tell you."));
  return TRUE;
}

gboolean
ear_report_add_missing (EarReportParts *parts, GError **error)
{
  g_autoptr (GPtrArray) missing = NULL;
  EarBlock *list;

  if (!parts->preset.hide_zero)
    {
      missing = ear_report_list_missing (parts, N_MISSING, error);
      if (missing == NULL)
        return FALSE;
    }
  if (missing == NULL || missing->len == 0)
    {
      ear_document_add_paragraph (parts->document, _ ("We want to hear from everybody. Please tell us who we have not listened to."));
      return TRUE;
    }
  ear_document_add_paragraph (parts->document, _ ("We have not heard yet from:"));
  list = ear_document_add (parts->document, EAR_BLOCK_LIST);
  for (guint i = 0; i < missing->len; i++)
    ear_block_add_text (list, missing->pdata[i], NULL);
  return TRUE;
}

gboolean
ear_report_add_safe (EarReportParts *parts, GError **error G_GNUC_UNUSED)
{
  ear_document_add_paragraph (parts->document, _ ("Nobody’s name is in this report. We only use somebody’s words if they said that we may."));
  if (ear_preset_is_internal (&parts->preset))
    ear_document_add_paragraph (parts->document, _ ("This copy is only for the people who work on it."));
  else
    {
      g_autofree char *rules = ear_preset_describe (&parts->preset);

      ear_document_add_paragraph (parts->document, _ ("Small numbers are left out, so that nobody can work out who said something."));
      ear_document_add_paragraph (parts->document, rules);
    }
  return TRUE;
}
