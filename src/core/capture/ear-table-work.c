/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of an Assembly: a name and who sits there, never who they are. A table is one record on every laptop. */
#include "ear-assembly-work.h"

#include "ear-change.h"
#include "ear-theme-finder.h"

#define TABLE_SPACE "urn:earshot:table:1"

/**
 * ear_table_is_label:
 *
 * Returns: whether a speaker of that name is a table rather than a person: “table 3”, “Table-3”.
 */
gboolean
ear_table_is_label (const char *label)
{
  g_autofree char *key = ear_name_key (label);

  return g_str_has_prefix (key, "table");
}

static EarId
derive_id (const EarId *session, const char *label)
{
  g_autofree char *key = ear_name_key (label);
  char text[EAR_ID_TEXT_SIZE];
  const char *const parts[] = { TABLE_SPACE, ear_id_format (session, text), key, NULL };

  return ear_id_derive (parts);
}

/* What is only a number is written in one way, so that two laptops that make the table write the same. */
static char *
tidy_label (const char *label)
{
  g_autofree char *key = ear_name_key (label);
  const char *number = g_str_has_prefix (key, "table-") ? key + strlen ("table-") : NULL;

  if (number != NULL && *number != '\0' && number[strspn (number, "0123456789")] == '\0')
    return g_strdup_printf ("table %s", number);
  return ear_value_tidy (EAR_TYPE_LINE, label);
}

/**
 * ear_table_begin:
 *
 * Returns: (transfer full): a table that is not written. Its id follows from its name and session, so that five laptops that
 *   make table 3 make one.
 */
EarRecord *
ear_table_begin (const EarId *session, const char *label)
{
  g_autofree char *tidy = tidy_label (label);
  EarId id = derive_id (session, label);
  EarRecord *table = ear_record_new_with_id (EAR_KIND_PARTICIPANT, &id);

  ear_record_set (table, EAR_PARTICIPANT_LABEL, tidy);
  ear_record_set (table, EAR_PARTICIPANT_NATURE, "table");
  ear_record_set_id (table, EAR_PARTICIPANT_SESSION, session);
  return table;
}

/* As another record: what was erased with the consent of those who sat there stays so, and theirs is not that of others who
 * sit there later. */
static EarRecord *
begin_anew (const EarRecord *table)
{
  EarRecord *other = ear_record_new (EAR_KIND_PARTICIPANT);

  for (guint i = 1; i < EAR_PARTICIPANT_N_FIELDS; i++)
    ear_record_set (other, i, ear_record_get (table, i));
  return other;
}

static EarRecord *
find_or_begin (EarStore *store, const EarRecord *begun, EarCodebookBefore *before, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) here = ear_store_get (store, EAR_KIND_PARTICIPANT, &begun->id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (here == NULL)
    here = ear_record_copy (begun);
  else if (here->erased)
    {
      ear_record_free (here);
      here = begin_anew (begun);
    }
  ear_change_remember (before, here);
  return g_steal_pointer (&here);
}

/**
 * ear_table_ensure:
 * @table: (out): its id
 *
 * Makes a table that is not in the workbook yet, or brings back one that was removed: whatever is said there must be found
 * under it.
 */
gboolean
ear_table_ensure (EarStore *store, const EarId *session, const char *label, EarId *table, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) begun = ear_table_begin (session, label);
  g_autoptr (EarRecord) record = find_or_begin (store, begun, before, error);

  if (record == NULL)
    return FALSE;
  *table = record->id;
  if (ear_record_is_deleted (record))
    return ear_store_set_deleted (store, EAR_KIND_PARTICIPANT, table, FALSE, error);
  return ear_store_put (store, record, error);
}

static gboolean
set_group (EarStore *store, const EarId *table, const EarId *group, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) there = ear_change_get_live (store, EAR_KIND_GROUP, group, error);
  EarId id = ear_id_derive_link (ear_kind_info (EAR_KIND_PARTICIPANT_GROUP)->name, table, group);
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) link = there == NULL ? NULL : ear_store_get (store, EAR_KIND_PARTICIPANT_GROUP, &id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (there != NULL && link == NULL)
    link = ear_record_new_with_id (EAR_KIND_PARTICIPANT_GROUP, &id);
  if (link == NULL)
    return FALSE;
  if (link->erased)
    return TRUE;
  ear_change_remember (before, link);
  ear_record_set_flag (link, EAR_FIELD_DELETED, FALSE);
  ear_record_set_id (link, EAR_PARTICIPANT_GROUP_PARTICIPANT, table);
  ear_record_set_id (link, EAR_PARTICIPANT_GROUP_GROUP, group);
  return ear_store_put (store, link, error);
}

/**
 * ear_table_put:
 * @table: from ear_table_begin(), with what is known of who sits there
 * @groups: (array length=n_groups): whom they speak for, beside what was said before
 *
 * Writes who sits at a table. What @table leaves open stays as it is.
 */
gboolean
ear_table_put (EarStore *store, const EarRecord *table, const EarId *groups, guint n_groups, EarCodebookBefore *before,
               GError **error)
{
  g_autoptr (EarRecord) record = NULL;
  gboolean done;

  if (!ear_store_begin (store, error))
    return FALSE;
  record = find_or_begin (store, table, before, error);
  done = record != NULL;
  if (done)
    ear_record_set_flag (record, EAR_FIELD_DELETED, FALSE);
  for (guint i = 1; done && i < EAR_PARTICIPANT_N_FIELDS; i++)
    {
      const char *value = ear_record_get (table, i);

      if (value != NULL && g_strcmp0 (value, ear_record_get (record, i)) != 0)
        ear_record_set (record, i, value);
    }
  done = done && ear_store_put (store, record, error);
  for (guint i = 0; i < n_groups && done; i++)
    done = set_group (store, &record->id, &groups[i], before, error);
  return ear_change_finish (store, done, error);
}
