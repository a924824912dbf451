/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-session-view.h"

#include <glib/gi18n-lib.h>

#include "ear-person-work.h"
#include "ear-terms.h"

void
ear_presence_free (EarPresence *presence)
{
  g_free (presence->name);
  g_free (presence);
}

static void
speaker_free (gpointer data)
{
  EarSpeaker *speaker = data;

  g_free (speaker->label);
  g_free (speaker->code_word);
  g_free (speaker);
}

void
ear_session_view_free (EarSessionView *view)
{
  if (view == NULL)
    return;
  g_clear_pointer (&view->session, ear_record_free);
  g_clear_pointer (&view->voices, g_ptr_array_unref);
  g_clear_pointer (&view->speakers, g_ptr_array_unref);
  g_clear_pointer (&view->spoke, g_ptr_array_unref);
  g_clear_pointer (&view->groups, g_ptr_array_unref);
  g_clear_pointer (&view->people, g_ptr_array_unref);
  g_free (view->place);
  g_free (view->organisation);
  g_free (view);
}

/* A UUID of version 7 holds the time it was made, so that a session which comes back from a draft has the day on
 * which it was begun. */
static GDateTime *
time_of_id (const EarId *id)
{
  g_autoptr (GDateTime) utc = NULL;
  gint64 ms = 0;

  for (int i = 0; i < 6; i++)
    ms = ms << 8 | id->bytes[i];
  utc = (id->bytes[6] >> 4) == 7 ? g_date_time_new_from_unix_utc (ms / 1000) : NULL;
  return utc == NULL ? g_date_time_new_now_local () : g_date_time_to_local (utc);
}

/* The place, organisation and language of the session this laptop recorded last, and the organisation it belongs to
 * where there is none. */
static gboolean
take_over (EarStore *store, EarRecord *session, GError **error)
{
  g_autoptr (EarStatement) last
    = ear_store_query (store,
                       "SELECT p.id, o.id, s.language FROM sessions s JOIN devices d ON d.n = s.device AND d.id = ?1 "
                       "LEFT JOIN places p ON p.n = s.place AND p.state = 0 "
                       "LEFT JOIN organisations o ON o.n = s.organisation AND o.state = 0 "
                       "WHERE s.state = 0 AND s.source IS NULL AND coalesce (s.nature, '') <> 'published' "
                       "ORDER BY s.id DESC LIMIT 1",
                       error);
  g_autoptr (EarStatement) own
    = ear_store_query (store, "SELECT o.id FROM devices d JOIN organisations o ON o.n = d.organisation WHERE d.id = ?1", error);
  EarStep step = EAR_STEP_FAILED;
  EarId device, id;

  if (last == NULL || own == NULL)
    return FALSE;
  ear_store_get_device (store, &device, NULL);
  ear_statement_bind_id (last, 1, &device);
  step = ear_statement_step (last, error);
  if (step == EAR_STEP_ROW)
    {
      if (ear_statement_get_id (last, 0, &id))
        ear_record_set_id (session, EAR_SESSION_PLACE, &id);
      if (ear_statement_get_id (last, 1, &id))
        ear_record_set_id (session, EAR_SESSION_ORGANISATION, &id);
      ear_record_set (session, EAR_SESSION_LANGUAGE, ear_statement_get_text (last, 2));
    }
  if (step == EAR_STEP_FAILED || ear_record_get (session, EAR_SESSION_ORGANISATION) != NULL)
    return step != EAR_STEP_FAILED;
  ear_statement_bind_id (own, 1, &device);
  step = ear_statement_step (own, error);
  if (step == EAR_STEP_ROW && ear_statement_get_id (own, 0, &id))
    ear_record_set_id (session, EAR_SESSION_ORGANISATION, &id);
  return step != EAR_STEP_FAILED;
}

/**
 * ear_session_begin:
 * @id: the new session's id
 *
 * Returns: (transfer full) (nullable): a conversation that begins now, where the last one was. It is not written: a
 *   session nobody said anything in leaves no trace.
 */
EarRecord *
ear_session_begin (EarStore *store, const EarId *id, GError **error)
{
  g_autoptr (EarRecord) session = ear_record_new_with_id (EAR_KIND_SESSION, id);
  g_autoptr (GDateTime) now = time_of_id (id);
  g_autofree char *started = g_date_time_format (now, "%Y-%m-%dT%H:%M");
  /* Translators: the name a new conversation has until somebody gives it a better one: Conversation, 22 November 2026. */
  g_autofree char *title = g_date_time_format (now, _ ("Conversation, %-e %B %Y"));

  ear_record_set (session, EAR_SESSION_TITLE, title);
  ear_record_set (session, EAR_SESSION_NATURE, EAR_TERMS_SESSION_NATURE[0]);
  ear_record_set (session, EAR_SESSION_STARTED, started);
  return take_over (store, session, error) ? g_steal_pointer (&session) : NULL;
}

