/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-mapping-work.h"

#include <glib/gi18n-lib.h>

#include "ear-change.h"

/* What counts as this theme for this priority: also mappings of themes that were merged into it. */
static const char pair_sql[]
  = "SELECT m.id FROM mappings m JOIN theme_now w ON w.theme = m.theme JOIN themes t ON t.n = w.now "
    "JOIN priorities p ON p.n = m.priority WHERE m.state = 0 AND t.id = ?1 AND p.id = ?2 ORDER BY m.id";

static const char theme_now_sql[]
  = "SELECT now.id FROM themes t JOIN theme_now w ON w.theme = t.n JOIN themes now ON now.n = w.now AND now.state = 0 "
    "WHERE t.id = ?1 AND t.state = 0";

static const char priority_sql[] = "SELECT id FROM priorities WHERE id = ?1 AND state = 0";

/* @answer: (out): the id that a query gives for another one; EAR_ID_NONE for none */
static gboolean
look_up (EarStore *store, const char *sql, const EarId *id, EarId *answer, GError **error)
{
  g_autoptr (EarStatement) ask = ear_store_query (store, sql, error);
  EarStep step;

  *answer = EAR_ID_NONE;
  if (ask == NULL)
    return FALSE;
  ear_statement_bind_id (ask, 1, id);
  step = ear_statement_step (ask, error);
  if (step == EAR_STEP_ROW)
    ear_statement_get_id (ask, 0, answer);
  return step != EAR_STEP_FAILED;
}

/* @now: (out): what the theme counts as */
static gboolean
check_ends (EarStore *store, const EarId *theme, const EarId *priority, EarId *now, GError **error)
{
  EarId there;

  if (!look_up (store, theme_now_sql, theme, now, error) || !look_up (store, priority_sql, priority, &there, error))
    return FALSE;
  if (ear_id_is_none (now))
    g_set_error_literal (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE,
                         _ ("This theme is not in the workbook any more. Nothing was changed."));
  else if (ear_id_is_none (&there))
    g_set_error_literal (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE,
                         _ ("This priority is not in the workbook any more. Nothing was changed."));
  return !ear_id_is_none (now) && !ear_id_is_none (&there);
}

static GArray *
find_pair (EarStore *store, const EarId *theme, const EarId *priority, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, pair_sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EarId));
  EarStep step = EAR_STEP_FAILED;
  EarId id;

  if (each != NULL)
    {
      ear_statement_bind_id (each, 1, theme);
      ear_statement_bind_id (each, 2, priority);
    }
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      ear_statement_get_id (each, 0, &id);
      g_array_append_val (ids, id);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/* A mapping's id follows from its ends, so that two laptops that map the same pair write one record. */
static EarRecord *
load_or_make (EarStore *store, const EarId *theme, const EarId *priority, GError **error)
{
  EarId id = ear_id_derive_link (ear_kind_info (EAR_KIND_MAPPING)->name, theme, priority);
  g_autoptr (GError) local = NULL;
  EarRecord *record = ear_store_get (store, EAR_KIND_MAPPING, &id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL)
    record = ear_record_new_with_id (EAR_KIND_MAPPING, &id);
  return record;
}

/**
 * ear_mapping_set:
 * @theme: where it was merged into another, that one is meant
 * @reason: (nullable): why it is evidence for the priority
 * @before: (nullable): gets what ear_codebook_take_back() needs
 *
 * Lets a theme count as evidence for a priority, or gives another reason where it does already.
 */
gboolean
ear_mapping_set (EarStore *store, const EarId *theme, const EarId *priority, const char *reason, EarCodebookBefore *before,
                 GError **error)
{
  g_autoptr (EarRecord) record = NULL;
  EarId now;

  if (!check_ends (store, theme, priority, &now, error))
    return FALSE;
  record = load_or_make (store, &now, priority, error);
  if (record == NULL)
    return FALSE;
  ear_change_remember (before, record);
  ear_record_set_flag (record, EAR_FIELD_DELETED, FALSE);
  ear_record_set_id (record, EAR_MAPPING_THEME, &now);
  ear_record_set_id (record, EAR_MAPPING_PRIORITY, priority);
  ear_record_set (record, EAR_MAPPING_REASON, reason);
  return ear_store_put (store, record, error);
}

static gboolean
unset_all (EarStore *store, const GArray *ids, EarCodebookBefore *before, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (EarRecord) record = ear_store_get (store, EAR_KIND_MAPPING, &g_array_index (ids, EarId, i), error);

      if (record == NULL)
        return FALSE;
      ear_change_remember (before, record);
      if (!ear_store_set_deleted (store, EAR_KIND_MAPPING, &record->id, TRUE, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_mapping_unset:
 *
 * Lets a theme no longer count as evidence for a priority, nor what was merged into it. What is mapped above or below either
 * of them stays.
 */
gboolean
ear_mapping_unset (EarStore *store, const EarId *theme, const EarId *priority, EarCodebookBefore *before, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  gboolean done;
  EarId now;

  if (!check_ends (store, theme, priority, &now, error))
    return FALSE;
  ids = find_pair (store, &now, priority, error);
  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    {
      g_set_error_literal (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_MAPPED,
                           _ ("This theme is not mapped to this priority. Nothing was changed."));
      return FALSE;
    }
  if (!ear_store_begin (store, error))
    return FALSE;
  done = unset_all (store, ids, before, error);
  return ear_change_finish (store, done, error);
}
