/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-person-work.h"

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
  g_free (work->group_name);
  g_free (work);
}

static gboolean
set_group (EarStore *store, EarPersonWork *work, GError **error)
{
  g_autoptr (EarRecord) link = NULL;
  g_autoptr (GError) local = NULL;
  EarId id;

  if (ear_id_is_none (&work->group) && !ear_group_find_or_make (store, work->group_name, &work->group, error))
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
  ear_record_set_flag (link, EAR_FIELD_DELETED, work->absent);
  ear_record_set_id (link, EAR_PARTICIPANT_GROUP_PARTICIPANT, &work->person->id);
  ear_record_set_id (link, EAR_PARTICIPANT_GROUP_GROUP, &work->group);
  return ear_store_put (store, link, error);
}

/**
 * ear_person_work_job:
 * @data: an EarPersonWork
 *
 * Writes the participant, or that they belong to a group. Returns always %NULL.
 */
gpointer
ear_person_work_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  EarPersonWork *work = data;

  if (!ear_store_begin (store, error))
    return NULL;
  if (ear_session_ensure (store, work->session, error)
      && (work->in_group ? set_group (store, work, error) : ear_store_put (store, work->person, error)))
    ear_store_commit (store, error);
  else
    ear_store_rollback (store);
  return NULL;
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
  EarRecord *person = ear_record_new (EAR_KIND_PARTICIPANT);

  for (guint n = 1;; n++)
    {
      g_autofree char *label = g_strdup_printf (table ? "table %u" : "P%u", n);

      if (is_taken (view, label))
        continue;
      ear_record_set (person, EAR_PARTICIPANT_LABEL, label);
      ear_record_set (person, EAR_PARTICIPANT_NATURE, table ? "table" : "person");
      ear_record_set_id (person, EAR_PARTICIPANT_SESSION, &view->session->id);
      return person;
    }
}

static GPtrArray *
load_groups (EarStore *store, const EarId *person, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT g.id, g.name FROM participant_groups pg "
                       "JOIN groups g ON g.n = pg.\"group\" AND g.state = 0 JOIN participants p ON p.n = pg.participant "
                       "WHERE p.id = ?1 AND pg.state = 0 ORDER BY g.name COLLATE NOCASE, g.id",
                       error);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_presence_free);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_id (each, 1, person);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarPresence *presence = g_new0 (EarPresence, 1);

      ear_statement_get_id (each, 0, &presence->group);
      presence->name = g_strdup (ear_statement_get_text (each, 1));
      presence->people = -1;
      g_ptr_array_add (groups, presence);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&groups) : NULL;
}

static GArray *
load_ids (EarStore *store, const EarId *session, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT p.id FROM participants p JOIN sessions s ON s.n = p.session "
                       "WHERE s.id = ?1 AND p.state = 0 ORDER BY p.id",
                       error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EarId));
  EarStep step = EAR_STEP_FAILED;
  EarId id;

  if (each != NULL)
    ear_statement_bind_id (each, 1, session);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (ear_statement_get_id (each, 0, &id))
        g_array_append_val (ids, id);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

GPtrArray *
ear_person_list (EarStore *store, const EarId *session, GError **error)
{
  g_autoptr (GArray) ids = load_ids (store, session, error);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      EarPerson *person = g_new0 (EarPerson, 1);
      g_autoptr (GError) local = NULL;

      g_ptr_array_add (people, person);
      person->record = ear_store_get (store, EAR_KIND_PARTICIPANT, &g_array_index (ids, EarId, i), &local);
      person->groups = person->record == NULL ? NULL : load_groups (store, &person->record->id, &local);
      if (person->groups == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return ids == NULL ? NULL : g_steal_pointer (&people);
}
