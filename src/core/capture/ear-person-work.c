/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-person-work.h"

#include "ear-assembly-work.h"
#include "ear-change.h"
#include "ear-occasion-work.h"
#include "ear-voice-work.h"

static void
person_free (EarPerson *person)
{
  g_clear_pointer (&person->record, ear_record_free);
  g_clear_pointer (&person->groups, g_ptr_array_unref);
  g_free (person);
}

/**
 * ear_person_work_new:
 * @session: the session; copied
 * @person: a participant; copied
 *
 * Returns: (transfer full): work that writes @person. Any thread.
 */
EarPersonWork *
ear_person_work_new (const EarRecord *session, const EarRecord *person)
{
  EarPersonWork *work = g_new0 (EarPersonWork, 1);

  work->session = ear_record_copy (session);
  work->person = ear_record_copy (person);
  return work;
}

void
ear_person_work_free (EarPersonWork *work)
{
  if (work == NULL)
    return;
  ear_record_free (work->session);
  ear_record_free (work->person);
  g_clear_pointer (&work->before, g_ptr_array_unref);
  g_free (work->group_name);
  g_free (work);
}

static gboolean
set_group (EarStore *store, EarPersonWork *work, GError **error)
{
  g_autoptr (EarRecord) link = NULL;
  g_autoptr (GError) local = NULL;
  EarId id;

  if (ear_id_is_none (&work->group) && !ear_group_find_or_make (store, work->group_name, &work->group, work->before, error))
    return FALSE;
  id = ear_id_derive_link (ear_kind_info (EAR_KIND_PARTICIPANT_GROUP)->name, &work->person->id, &work->group);
  link = ear_store_get (store, EAR_KIND_PARTICIPANT_GROUP, &id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (link == NULL)
    link = ear_record_new_with_id (EAR_KIND_PARTICIPANT_GROUP, &id);
  ear_change_remember (work->before, link);
  ear_record_set_flag (link, EAR_FIELD_DELETED, work->absent);
  ear_record_set_id (link, EAR_PARTICIPANT_GROUP_PARTICIPANT, &work->person->id);
  ear_record_set_id (link, EAR_PARTICIPANT_GROUP_GROUP, &work->group);
  return ear_store_put (store, link, error);
}

/* One who was withdrawn meanwhile has nothing more to be said of, which is no error. */
static gboolean
set_person (EarStore *store, EarPersonWork *work, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) here = ear_store_get (store, EAR_KIND_PARTICIPANT, &work->person->id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (here != NULL && here->erased)
    return TRUE;
  ear_change_remember (work->before, here == NULL ? work->person : here);
  return ear_store_put (store, work->person, error);
}

/**
 * ear_person_work_job:
 * @data: an EarPersonWork
 *
 * Writes the participant, or that they belong to a group.
 *
 * Returns: (transfer full) (nullable): an EarTakeBack where the work remembers what was before; else %NULL.
 */
gpointer
ear_person_work_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  EarPersonWork *work = data;

  if (!ear_store_begin (store, error))
    return NULL;
  return ear_take_back_finish (store,
                               ear_session_ensure (store, work->session, work->before, error)
                                 && (work->in_group ? set_group (store, work, error) : set_person (store, work, error)),
                               work->before, error);
}

static gboolean
is_taken (const EarSessionView *view, const char *label)
{
  for (guint i = 0; i < view->speakers->len; i++)
    {
      if (g_ascii_strcasecmp (view->speakers->pdata[i], label) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * ear_person_begin:
 * @table: whether it is a table, rather than a person
 *
 * Returns: (transfer full): a participant that is called what nobody in the session is called yet. It is not written.
 */
EarRecord *
ear_person_begin (const EarSessionView *view, gboolean table)
{
  EarRecord *person;

  for (guint n = 1;; n++)
    {
      g_autofree char *label = g_strdup_printf (table ? "table %u" : "P%u", n);

      if (is_taken (view, label))
        continue;
      if (table)
        return ear_table_begin (&view->session->id, label);
      person = ear_record_new (EAR_KIND_PARTICIPANT);
      ear_record_set (person, EAR_PARTICIPANT_LABEL, label);
      ear_record_set (person, EAR_PARTICIPANT_NATURE, "person");
      ear_record_set_id (person, EAR_PARTICIPANT_SESSION, &view->session->id);
      return person;
    }
}

static GArray *
load_ids (EarStore *store, const EarId *session, GArray *n_voices, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT p.id, (SELECT count (*) FROM contributions c WHERE c.participant = p.n AND c.state = 0) "
                       "FROM participants p JOIN sessions s ON s.n = p.session WHERE s.id = ?1 AND p.state = 0 ORDER BY p.id",
                       error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EarId));
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_id (each, 1, session);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      guint n = (guint) ear_statement_get_integer (each, 1);
      EarId id;

      ear_statement_get_id (each, 0, &id);
      g_array_append_val (ids, id);
      g_array_append_val (n_voices, n);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/**
 * ear_person_list:
 *
 * Returns: (transfer full) (element-type EarPerson) (nullable): those who spoke in a session, in the order they were met.
 */
GPtrArray *
ear_person_list (EarStore *store, const EarId *session, GError **error)
{
  g_autoptr (GArray) n_voices = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) ids = load_ids (store, session, n_voices, error);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      EarPerson *person = g_new0 (EarPerson, 1);
      g_autoptr (GError) local = NULL;

      g_ptr_array_add (people, person);
      person->n_voices = g_array_index (n_voices, guint, i);
      person->record = ear_store_get (store, EAR_KIND_PARTICIPANT, &g_array_index (ids, EarId, i), &local);
      person->groups
        = person->record == NULL ? NULL : ear_presence_list (store, EAR_KIND_PARTICIPANT, &person->record->id, &local);
      if (person->groups == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return ids == NULL ? NULL : g_steal_pointer (&people);
}
