/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which voices pass a filter. What they share is judged once: occasions, sets of themes, sets of groups. Only what the
 * columns do not hold is asked of the tables. */
#include "ear-cube.h"

#include <string.h>

#include "ear-terms.h"
#include "ear-voice-filter.h"

/* Judgements: one byte an entry. */
typedef struct
{
  EarStore *store;
  const EarVoiceColumns *columns;
  const EarVoiceFilter *filter;
  guint8 *occasions, *themes, *groups;
} Judging;

static void
judging_clear (Judging *judging)
{
  g_free (judging->occasions);
  g_free (judging->themes);
  g_free (judging->groups);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judging, judging_clear)

static guint8 *
all_pass (guint n)
{
  guint8 *passes = g_malloc (MAX (n, 1));

  memset (passes, 1, n);
  return passes;
}

/* Lets only sets pass that have one of what reaches @heading; @heading 0: nothing does. */
static void
judge_sets (const EarRowSets *sets, guint8 *passes, GHashTable *reach, gint64 heading)
{
  for (guint entry = 0; entry + 1 < sets->starts->len; entry++)
    {
      gboolean any = FALSE;

      for (guint i = g_array_index (sets->starts, guint32, entry); !any && i < g_array_index (sets->starts, guint32, entry + 1); i++)
        any = ear_reach_holds (reach, g_array_index (sets->items, guint32, i), heading);
      passes[entry] &= any;
    }
}

/* Sets without anything that is here. */
static void
judge_empty (const EarRowSets *sets, guint8 *passes, GHashTable *reach)
{
  for (guint entry = 0; entry + 1 < sets->starts->len; entry++)
    {
      for (guint i = g_array_index (sets->starts, guint32, entry); i < g_array_index (sets->starts, guint32, entry + 1); i++)
        {
          gint64 row = g_array_index (sets->items, guint32, i);

          passes[entry] &= !g_hash_table_contains (reach, &row);
        }
    }
}

/* A theme that was merged into another stands for that one. -1 on failure. */
static gint64
theme_now (EarStore *store, gint64 theme, GError **error)
{
  g_autoptr (EarStatement) one = ear_store_query (store, "SELECT now FROM theme_now WHERE theme = ?1", error);
  EarStep step;

  if (one == NULL)
    return -1;
  ear_statement_bind_integer (one, 1, theme);
  step = ear_statement_step (one, error);
  return step == EAR_STEP_FAILED ? -1 : step == EAR_STEP_ROW ? ear_statement_get_integer (one, 0) : 0;
}

/* @id: (nullable): the filter does not say */
static gboolean
judge_links (Judging *judging, EarDimension dimension, EarKind kind, const EarId *id, GError **error)
{
  EarSide side = { .dimension = dimension };
  g_autoptr (GHashTable) reach = NULL;
  gint64 row;

  if (id == NULL)
    return TRUE;
  row = ear_store_find_row (judging->store, kind, id, error);
  if (row > 0 && kind == EAR_KIND_THEME)
    row = theme_now (judging->store, row, error);
  reach = row < 0 ? NULL : ear_reach_load (judging->store, &side, error);
  if (reach == NULL)
    return FALSE;
  if (dimension == EAR_DIMENSION_GROUP)
    judge_sets (&judging->columns->group_sets, judging->groups, reach, row);
  else
    judge_sets (&judging->columns->theme_sets, judging->themes, reach, row);
  return TRUE;
}

static gboolean
judge_uncoded (Judging *judging, GError **error)
{
  EarSide side = { .dimension = EAR_DIMENSION_THEME };
  g_autoptr (GHashTable) reach = judging->filter->uncoded ? ear_reach_load (judging->store, &side, error) : NULL;

  if (judging->filter->uncoded && reach == NULL)
    return FALSE;
  if (reach != NULL)
    judge_empty (&judging->columns->theme_sets, judging->themes, reach);
  return TRUE;
}

/* Whether the months decide what is from @from to @to: otherwise the days do, which no column holds. */
static gboolean
is_of_months (const EarVoiceFilter *filter)
{
  g_autofree char *month = NULL, *last = NULL;

  if (filter->from != NULL && strlen (filter->from) == 10 && !g_str_has_suffix (filter->from, "-01"))
    return FALSE;
  if (filter->to == NULL || strlen (filter->to) != 10)
    return TRUE;
  month = g_strndup (filter->to, 7);
  return ear_period_day (month, TRUE, &last) && g_str_equal (last, filter->to);
}

/* A voice of which only the year is known is in a period that holds the whole year, or is that year and no month. */
static gboolean
is_in_period (gint32 month, const EarVoiceFilter *filter)
{
  gint32 first = filter->from == NULL ? G_MININT32 : ear_month_read (filter->from);
  gint32 last = filter->to == NULL ? G_MAXINT32 : ear_month_read (filter->to);

  if (month == EAR_NO_MONTH)
    return FALSE;
  if (month % 2 == 0)
    return month >= first && month <= last;
  return first <= month + 1 && (last >= month + 23 || last == month);
}

static gboolean
passes_word (const char *wanted, const char *const *terms, guint32 number)
{
  if (wanted == NULL)
    return TRUE;
  return g_str_equal (wanted, EAR_HEADING_NOT_SAID) ? number == 0 : (guint32) (ear_term_index (terms, wanted) + 1) == number && number > 0;
}

/* -1 on failure, 0 where the filter does not say */
static gint64
row_of (Judging *judging, EarKind kind, const EarId *id, GError **error)
{
  return id == NULL ? 0 : ear_store_find_row (judging->store, kind, id, error);
}

