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

void
ear_session_view_free (EarSessionView *view)
{
  if (view == NULL)
    return;
  g_clear_pointer (&view->session, ear_record_free);
  g_clear_pointer (&view->voices, g_ptr_array_unref);
  g_clear_pointer (&view->codings, g_hash_table_unref);
  g_clear_pointer (&view->speakers, g_ptr_array_unref);
  g_clear_pointer (&view->groups, g_ptr_array_unref);
  g_clear_pointer (&view->people, g_ptr_array_unref);
  g_clear_pointer (&view->just_used, g_array_unref);
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
  EarStep step = EAR_STEP_FAILED;
  EarId device, id;

  if (last == NULL)
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
  if (!ear_store_own_organisation (store, &id, error))
    return FALSE;
  if (!ear_id_is_none (&id))
    ear_record_set_id (session, EAR_SESSION_ORGANISATION, &id);
  return TRUE;
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
list_labels (GPtrArray *people)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < people->len; i++)
    {
      const char *label = ear_record_get (((EarPerson *) people->pdata[i])->record, EAR_PARTICIPANT_LABEL);

      if (label != NULL)
        g_ptr_array_add (labels, g_strdup (label));
    }
  return labels;
}

/**
 * ear_presence_list:
 * @kind: %EAR_KIND_SESSION or %EAR_KIND_PARTICIPANT
 *
 * Returns: (transfer full) (element-type EarPresence) (nullable): the groups that were at a session, or that somebody belongs
 *   to, in the order of their names.
 */
GPtrArray *
ear_presence_list (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (
    store,
    kind == EAR_KIND_SESSION
      ? "SELECT g.id, g.name, l.people FROM session_groups l JOIN groups g ON g.n = l.\"group\" AND g.state = 0 "
        "JOIN sessions o ON o.n = l.session WHERE o.id = ?1 AND l.state = 0 ORDER BY g.name COLLATE NOCASE, g.id"
      : "SELECT g.id, g.name, NULL FROM participant_groups l JOIN groups g ON g.n = l.\"group\" AND g.state = 0 "
        "JOIN participants o ON o.n = l.participant WHERE o.id = ?1 AND l.state = 0 ORDER BY g.name COLLATE NOCASE, g.id",
    error);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_presence_free);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_id (each, 1, id);
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

/* Among the newest codings, whoever made them: so that this stays quick where nobody codes on this laptop. */
#define NEWEST_CODINGS "200"

/* The themes that this laptop's coder gave last, each once, the latest first; as what a theme was merged into. */
static GArray *
load_just_used (EarStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *coder = ear_own_coder (store, &local);
  g_autoptr (EarStatement) each = NULL;
  g_autoptr (GArray) themes = g_array_new (FALSE, FALSE, sizeof (EarId));
  EarStep step = EAR_STEP_FAILED;
  EarId id;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  each = ear_store_query (store,
                          "SELECT w.id FROM (SELECT id, theme, coder FROM codings WHERE state = 0 ORDER BY id DESC LIMIT " NEWEST_CODINGS ") k "
                          "JOIN theme_now s ON s.theme = k.theme JOIN themes w ON w.n = s.now "
                          "WHERE k.coder IS ?1 GROUP BY w.n ORDER BY max (k.id) DESC",
                          error);
  if (each == NULL)
    return NULL;
  ear_statement_bind_text (each, 1, coder);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (ear_statement_get_id (each, 0, &id))
        g_array_append_val (themes, id);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&themes) : NULL;
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
  view->codings = view->voices == NULL ? NULL : ear_coding_spans (store, session, error);
  view->groups = view->codings == NULL ? NULL : ear_presence_list (store, EAR_KIND_SESSION, session, error);
  view->people = view->groups == NULL ? NULL : ear_person_list (store, session, error);
  view->speakers = view->people == NULL ? NULL : list_labels (view->people);
  view->just_used = view->people == NULL ? NULL : load_just_used (store, error);
  return view->just_used == NULL ? NULL : g_steal_pointer (&view);
}

gpointer
ear_session_view_job (EarStore *store, gpointer session, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_session_view_load (store, session, error);
}