static GPtrArray *
load_spoke (EarStore *store, const EarId *session, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT p.id, p.label, p.code_word, "
                       "(SELECT count (*) FROM contributions c WHERE c.participant = p.n AND c.state = 0) "
                       "FROM participants p JOIN sessions s ON s.n = p.session WHERE s.id = ?1 AND p.state = 0 ORDER BY p.id",
                       error);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (speaker_free);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_id (each, 1, session);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarSpeaker *speaker = g_new0 (EarSpeaker, 1);

      ear_statement_get_id (each, 0, &speaker->id);
      speaker->label = g_strdup (ear_statement_get_text (each, 1));
      speaker->code_word = g_strdup (ear_statement_get_text (each, 2));
      speaker->n_voices = (guint) ear_statement_get_integer (each, 3);
      g_ptr_array_add (people, speaker);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&people) : NULL;
}

static GPtrArray *
list_labels (GPtrArray *people)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < people->len; i++)
    {
      const EarSpeaker *speaker = people->pdata[i];

      if (speaker->label != NULL)
        g_ptr_array_add (labels, g_strdup (speaker->label));
    }
  return labels;
}

static GPtrArray *
load_groups (EarStore *store, const EarId *session, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT g.id, g.name, sg.people FROM session_groups sg "
                       "JOIN groups g ON g.n = sg.\"group\" AND g.state = 0 JOIN sessions s ON s.n = sg.session "
                       "WHERE s.id = ?1 AND sg.state = 0 ORDER BY g.name COLLATE NOCASE, g.id",
                       error);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_presence_free);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_id (each, 1, session);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarPresence *presence = g_new0 (EarPresence, 1);

      ear_statement_get_id (each, 0, &presence->group);
      presence->name = g_strdup (ear_statement_get_text (each, 1));
      presence->people = ear_statement_is_null (each, 2) ? -1 : ear_statement_get_integer (each, 2);
      g_ptr_array_add (groups, presence);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&groups) : NULL;
}

static gboolean
load_session (EarStore *store, const EarId *id, EarSessionView *view, GError **error)
{
  g_autoptr (GError) local = NULL;

  view->session = ear_store_get (store, EAR_KIND_SESSION, id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  view->is_new = view->session == NULL;
  if (view->is_new)
    view->session = ear_session_begin (store, id, error);
  return view->session != NULL;
}

/* The name of what a field of the session refers to. */
static gboolean
load_name (EarStore *store, const EarRecord *session, guint field, EarKind kind, guint name_field, char **name, GError **error)
{
  g_autoptr (EarRecord) record = NULL;
  g_autoptr (GError) local = NULL;
  EarId id;

  if (!ear_record_get_id (session, field, &id))
    return TRUE;
  record = ear_store_get (store, kind, &id, &local);
  if (record != NULL)
    *name = g_strdup (ear_record_get (record, name_field));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
load_names (EarStore *store, EarSessionView *view, GError **error)
{
  return load_name (store, view->session, EAR_SESSION_PLACE, EAR_KIND_PLACE, EAR_PLACE_NAME, &view->place, error)
         && load_name (store, view->session, EAR_SESSION_ORGANISATION, EAR_KIND_ORGANISATION, EAR_ORGANISATION_NAME,
                       &view->organisation, error);
}

/**
 * ear_session_view_load:
 *
 * Returns: (transfer full) (nullable): all that stands in a session. The workbook's thread.
 */
EarSessionView *
ear_session_view_load (EarStore *store, const EarId *session, GError **error)
{
  g_autoptr (EarSessionView) view = g_new0 (EarSessionView, 1);
  const EarVoiceFilter filter = { .session = session };

  if (!load_session (store, session, view, error) || !load_names (store, view, error))
    return NULL;
  view->voices = ear_voice_list (store, &filter, 0, 0, error);
  view->spoke = view->voices == NULL ? NULL : load_spoke (store, session, error);
  view->speakers = view->spoke == NULL ? NULL : list_labels (view->spoke);
  view->groups = view->spoke == NULL ? NULL : load_groups (store, session, error);
  view->people = view->groups == NULL ? NULL : ear_person_list (store, session, error);
  return view->people == NULL ? NULL : g_steal_pointer (&view);
}

gpointer
ear_session_view_job (EarStore *store, gpointer session, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_session_view_load (store, session, error);
}
