/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was changed in the codebook since it was last published: what its next version hands out. */
#include "ear-insight.h"

#include "ear-outside.h"

/* What has a later stamp than the publishing was not in what was published (ear-codebook.c). A theme of which nothing is as
 * old as that is new since. */
static const char themes_sql[]
  = "SELECT t.name, t.state, coalesce (t.retired, 0), m.name, u.name, t.split_from IS NOT NULL, "
    "NOT (t.stamp <= ?1 OR EXISTS (SELECT 1 FROM field_versions f WHERE f.record_table = 'themes' AND f.n = t.n AND f.stamp <= ?1) "
    "OR EXISTS (SELECT 1 FROM history h WHERE h.record_table = 'themes' AND h.n = t.n AND h.stamp <= ?1)), "
    "(SELECT group_concat (f.field) FROM field_versions f WHERE f.record_table = 'themes' AND f.n = t.n AND f.shown AND f.stamp > ?1), "
    "(SELECT h.value FROM history h WHERE h.record_table = 'themes' AND h.n = t.n AND h.field = 'name' AND h.stamp <= ?1 "
    "ORDER BY h.stamp DESC LIMIT 1), "
    "(SELECT group_concat ('“' || p.name || '”', ', ') FROM (SELECT q.name FROM themes q WHERE q.split_from = t.n AND q.state = 0 "
    "ORDER BY q.position IS NULL, q.position, q.name, q.id) p), t.stamp > ?1 "
    "FROM themes t LEFT JOIN themes m ON m.n = t.merged_into LEFT JOIN themes u ON u.n = t.parent "
    "WHERE t.state IN (0, 1) AND (t.stamp > ?1 OR t.n IN (SELECT f.n FROM field_versions f WHERE f.record_table = 'themes' "
    "AND f.shown AND f.stamp > ?1)) ORDER BY t.position IS NULL, t.position, t.name COLLATE NOCASE, t.id";

static const char mappings_sql[]
  = "SELECT count (*) FROM mappings m WHERE m.state IN (0, 1) AND (m.stamp > ?1 OR m.n IN "
    "(SELECT f.n FROM field_versions f WHERE f.record_table = 'mappings' AND f.shown AND f.stamp > ?1))";

enum
{
  NAME,
  STATE,
  RETIRED,
  MERGED_INTO,
  PARENT,
  IS_PART,
  IS_NEW,
  CHANGED,
  NAME_BEFORE,
  PARTS,
  STATE_CHANGED,
};

static char *
text_at (EarStatement *row, guint column)
{
  const char *text = ear_statement_get_text (row, column);

  return text == NULL ? NULL : ear_outside_text (text);
}

static void
add (GPtrArray *events, EarCodebookWhat what, const char *name, const char *other)
{
  g_ptr_array_add (events, ear_codebook_event_new (what, name, other));
}

/* One theme may have changed in several ways, each of which partners should hear of. */
static void
add_changes (GPtrArray *events, EarStatement *row, const char *name, const char *const *changed)
{
  g_autofree char *before = text_at (row, NAME_BEFORE);
  g_autofree char *into = text_at (row, MERGED_INTO);
  g_autofree char *parent = text_at (row, PARENT);
  g_autofree char *parts = text_at (row, PARTS);
  gsize n = events->len;

  if (g_strv_contains (changed, "name") && before != NULL && g_strcmp0 (before, name) != 0)
    add (events, EAR_CODEBOOK_RENAMED, before, name);
  if (g_strv_contains (changed, "merged-into") && into != NULL)
    add (events, EAR_CODEBOOK_MERGED, name, into);
  else if (g_strv_contains (changed, "retired") && ear_statement_get_integer (row, RETIRED) != 0)
    add (events, parts != NULL ? EAR_CODEBOOK_SPLIT : EAR_CODEBOOK_RETIRED, name, parts);
  else if (g_strv_contains (changed, "retired") || g_strv_contains (changed, "merged-into"))
    add (events, EAR_CODEBOOK_RESTORED, name, NULL);
  if (g_strv_contains (changed, "parent"))
    add (events, EAR_CODEBOOK_MOVED, name, parent);
  if (events->len == n)
    add (events, EAR_CODEBOOK_REWORDED, name, NULL);
}

static void
add_theme (GPtrArray *events, EarStatement *row)
{
  g_autofree char *name = text_at (row, NAME);
  const char *fields = ear_statement_get_text (row, CHANGED);
  g_auto (GStrv) changed = g_strsplit (fields == NULL ? "" : fields, ",", -1);
  gboolean is_deleted = ear_statement_get_integer (row, STATE) == 1;

  if (name == NULL)
    return;
  if (ear_statement_get_integer (row, IS_NEW) != 0)
    {
      /* A part is told with the theme that it is a part of. */
      if (!is_deleted && ear_statement_get_integer (row, IS_PART) == 0)
        ear_codebook_events_count (events, EAR_CODEBOOK_NEW, name, 1);
    }
  else if (ear_statement_get_integer (row, STATE_CHANGED) != 0)
    add (events, is_deleted ? EAR_CODEBOOK_DELETED : EAR_CODEBOOK_RESTORED, name, NULL);
  else if (!is_deleted)
    add_changes (events, row, name, (const char *const *) changed);
}

static gboolean
add_mappings (EarStore *store, gint64 since, GPtrArray *events, GError **error)
{
  g_autoptr (EarStatement) find = ear_store_query (store, mappings_sql, error);

  if (find == NULL)
    return FALSE;
  ear_statement_bind_integer (find, 1, since);
  if (ear_statement_step (find, error) != EAR_STEP_ROW)
    return FALSE;
  ear_codebook_events_count (events, EAR_CODEBOOK_MAPPED, NULL, (guint) ear_statement_get_integer (find, 0));
  return TRUE;
}

/**
 * ear_codebook_changes:
 * @since: the stamp of a version's publishing; 0: all that there is
 *
 * Returns: (transfer full) (element-type EarCodebookEvent) (nullable): what the codebook says otherwise than it did then. The
 *   store's thread.
 */
GPtrArray *
ear_codebook_changes (EarStore *store, gint64 since, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, themes_sql, error);
  g_autoptr (GPtrArray) events = ear_codebook_events_new ();
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_integer (each, 1, since);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    add_theme (events, each);
  return step == EAR_STEP_DONE && add_mappings (store, since, events, error) ? g_steal_pointer (&events) : NULL;
}
