/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-authors.h"

struct _EarAuthors
{
  GHashTable *set; /* EarId, while they are collected */
  GArray *ids;     /* EarId, sorted */
  guint last;      /* the number that was asked for last, or 0 */
};

static void
add (EarAuthors *authors, const EarId *device)
{
  if (!g_hash_table_contains (authors->set, device))
    g_hash_table_add (authors->set, g_memdup2 (device, sizeof *device));
}

static void
add_version (EarAuthors *authors, const EarVersion *version)
{
  if (version->stamp.clock == 0)
    return;
  add (authors, &version->stamp.device);
  for (guint i = 0; i < version->seen.n; i++)
    add (authors, &version->seen.stamps[i].device);
}

static void
add_record (EarAuthors *authors, const EarRecord *record, EarLeave leave)
{
  for (guint i = 0; i < ear_kind_info (record->kind)->n_fields; i++)
    {
      const EarField *field = &record->fields[i];

      if (!ear_consent_lets_field (leave, record->kind, i))
        continue;
      add_version (authors, &field->shown);
      for (guint j = 0; field->rivals != NULL && j < field->rivals->len; j++)
        add_version (authors, field->rivals->pdata[j]);
    }
}

/* Records whose own row says everything: all their stamps are the row's, so the rows need not be read whole. */
static gboolean
collect_plain (EarAuthors *authors, EarStore *store, EarKind kind, const char *rows, gboolean few, GError **error)
{
  g_autofree char *leaves = ear_consent_sql (kind, few);
  g_autofree char *sql
    = g_strdup_printf ("SELECT d.id FROM (SELECT DISTINCT x.device AS author FROM %s x "
                       "WHERE x.state IN (0, 1) AND x.mixed = 0 AND %s AND (%s)) JOIN devices d ON d.n = author",
                       ear_kind_info (kind)->table, leaves, rows);
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step;
  EarId id;

  if (each == NULL)
    return FALSE;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      ear_statement_get_id (each, 0, &id);
      add (authors, &id);
    }
  return step == EAR_STEP_DONE;
}

static gboolean
collect_mixed (EarAuthors *authors, EarStore *store, EarKind kind, EarConsent *consent, const char *rows, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT x.id FROM %s x WHERE x.state IN (0, 1) AND x.mixed AND (%s)",
                                          ear_kind_info (kind)->table, rows);
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step;

  if (each == NULL)
    return FALSE;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      g_autoptr (EarRecord) record = NULL;
      EarLeave leave;
      EarId id;

      ear_statement_get_id (each, 0, &id);
      record = ear_store_get (store, kind, &id, error);
      if (record == NULL)
        return FALSE;
      leave = ear_consent_judge (consent, record);
      if (leave != EAR_LEAVE_NOT_AT_ALL)
        add_record (authors, record, leave);
    }
  return step == EAR_STEP_DONE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return ear_id_compare (a, b);
}

static gboolean
collect_kind (EarAuthors *authors, EarStore *store, EarKind kind, EarConsent *consent, EarTravel *travel, GError **error)
{
  const char *rows = ear_travel_rows (travel, kind);

  rows = rows == NULL ? "1" : rows;
  return collect_plain (authors, store, kind, rows, ear_travel_is_partial (travel), error)
         && collect_mixed (authors, store, kind, consent, rows, error);
}

static void
sort (EarAuthors *authors)
{
  GHashTableIter iter;
  gpointer id;

  g_array_set_size (authors->ids, 0);
  g_hash_table_iter_init (&iter, authors->set);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (authors->ids, id, 1);
  g_array_sort (authors->ids, compare_ids);
}

/* In a part of the workbook the records of its authors travel too, and these have authors themselves. */
static gboolean
collect_devices (EarAuthors *authors, EarStore *store, EarConsent *consent, EarTravel *travel, GError **error)
{
  guint n_before;

  do
    {
      n_before = g_hash_table_size (authors->set);
      sort (authors);
      if (!ear_travel_add_devices (travel, store, (const EarId *) (const void *) authors->ids->data, authors->ids->len, error)
          || !collect_kind (authors, store, EAR_KIND_DEVICE, consent, travel, error))
        return FALSE;
    }
  while (g_hash_table_size (authors->set) > n_before);
  return TRUE;
}

/**
 * ear_authors_collect:
 *
 * Returns: (transfer full) (nullable): the authors of everything of @travel that may leave the workbook, and this laptop
 *   where the bundle names it in any case.
 */
EarAuthors *
ear_authors_collect (EarStore *store, EarConsent *consent, EarTravel *travel, GError **error)
{
  g_autoptr (EarAuthors) authors = g_new0 (EarAuthors, 1);
  EarId own;

  authors->set = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  authors->ids = g_array_new (FALSE, FALSE, sizeof (EarId));
  if (ear_travel_names_exporter (travel) && ear_store_get_device (store, &own, NULL))
    add (authors, &own);
  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      if (i != EAR_KIND_DEVICE && !collect_kind (authors, store, (EarKind) i, consent, travel, error))
        return NULL;
    }
  if (!collect_devices (authors, store, consent, travel, error))
    return NULL;
  sort (authors);
  return g_steal_pointer (&authors);
}

void
ear_authors_free (EarAuthors *authors)
{
  if (authors == NULL)
    return;
  g_clear_pointer (&authors->set, g_hash_table_unref);
  g_clear_pointer (&authors->ids, g_array_unref);
  g_free (authors);
}

guint
ear_authors_count (EarAuthors *authors)
{
  return authors->ids->len;
}

/**
 * ear_authors_get:
 * @number: from 1 to the count
 */
const EarId *
ear_authors_get (EarAuthors *authors, guint number)
{
  g_return_val_if_fail (number >= 1 && number <= authors->ids->len, NULL);

  return &g_array_index (authors->ids, EarId, number - 1);
}

/**
 * ear_authors_number:
 *
 * Returns: the device's number, 0 when no stamp names it.
 */
guint
ear_authors_number (EarAuthors *authors, const EarId *device)
{
  guint at;

  /* Neighbouring records mostly have one author. */
  if (authors->last != 0 && ear_id_equal (ear_authors_get (authors, authors->last), device))
    return authors->last;
  if (!g_array_binary_search (authors->ids, device, compare_ids, &at))
    return 0;
  authors->last = at + 1;
  return authors->last;
}
