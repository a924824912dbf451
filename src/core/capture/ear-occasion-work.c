/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-occasion-work.h"

#include "ear-change.h"
#include "ear-voice-work.h"

/**
 * ear_occasion_work_new:
 * @session: the session; copied
 *
 * Returns: (transfer full): work to fill in. Any thread.
 */
EarOccasionWork *
ear_occasion_work_new (const EarRecord *session)
{
  EarOccasionWork *work = g_new0 (EarOccasionWork, 1);

  work->session = ear_record_copy (session);
  work->people = -1;
  return work;
}

void
ear_occasion_work_free (EarOccasionWork *work)
{
  if (work == NULL)
    return;
  ear_record_free (work->session);
  g_clear_pointer (&work->before, g_ptr_array_unref);
  g_free (work->value);
  g_free (work);
}

static gboolean
find_or_make (EarStore *store, EarKind kind, const char *name, EarId *id, EarCodebookBefore *before, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) record = NULL;

  if (ear_find (store, kind, name, id, &local))
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  record = ear_record_new (kind);
  ear_change_remember (before, record);
  if (kind == EAR_KIND_GROUP)
    {
      ear_record_set (record, EAR_GROUP_NAME, name);
      ear_record_set (record, EAR_GROUP_CATEGORY, "community");
    }
  else
    {
      g_return_val_if_fail (kind == EAR_KIND_ORGANISATION, FALSE);
      ear_record_set (record, EAR_ORGANISATION_NAME, name);
    }
  *id = record->id;
  return ear_store_put (store, record, error);
}

/**
 * ear_group_find_or_make:
 * @id: (out): the group's
 * @before: (nullable): gets a group that was made
 *
 * Finds the group called @name, or writes a new one. In the caller's transaction.
 */
gboolean
ear_group_find_or_make (EarStore *store, const char *name, EarId *id, EarCodebookBefore *before, GError **error)
{
  return find_or_make (store, EAR_KIND_GROUP, name, id, before, error);
}

/**
 * ear_organisation_find_or_make:
 * @id: (out): the organisation's
 * @before: (nullable): gets an organisation that was made
 *
 * Finds the organisation called @name, or writes a new one. In the caller's transaction.
 */
gboolean
ear_organisation_find_or_make (EarStore *store, const char *name, EarId *id, EarCodebookBefore *before, GError **error)
{
  return find_or_make (store, EAR_KIND_ORGANISATION, name, id, before, error);
}

/* A record that the page built and that is here already is read anew: only the one field is the page's to set. One
 * that the page read keeps what its reader had seen, so that a blind edit is known as one. */
static gboolean
read_session (EarStore *store, EarOccasionWork *work, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) here = ear_store_get (store, EAR_KIND_SESSION, &work->session->id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  ear_change_remember (work->before, here == NULL ? work->session : here);
  if (here != NULL && work->session->fields[EAR_FIELD_DELETED].shown.stamp.clock == 0)
    {
      ear_record_free (work->session);
      work->session = g_steal_pointer (&here);
    }
  return TRUE;
}

static gboolean
set_field (EarStore *store, EarOccasionWork *work, GError **error)
{
  if (!read_session (store, work, error))
    return FALSE;
  if (work->by_name)
    {
      EarId id;

      if (!find_or_make (store, ear_field_info (EAR_KIND_SESSION, work->field)->target, work->value, &id, work->before, error))
        return FALSE;
      ear_record_set_id (work->session, work->field, &id);
    }
  else
    {
      ear_record_set (work->session, work->field, work->value);
    }
  return ear_store_put (store, work->session, error);
}

static gboolean
set_group (EarStore *store, EarOccasionWork *work, GError **error)
{
  g_autoptr (EarRecord) link = NULL;
  g_autoptr (GError) local = NULL;
  EarId id;

  if (!ear_session_ensure (store, work->session, work->before, error)
      || (ear_id_is_none (&work->group) && !ear_group_find_or_make (store, work->value, &work->group, work->before, error)))
    return FALSE;
  id = ear_id_derive_link (ear_kind_info (EAR_KIND_SESSION_GROUP)->name, &work->session->id, &work->group);
  link = ear_store_get (store, EAR_KIND_SESSION_GROUP, &id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (link == NULL)
    link = ear_record_new_with_id (EAR_KIND_SESSION_GROUP, &id);
  ear_change_remember (work->before, link);
  ear_record_set_flag (link, EAR_FIELD_DELETED, work->absent);
  ear_record_set_id (link, EAR_SESSION_GROUP_SESSION, &work->session->id);
  ear_record_set_id (link, EAR_SESSION_GROUP_GROUP, &work->group);
  ear_record_set_integer (link, EAR_SESSION_GROUP_PEOPLE, work->people);
  return ear_store_put (store, link, error);
}

/**
 * ear_occasion_work_job:
 * @work: an EarOccasionWork
 *
 * Writes the field or the group.
 *
 * Returns: (transfer full) (nullable): an EarTakeBack where the work remembers what was before; else %NULL.
 */
gpointer
ear_occasion_work_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  EarOccasionWork *work = data;

  if (!ear_store_begin (store, error))
    return NULL;
  return ear_take_back_finish (store, work->field != 0 ? set_field (store, work, error) : set_group (store, work, error),
                               work->before, error);
}

static GPtrArray *
load_organisations (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (
    store, "SELECT id, name FROM organisations WHERE state = 0 AND name IS NOT NULL ORDER BY name COLLATE NOCASE, id", error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_tree_row_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarTreeRow *row = g_new0 (EarTreeRow, 1);

      ear_statement_get_id (each, 0, &row->id);
      row->name = g_strdup (ear_statement_get_text (each, 1));
      g_ptr_array_add (rows, row);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

gpointer
ear_catalogue_job (EarStore *store, gpointer nothing G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarCatalogue) catalogue = g_new0 (EarCatalogue, 1);

  catalogue->themes = ear_tree_list (store, EAR_KIND_THEME, NULL, error);
  catalogue->groups = catalogue->themes == NULL ? NULL : ear_tree_list (store, EAR_KIND_GROUP, NULL, error);
  catalogue->places = catalogue->groups == NULL ? NULL : ear_tree_list (store, EAR_KIND_PLACE, NULL, error);
  catalogue->organisations = catalogue->places == NULL ? NULL : load_organisations (store, error);
  return catalogue->organisations == NULL ? NULL : g_steal_pointer (&catalogue);
}

void
ear_catalogue_free (EarCatalogue *catalogue)
{
  if (catalogue == NULL)
    return;
  g_clear_pointer (&catalogue->places, g_ptr_array_unref);
  g_clear_pointer (&catalogue->groups, g_ptr_array_unref);
  g_clear_pointer (&catalogue->themes, g_ptr_array_unref);
  g_clear_pointer (&catalogue->organisations, g_ptr_array_unref);
  g_free (catalogue);
}

/**
 * ear_deletion_job:
 * @data: an EarDeletion
 *
 * Returns: (transfer full) (nullable): an EarTakeBack.
 */
gpointer
ear_deletion_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const EarDeletion *deletion = data;
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (EarRecord) record = NULL;

  if (!ear_store_begin (store, error))
    return NULL;
  record = ear_store_get (store, deletion->kind, &deletion->id, NULL);
  if (record != NULL)
    ear_change_remember (before, record);
  return ear_take_back_finish (store, ear_store_set_deleted (store, deletion->kind, &deletion->id, TRUE, error), before, error);
}
