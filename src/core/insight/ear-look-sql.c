/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-look-sql.h"

/* What people said first, then what it hangs on. */
const EarKind ear_look_order[EAR_LOOK_N_KINDS] = {
  EAR_KIND_CONTRIBUTION, EAR_KIND_SESSION,        EAR_KIND_PARTICIPANT,         EAR_KIND_CODING,
  EAR_KIND_THEME,        EAR_KIND_MAPPING,        EAR_KIND_ACTION,              EAR_KIND_CONTRIBUTION_GROUP,
  EAR_KIND_PARTICIPANT_GROUP, EAR_KIND_SESSION_GROUP, EAR_KIND_ACTION_CONTRIBUTION, EAR_KIND_ACTION_THEME,
  EAR_KIND_ACTION_PRIORITY, EAR_KIND_ACTION_GROUP, EAR_KIND_GROUP,              EAR_KIND_PLACE,
  EAR_KIND_PRIORITY,     EAR_KIND_STRATEGY,       EAR_KIND_ORGANISATION,        EAR_KIND_DEVICE,
  EAR_KIND_ACTION_STEP,  EAR_KIND_ACTION_TELLING, EAR_KIND_COPRODUCTION,        EAR_KIND_COPRODUCTION_GROUP,
  EAR_KIND_AGENDA_ITEM,  EAR_KIND_AGENDA_INPUT,   EAR_KIND_AGENDA_SUPPORT,      EAR_KIND_AGENDA_ACTION,
  EAR_KIND_TARGET,
};

static char *
column_of (const EarFieldInfo *field)
{
  g_autofree char *name = g_strdelimit (g_strdup (field->name), "-", '_');

  return g_strdup_printf ("t.\"%s\"", name);
}

/* Whether what the version "w" says differs from what shows, which stands in the row "t" in the column's own type. */
static void
append_difference (GString *sql, const EarFieldInfo *field, gboolean is_deleted)
{
  g_autofree char *column = is_deleted ? g_strdup ("(t.state = 1)") : column_of (field);

  g_string_append_printf (sql, " WHEN '%s' THEN ", field->name);
  if (field->type == EAR_TYPE_BOOLEAN)
    g_string_append_printf (sql, "(w.value IS NULL) = coalesce (%s, 0)", column);
  else if (field->type == EAR_TYPE_INTEGER)
    g_string_append_printf (sql, "w.value IS NOT CAST (%s AS TEXT)", column);
  else if (field->type == EAR_TYPE_REFERENCE)
    g_string_append_printf (sql, "replace (w.value, '-', '') IS NOT (SELECT lower (hex (x.id)) FROM %s x WHERE x.n = %s)",
                            ear_kind_info (field->target)->table, column);
  else
    g_string_append_printf (sql, "w.value IS NOT %s", column);
}

/* From the rivals to their values and rows: there are few of those, and the order of the tables says so to SQLite. First
 * only what the partial index holds is asked for, or else SQLite reads all versions of the kind. A deleted record has
 * nothing to decide but whether it is. */
static void
append_rivals (GString *sql, EarKind kind)
{
  const EarKindInfo *info = ear_kind_info (kind);

  g_string_append_printf (sql,
                          "FROM field_versions r CROSS JOIN field_versions w ON w.record_table = r.record_table AND w.n = r.n "
                          "AND w.field = r.field AND w.stamp = r.stamp AND w.device = r.device CROSS JOIN %s t ON t.n = r.n "
                          "WHERE r.record_table = '%s' AND r.shown = 0 AND (t.state = 0 OR (t.state = 1 AND w.field = 'deleted')) AND CASE w.field",
                          info->table, info->table);
  for (guint i = 0; i < info->n_fields; i++)
    append_difference (sql, &info->fields[i], i == EAR_FIELD_DELETED);
  g_string_append (sql, " END");
}

/* The clock and the device in the row are those of the deletion. */
static char *
deleted_sql (EarKind kind)
{
  const char *table = ear_kind_info (kind)->table;

  if (kind != EAR_KIND_CONTRIBUTION && kind != EAR_KIND_SESSION && kind != EAR_KIND_PARTICIPANT && kind != EAR_KIND_CODING
      && kind != EAR_KIND_THEME && kind != EAR_KIND_ACTION && kind != EAR_KIND_ACTION_STEP && kind != EAR_KIND_COPRODUCTION
      && kind != EAR_KIND_AGENDA_ITEM)
    return NULL;
  return g_strdup_printf ("SELECT t.id, 'deleted' AS field FROM %s t WHERE t.state = 1 AND t.mixed AND EXISTS ("
                          "SELECT 1 FROM field_versions w WHERE w.record_table = '%s' AND w.n = t.n AND w.shown = 1 "
                          "AND w.field <> 'deleted' AND w.stamp > t.stamp AND w.device <> t.device) AND NOT EXISTS ("
                          "SELECT 1 FROM field_versions w WHERE w.record_table = '%s' AND w.n = t.n AND w.shown = 0 "
                          "AND w.field = 'deleted')",
                          table, table, table);
}

/* A node that does not stand below the parent it was given, though both are here. */
static char *
circle_sql (EarKind kind)
{
  const char *table = ear_kind_info (kind)->table;

  if (ear_kind_parent_field (kind) < 0)
    return NULL;
  return g_strdup_printf ("SELECT t.id, 'parent' AS field FROM %s t JOIN %s p ON p.n = t.parent AND p.state = 0 "
                          "WHERE t.state = 0 AND NOT EXISTS (SELECT 1 FROM ancestry a WHERE a.record_table = '%s' "
                          "AND a.node = t.n AND a.ancestor = p.n) AND NOT EXISTS (SELECT 1 FROM field_versions w "
                          "WHERE w.record_table = '%s' AND w.n = t.n AND w.shown = 0 AND w.field = 'parent')",
                          table, table, table, table);
}

char *
ear_look_sql (EarKind kind, EarLookReason reason)
{
  g_autoptr (GString) sql = NULL;

  if (reason == EAR_LOOK_DELETED)
    return deleted_sql (kind);
  if (reason == EAR_LOOK_CIRCLE)
    return circle_sql (kind);
  sql = g_string_new ("SELECT t.id, w.field ");
  append_rivals (sql, kind);
  g_string_append (sql, " GROUP BY w.n, w.field");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

char *
ear_look_voices_sql (void)
{
  GString *sql = g_string_new ("SELECT w.n ");

  append_rivals (sql, EAR_KIND_CONTRIBUTION);
  return g_string_free (sql, FALSE);
}