static gboolean
judge_occasions (Judging *judging, GError **error)
{
  const EarVoiceFilter *filter = judging->filter;
  EarSide side = { .dimension = EAR_DIMENSION_PLACE };
  gint64 place = row_of (judging, EAR_KIND_PLACE, filter->place, error);
  gint64 session = place < 0 ? -1 : row_of (judging, EAR_KIND_SESSION, filter->session, error);
  gint64 organisation = session < 0 ? -1 : row_of (judging, EAR_KIND_ORGANISATION, filter->organisation, error);
  g_autoptr (GHashTable) reach = organisation < 0 ? NULL : ear_reach_load (judging->store, &side, error);

  gboolean has_period = (filter->from != NULL || filter->to != NULL) && is_of_months (filter);

  if (reach == NULL)
    return FALSE;
  for (guint i = 0; i < judging->columns->occasion->len; i++)
    {
      const EarOccasion *occasion = &g_array_index (judging->columns->occasion, EarOccasion, i);

      judging->occasions[i]
        = (filter->place == NULL || ear_reach_holds (reach, occasion->place, place))
          && (filter->session == NULL || (session != 0 && occasion->session == session))
          && (filter->organisation == NULL || (organisation != 0 && occasion->organisation == organisation))
          && (!has_period || is_in_period (occasion->month, filter))
          && passes_word (filter->feeling, EAR_TERMS_FEELING, occasion->feeling)
          && passes_word (filter->permission, EAR_TERMS_PERMISSION, occasion->permission);
    }
  return TRUE;
}

/* What is in no column: words, rivals, who coded, answers, days. */
static EarVoiceFilter
beyond_columns (const EarVoiceFilter *filter)
{
  EarVoiceFilter beyond = { .search = filter->search,
                            .needs_look = filter->needs_look,
                            .unanswered_before = filter->unanswered_before,
                            .action = filter->action,
                            .coder = filter->coder };

  if (!is_of_months (filter))
    {
      beyond.from = filter->from;
      beyond.to = filter->to;
    }
  if (filter->coder != NULL)
    {
      beyond.theme = filter->theme;
      beyond.also_theme = filter->also_theme;
      beyond.priority = filter->priority;
    }
  return beyond;
}

static gboolean
judge_rows (Judging *judging, guint8 *mask, GError **error)
{
  const EarVoiceFilter beyond = beyond_columns (judging->filter);
  g_auto (EarFilterSql) sql = { 0 };
  g_autoptr (EarVoiceRows) rows = NULL;
  g_autoptr (GHashTable) passing = NULL;
  gboolean any = FALSE;

  ear_filter_sql_init (&sql, &beyond);
  for (EarAspect aspect = 0; aspect < EAR_N_ASPECTS; aspect++)
    any |= ear_filter_sql_has (&sql, aspect);
  if (!any)
    return TRUE;
  rows = ear_voice_rows_find (judging->store, &beyond, error);
  if (rows == NULL)
    return FALSE;
  passing = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < ear_voice_rows_get_n (rows); i++)
    g_hash_table_add (passing, GUINT_TO_POINTER (ear_voice_rows_get (rows, i)));
  for (guint i = 0; i < judging->columns->n_voices; i++)
    mask[i] &= g_hash_table_contains (passing, GUINT_TO_POINTER (judging->columns->rows[i]));
  return TRUE;
}

/**
 * ear_filter_mask:
 *
 * Returns: (transfer full) (nullable): for each voice whether it passes. The store's thread.
 */
guint8 *
ear_filter_mask (EarStore *store, const EarVoiceColumns *columns, const EarVoiceFilter *filter, GError **error)
{
  g_auto (Judging) judging = { store, columns, filter, all_pass (columns->occasion->len),
                               all_pass (columns->theme_sets.starts->len), all_pass (columns->group_sets.starts->len) };
  g_autofree guint8 *mask = g_malloc (MAX (columns->n_voices, 1));

  if (!judge_occasions (&judging, error) || !judge_uncoded (&judging, error)
      || !judge_links (&judging, EAR_DIMENSION_GROUP, EAR_KIND_GROUP, filter->group, error)
      || !judge_links (&judging, EAR_DIMENSION_GROUP, EAR_KIND_GROUP, filter->also_group, error)
      || !judge_links (&judging, EAR_DIMENSION_THEME, EAR_KIND_THEME, filter->theme, error)
      || !judge_links (&judging, EAR_DIMENSION_THEME, EAR_KIND_THEME, filter->also_theme, error)
      || !judge_links (&judging, EAR_DIMENSION_PRIORITY, EAR_KIND_PRIORITY, filter->priority, error))
    return NULL;
  for (guint i = 0; i < columns->n_voices; i++)
    mask[i] = judging.occasions[columns->occasions[i]] & judging.themes[columns->themes[i]] & judging.groups[columns->groups[i]];
  return judge_rows (&judging, mask, error) ? g_steal_pointer (&mask) : NULL;
}

/**
 * ear_filter_judge_themes:
 * @filter: its theme and priority are looked at, nothing else
 *
 * Returns: (transfer full) (nullable): for each set of themes whether voices with it pass. The store's thread.
 */
guint8 *
ear_filter_judge_themes (EarStore *store, const EarVoiceColumns *columns, const EarVoiceFilter *filter, GError **error)
{
  g_auto (Judging) judging = { store, columns, filter, NULL, all_pass (columns->theme_sets.starts->len), NULL };

  if (!judge_links (&judging, EAR_DIMENSION_THEME, EAR_KIND_THEME, filter->theme, error)
      || !judge_links (&judging, EAR_DIMENSION_PRIORITY, EAR_KIND_PRIORITY, filter->priority, error))
    return NULL;
  return g_steal_pointer (&judging.themes);
}
