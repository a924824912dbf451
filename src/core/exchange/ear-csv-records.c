/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-csv-records.h"

#include "ear-csv-values.h"
#include "ear-hash.h"

#define NAMESPACE "urn:earshot:import:1"
#define MAX_PARTS 8

/**
 * ear_csv_id:
 * @parts: what the record stands for, %NULL-terminated
 *
 * Returns: the id of that record of an import, the same on every laptop.
 */
EarId
ear_csv_id (const char *const *parts)
{
  const char *all[MAX_PARTS + 2] = { NAMESPACE };

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_assert (i < MAX_PARTS);
      all[i + 1] = parts[i];
    }
  return ear_id_derive (all);
}

static void
add (EarCsvNames *names, const char *name, const EarId *id)
{
  char *folded = ear_csv_fold (name);

  /* Of several records of one name the one that came first is meant. */
  if (g_hash_table_contains (names->ids, folded))
    g_free (folded);
  else
    g_hash_table_insert (names->ids, folded, g_memdup2 (id, sizeof *id));
}

/**
 * ear_csv_names_load:
 * @kind: a kind whose first field is its name
 *
 * Fills @names, which is all zeros, with the records that are here and not deleted. Themes go by their slug too.
 */
gboolean
ear_csv_names_load (EarCsvNames *names, EarStore *store, EarKind kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, %s, name FROM %s WHERE state = 0 AND name IS NOT NULL ORDER BY "
                                          "id",
                                          kind == EAR_KIND_THEME ? "slug" : "NULL", ear_kind_info (kind)->table);
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step;
  EarId id;

  names->store = store;
  names->kind = kind;
  names->ids = g_hash_table_new_full (ear_text_hash, g_str_equal, g_free, g_free);
  names->made = g_ptr_array_new_with_free_func (g_free);
  if (each == NULL)
    return FALSE;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      ear_statement_get_id (each, 0, &id);
      if (!ear_statement_is_null (each, 1))
        add (names, ear_statement_get_text (each, 1), &id);
      add (names, ear_statement_get_text (each, 2), &id);
    }
  return step == EAR_STEP_DONE;
}

void
ear_csv_names_clear (EarCsvNames *names)
{
  g_clear_pointer (&names->ids, g_hash_table_unref);
  g_clear_pointer (&names->made, g_ptr_array_unref);
}

gboolean
ear_csv_names_find (EarCsvNames *names, const char *name, EarId *id)
{
  g_autofree char *folded = ear_csv_fold (name);
  const EarId *found = g_hash_table_lookup (names->ids, folded);

  if (found == NULL)
    return FALSE;
  *id = *found;
  return TRUE;
}

/**
 * ear_csv_names_need:
 * @id: (out): the record of that name, made if there was none
 */
gboolean
ear_csv_names_need (EarCsvNames *names, const char *name, EarId *id, GError **error)
{
  g_autofree char *folded = ear_csv_fold (name);
  g_autoptr (EarRecord) record = NULL;

  if (ear_csv_names_find (names, name, id))
    return TRUE;
  *id = ear_csv_id ((const char *[]){ ear_kind_info (names->kind)->name, folded, NULL });
  record = ear_record_new_with_id (names->kind, id);
  ear_record_set (record, 1, name);
  if (!ear_store_put (names->store, record, error))
    return FALSE;
  add (names, name, id);
  g_ptr_array_add (names->made, g_strdup (name));
  return TRUE;
}

/**
 * ear_csv_is_here:
 * @here: (out): whether the record came here before, even if it is deleted or erased by now
 */
gboolean
ear_csv_is_here (EarStore *store, EarKind kind, const EarId *id, gboolean *here, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) record = ear_store_get (store, kind, id, &local);

  *here = record != NULL;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ear_csv_link:
 * @kind: a kind whose first two fields are the ends of a link
 *
 * Links two records, unless they are linked.
 */
gboolean
ear_csv_link (EarStore *store, EarKind kind, const EarId *one, const EarId *other, GError **error)
{
  EarId id = ear_id_derive_link (ear_kind_info (kind)->name, one, other);
  g_autoptr (EarRecord) link = ear_record_new_with_id (kind, &id);

  ear_record_set_id (link, 1, one);
  ear_record_set_id (link, 2, other);
  return ear_store_put (store, link, error);
}
