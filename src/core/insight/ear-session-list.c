/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions, newest first, with how many voices each holds. */
#include "ear-insight.h"

/* A session that was only mentioned by a bundle is listed once it holds voices: they are counted, so they are findable. So is one of
 * which a part told no more than what may be done with its voices (exchange/ear-consent.c). */
static const char list_sql[]
  = "SELECT s.n, s.id, s.title, s.nature, s.started, p.name, s.venue, o.name, coalesce (v.voices, 0) FROM sessions s "
    "LEFT JOIN (SELECT session, count (*) AS voices FROM voices GROUP BY session) v ON v.session = s.n "
    "LEFT JOIN places p ON p.n = s.place AND p.state = 0 "
    "LEFT JOIN organisations o ON o.n = s.organisation AND o.state = 0 "
    "WHERE (s.state IN (0, 3) AND v.voices > 0) "
    "OR (s.state = 0 AND coalesce (s.title, s.started, s.nature, s.place, s.venue, s.organisation) IS NOT NULL) ORDER BY s.started IS NULL, s.started DESC, s.id";

static const char groups_sql[]
  = "SELECT g.name, sg.people FROM session_groups sg JOIN groups g ON g.n = sg.\"group\" AND g.state = 0 "
    "WHERE sg.session = ?1 AND sg.state = 0 ORDER BY sg.people IS NULL, sg.people DESC, g.name COLLATE NOCASE, g.id";

/* Thousands of sessions have the few same words, which are kept once. */
static char *
share_text (EarStatement *each, int column)
{
  const char *text = ear_statement_get_text (each, column);

  return text == NULL ? NULL : g_ref_string_new_intern (text);
}

static EarSessionRow *
read_session (EarStatement *each)
{
  EarSessionRow *session = g_new0 (EarSessionRow, 1);

  ear_statement_get_id (each, 1, &session->id);
  session->title = g_strdup (ear_statement_get_text (each, 2));
  session->nature = share_text (each, 3);
  session->started = g_strdup (ear_statement_get_text (each, 4));
  session->place = share_text (each, 5);
  session->venue = share_text (each, 6);
  session->organisation = share_text (each, 7);
  session->voices = (guint) ear_statement_get_integer (each, 8);
  return session;
}

static gboolean
read_groups (EarStore *store, gint64 n, EarSessionRow *session, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, groups_sql, error);
  g_autoptr (GString) groups = g_string_new (NULL);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_integer (each, 1, n);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      const char *name = ear_statement_get_text (each, 0);

      g_string_append_printf (groups, "%s%s", groups->len == 0 ? "" : "; ", name == NULL ? "" : name);
      if (!ear_statement_is_null (each, 1))
        g_string_append_printf (groups, " %" G_GINT64_FORMAT, ear_statement_get_integer (each, 1));
    }
  session->groups = groups->len == 0 ? NULL : g_ref_string_new_intern (groups->str);
  return step == EAR_STEP_DONE;
}

/**
 * ear_session_list:
 *
 * Returns: (transfer full) (element-type EarSessionRow) (nullable): all sessions that are not deleted, newest first,
 *   those without a date last. The store's thread.
 */
GPtrArray *
ear_session_list (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, list_sql, error);
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_session_row_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarSessionRow *session = read_session (each);

      g_ptr_array_add (sessions, session);
      if (!read_groups (store, ear_statement_get_integer (each, 0), session, error))
        return NULL;
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&sessions) : NULL;
}

void
ear_session_row_free (EarSessionRow *session)
{
  if (session == NULL)
    return;
  g_free (session->title);
  g_clear_pointer (&session->nature, g_ref_string_release);
  g_free (session->started);
  g_clear_pointer (&session->place, g_ref_string_release);
  g_clear_pointer (&session->venue, g_ref_string_release);
  g_clear_pointer (&session->organisation, g_ref_string_release);
  g_clear_pointer (&session->groups, g_ref_string_release);
  g_free (session);
}
