/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statements that every kind's table needs, written from the model's list of fields once a run. */
#include "ear-store-private.h"

static void
append_column (GString *sql, const char *name)
{
  g_string_append_c (sql, '"');
  for (; *name != '\0'; name++)
    g_string_append_c (sql, *name == '-' ? '_' : *name);
  g_string_append_c (sql, '"');
}

static char *
list_columns (const EarKindInfo *info, const char *after_each)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 1; i < info->n_fields; i++)
    {
      g_string_append (list, ", ");
      append_column (list, info->fields[i].name);
      g_string_append (list, after_each);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* How many fields that travel have a value. */
static char *
count_present (const EarKindInfo *info)
{
  g_autoptr (GString) sum = g_string_new (", 0");

  for (guint i = 1; i < info->n_fields; i++)
    {
      if (info->fields[i].flags & EAR_FIELD_LOCAL)
        continue;
      g_string_append (sum, " + (");
      append_column (sum, info->fields[i].name);
      g_string_append (sum, " IS NOT NULL)");
    }
  return g_string_free (g_steal_pointer (&sum), FALSE);
}

static char *
list_parameters (const EarKindInfo *info)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 1; i < info->n_fields; i++)
    g_string_append (list, ", ?");
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static EarKindSql *
make_sql (EarKind kind)
{
  const EarKindInfo *info = ear_kind_info (kind);
  g_autofree char *columns = list_columns (info, "");
  g_autofree char *settings = list_columns (info, " = ?");
  g_autofree char *nothing = list_columns (info, " = NULL");
  g_autofree char *parameters = list_parameters (info);
  g_autofree char *present = count_present (info);
  EarKindSql *sql = g_new0 (EarKindSql, 1);

  sql->find = g_strdup_printf ("SELECT n, state FROM %s WHERE id = ?", info->table);
  /* The index of the ids alone answers it. */
  sql->locate = g_strdup_printf ("SELECT n FROM %s WHERE id = ?", info->table);
  sql->walk = g_strdup_printf ("SELECT id, n, state, stamp, device, mixed%s FROM %s WHERE id >= ? ORDER BY id", present,
                               info->table);
  sql->identify = g_strdup_printf ("SELECT id FROM %s WHERE n = ?", info->table);
  sql->mention = g_strdup_printf ("INSERT INTO %s (id, state) VALUES (?, 3)", info->table);
  sql->load = g_strdup_printf ("SELECT id, state, stamp, device, mixed%s FROM %s WHERE n = ?", columns, info->table);
  sql->insert = g_strdup_printf ("INSERT INTO %s (id, state, stamp, device, mixed, changed%s) VALUES (?, ?, ?, ?, ?, ?%s) "
                                 "ON CONFLICT (id) DO NOTHING",
                                 info->table, columns, parameters);
  sql->update = g_strdup_printf ("UPDATE %s SET state = ?, stamp = ?, device = ?, mixed = ?, changed = ?%s WHERE n = ?",
                                 info->table, settings);
  sql->wipe = g_strdup_printf ("UPDATE %s SET state = 3, stamp = 0, device = NULL, mixed = 0, changed = ?2%s WHERE n = ?1",
                               info->table, nothing);
  sql->each = g_strdup_printf ("SELECT n FROM %s WHERE state <> 3 ORDER BY id", info->table);
  return sql;
}

/**
 * ear_kind_sql:
 *
 * Returns: (transfer none): the statements for a kind's table. Any thread.
 */
const EarKindSql *
ear_kind_sql (EarKind kind)
{
  static EarKindSql *made[EAR_N_KINDS];

  if (g_once_init_enter_pointer (&made[kind]))
    g_once_init_leave_pointer (&made[kind], make_sql (kind));
  return made[kind];
}
